"""Hidden instances of the lesson on recommendation: drawn until every slip of the list below changes the result of one of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbook.check.drawn import drawn_once

Floats = NDArray[np.float64]
Reads = list[tuple[str, str]]


class Case(NamedTuple):
    """Arguments of a call, and what they show."""

    arguments: tuple[Any, ...]
    kind: str


def similar(reads: Reads, shrink: float, slip: str = "") -> dict[str, dict[str, float]]:
    """The similarities of lesson 4, or with one *slip*."""
    articles = list(dict.fromkeys(article for _, article in reads))
    who = {one: [reader for reader, article in reads if article == one] for one in articles}
    if slip != "repeats":
        who = {one: sorted(set(readers)) for one, readers in who.items()}
    table: dict[str, dict[str, float]] = {one: {} for one in articles}
    for one in articles:
        for other in articles:
            both = sum(reader in who[other] for reader in who[one])
            if one != other and both:
                table[one][other] = _similarity(both, len(who[one]), len(who[other]), shrink, slip)
    return table


def _similarity(both: int, first: int, second: int, shrink: float, slip: str) -> float:
    if slip == "counts":
        return float(both)
    plain = {"jaccard": both / (first + second - both), "one side": both / first, "product": both / (first * second)}
    cosine = plain.get(slip, both / math.sqrt(first * second))
    if slip == "no shrinkage":
        return cosine
    return cosine / (both + shrink) if slip == "divided only" else cosine * both / (both + shrink)


SLIPS = (
    "repeats", "counts", "jaccard", "one side", "product", "no shrinkage", "seen", "popular", "fame of reads", "alphabetical", "reversed",
    "catalogue only", "no newcomer", "last newcomer", "newcomer first", "newcomer at one", "always newcomer", "withdrawn", "withdrawn forgotten",
    "scored only", "strongest", "new reader", "average", "own repeats", "coarse", "fame in the score", "five nearest", "four places", "six places", "unlike is new",
    "newest unread",
)  # fmt: skip


def recommended(reads: Reads, catalogue: list[str], reader: str, k: int, shrink: float, slip: str = "") -> list[str]:
    """What to show the reader, or with one *slip*."""
    table = similar(reads, shrink, slip)
    mine = sorted(article for one, article in reads if one == reader)
    mine = mine if slip == "own repeats" else list(dict.fromkeys(mine))
    if slip == "withdrawn forgotten":
        mine = [one for one in mine if one in catalogue]
    if slip == "new reader" and not mine:
        return []
    fame = {one: len([r for r, a in set(reads) if a == one]) for one in [*table, *catalogue]}
    loud = {one: len([r for r, a in reads if a == one]) for one in fame}
    shown = [*catalogue, *(one for one in table if one not in catalogue)] if slip == "withdrawn" else catalogue
    open_ = [one for one in shown if slip == "seen" or one not in mine]
    score = {one: _score([table[other].get(one, 0.0) for other in mine], slip) for one in open_}
    place = {one: shown.index(one) for one in open_}
    order: Callable[[str], Any] = {
        "alphabetical": lambda one: (-score[one], -fame[one], one),
        "reversed": lambda one: (-score[one], -fame[one], -place[one]),
        "catalogue only": lambda one: (-score[one], place[one]),
        "fame in the score": lambda one: (-score[one] - 0.01 * fame[one], place[one]),
        "coarse": lambda one: (-round(score[one], 1), -fame[one], place[one]),
        "fame of reads": lambda one: (-score[one], -loud[one], place[one]),
    }.get(slip, lambda one: (-score[one], -fame[one], place[one]))
    ranked = sorted(open_, key=order)
    if slip == "scored only":
        ranked = [one for one in ranked if score[one] > 0]
    new = {one for one in fame if not (table.get(one) if slip == "unlike is new" else fame[one])}
    return _with_newcomer(ranked, [one for one in open_ if one in new], open_, k, slip)


def _score(values: list[float], slip: str) -> float:
    if slip == "popular":
        return 0.0
    if slip == "strongest":
        return round(max(values, default=0.0), 9)
    if slip == "average":
        near = [value for value in values if value]
        return round(sum(near) / len(near), 9) if near else 0.0
    if slip == "five nearest":
        values = sorted(values)[-5:]
    return round(math.fsum(values), {"four places": 4, "six places": 6}.get(slip, 9))


def _with_newcomer(ranked: list[str], fresh: list[str], open_: list[str], k: int, slip: str) -> list[str]:
    """The first k of *ranked*, with a place for one of the *fresh*, which stand in the catalogue's order, as *open_* does."""
    chosen = ranked[:k]
    if not fresh or slip == "no newcomer" or (k < 2 and slip != "newcomer at one") or k == 0:
        return chosen
    if any(one in fresh for one in chosen):
        if slip != "always newcomer" or set(fresh) <= set(chosen):
            return chosen
        fresh = [one for one in fresh if one not in chosen]
    newcomer = {"last newcomer": fresh[-1], "newest unread": open_[0]}.get(slip, fresh[0])
    return [newcomer, *chosen[:-1]] if slip == "newcomer first" else [*chosen[:-1], newcomer]


NAMES = [
    "fog",
    "quay",
    "salt",
    "tram",
    "bees",
    "rent",
    "ferry",
    "choir",
    "derby",
    "oyster",
    "radio",
    "parks",
    "Éclair",
    "부두",
    "zebra",
]


def reading_room(rng: np.random.Generator) -> tuple[Reads, list[str]]:
    """Readers of two tastes, some reads twice, one article withdrawn, three that nobody has read, one whose reader read nothing else.

    One reader has read eight articles.
    """
    names = rng.permutation(NAMES).tolist()
    known, fresh, alone = names[:11], names[11:14], names[14]
    reads: Reads = []
    for one in range(int(rng.integers(11, 15))):
        group = known[:6] if one % 2 else known[5:]
        for article in known:
            if rng.random() < (0.5 if article in group else 0.07):
                reads += [(f"reader {one}", article)] * (1 + int(rng.random() < 0.25) * 2)
    reads += [("reader 0", article) for article in rng.permutation(known)[:8].tolist()]
    reads.append(("reader of one", alone))
    catalogue = rng.permutation([*known[1:], *fresh, alone]).tolist()  # the first of the known is withdrawn
    return [reads[place] for place in rng.permutation(len(reads))], catalogue


@drawn_once
def cases(rng: np.random.Generator) -> list[Case]:
    """Calls of recommend, drawn until each slip is told from the right answer by one of them."""
    kept = [wide_reader(rng)]
    reads, catalogue, reader, k, shrink = kept[0].arguments
    known = recommended(reads, catalogue, reader, k, shrink)
    left = [slip for slip in SLIPS if recommended(reads, catalogue, reader, k, shrink, slip) == known]
    while left:
        reads, catalogue = reading_room(rng)
        readers = sorted({reader for reader, _ in reads})
        shrink = float(rng.choice([0.5, 2, 5, 12, 100_000, 100_000]))
        for reader in ["reader 0", *rng.permutation(readers)[:4].tolist(), "somebody new"]:
            for k in (int(rng.integers(3, 7)), 1, 9, 12, 13, 14):
                call = (reads, catalogue, reader, k, shrink)
                right = recommended(*call)
                told = [slip for slip in left if recommended(*call, slip=slip) != right]
                kind = "a reader without reads" if reader == "somebody new" else "a reader"
                if told or sum(one.kind == kind for one in kept) < 4:
                    kept.append(Case(call, kind))
                    left = [slip for slip in left if slip not in told]
    return kept


def wide_reader(rng: np.random.Generator) -> Case:
    """Who has read eight articles: one candidate is a little like all of them, the other more like five of them."""
    names = rng.permutation(NAMES).tolist()
    mine, wide, narrow = names[:8], names[8], names[9]
    reads: Reads = [("me", name) for name in mine]
    for candidate, many in ((wide, 8), (narrow, 5)):
        for place, name in enumerate(mine[:many]):
            reads += [(f"{place} of {many}", name), (f"{place} of {many}", candidate)]
    catalogue = rng.permutation([*mine, wide, narrow]).tolist()
    reads = [reads[place] for place in rng.permutation(len(reads))]
    return Case((reads, catalogue, "me", int(rng.integers(1, 3)), float(rng.integers(1, 9))), "a reader")


@drawn_once
def plain_cases(rng: np.random.Generator) -> list[Case]:
    """Calls in which no two scores are equal, none is 0, and everything in the catalogue was read: the bare idea of neighbours."""
    kept: list[Case] = []
    left = ["seen", "popular", "counts", "no shrinkage", "average", "coarse"]
    while left or len(kept) < 4:
        reads, catalogue = reading_room(rng)
        reader, k, shrink = f"reader {rng.integers(11)}", int(rng.integers(3, 5)), float(rng.choice([1, 3, 6]))
        table = similar(reads, shrink)
        catalogue = [one for one in catalogue if table.get(one)]
        mine = sorted({article for one, article in reads if one == reader})
        scores = sorted(
            (_score([table[other].get(one, 0.0) for other in mine], "") for one in catalogue if one not in mine),
            reverse=True,
        )
        if len(scores) <= k or not mine or scores[k] <= 0 or min(-np.diff(scores[: k + 1])) < 1e-6:
            continue
        call = (reads, catalogue, reader, k, shrink)
        told = [slip for slip in left if recommended(*call, slip=slip) != recommended(*call)]
        if told or len(kept) < 4:
            kept.append(Case(call, "a reader"))
            left = [slip for slip in left if slip not in told]
    return kept


def near_ties(rng: np.random.Generator) -> list[Case]:
    """Three articles whose scores are sums of the same three numbers, in other orders: in floats they differ in the last digit."""
    while True:
        first, second, third = rng.choice(np.arange(1, 9), 3, replace=False).tolist()
        shrink = float(rng.choice([1, 2, 3]))
        reads: Reads = [("me", name) for name in ("x", "y", "z")]
        turns = {"p": (first, second, third), "q": (second, third, first), "r": (third, first, second)}
        count = 0
        for name, many in turns.items():
            for own, times in zip("xyz", many, strict=True):
                for _ in range(times):
                    count += 1
                    reads += [(f"reader {count}", own), (f"reader {count}", name)]
        table = similar(reads, shrink)
        sums = [(table["x"][name] + table["y"][name]) + table["z"][name] for name in "pqr"]
        others = [(table["z"][name] + table["y"][name]) + table["x"][name] for name in "pqr"]
        middle = [(table["x"][name] + table["z"][name]) + table["y"][name] for name in "pqr"]
        if all(len(set(one)) > 1 for one in (sums, others, middle)):
            orders = (
                ["p", "q", "r"],
                ["r", "q", "p"],
                ["q", "r", "p"],
                ["r", "p", "q"],
                ["p", "r", "q"],
                ["q", "p", "r"],
            )
            return [Case((reads, catalogue, "me", 3, shrink), "three equal scores") for catalogue in orders]


def solve(counts: Floats, fixed: Floats, alpha: float, weight: float) -> Floats:
    """The exact half-step, for all rows at once."""
    trust = 1.0 + alpha * np.asarray(counts, dtype=float)
    left = np.einsum("ui,id,ie->ude", trust, fixed, fixed, optimize=True) + weight * np.identity(fixed.shape[1])
    right = np.einsum("ui,id->ud", trust * (counts > 0), fixed)
    return np.asarray(np.linalg.solve(left, right[:, :, None])[:, :, 0])


def cost(counts: Floats, readers: Floats, articles: Floats, alpha: float, weight: float) -> float:
    """The objective: reads, gaps and the size of the factors."""
    near = np.einsum("ud,id->ui", readers, articles)
    read = counts > 0
    missed = float(np.sum((1.0 + alpha * counts[read]) * (1.0 - near[read]) ** 2)) + float(np.sum(near[~read] ** 2))
    return missed + weight * float(np.linalg.norm(readers) ** 2 + np.linalg.norm(articles) ** 2)


def counted(rng: np.random.Generator, readers: int, articles: int, whole: bool = True) -> Floats:
    """Counts with zeros, ones and more; the second row and the last column are empty; if not *whole*, minutes, one below 1."""
    counts: Any = rng.integers(1, 5, (readers, articles)) * (rng.random((readers, articles)) < 0.45)
    counts[0, :2] = 3, 1
    if readers > 1:
        counts[1] = 0
    if articles > 2:
        counts[:, -1] = 0
    if not whole:
        counts = counts * rng.uniform(0.3, 2.2, counts.shape).round(2)
        counts[0, 0] = rng.choice([0.25, 0.5, 0.75])
    return np.asarray(counts)


def half_cases(rng: np.random.Generator) -> list[tuple[Floats, Floats, float, float]]:
    """Counts, fixed factors, alpha and weight: whole counts and minutes, one factor and several, a reader without reads."""
    made = []
    for readers, articles, d, whole in ((5, 7, 2, True), (6, 4, 3, False), (1, 5, 1, True), (4, 3, 5, True)):
        alpha, weight = float(rng.choice([0.5, 3, 15, 40])), float(rng.choice([0.3, 2, 7]))
        made.append((counted(rng, readers, articles, whole), rng.normal(0, 0.8, (articles, d)), alpha, weight))
    some = rng.permutation([1, 2, 0, 3, 1])[:, None]  # whole numbers as factors
    return [*made, (counted(rng, 3, 5), some, 3.0, 2.0)]


class Tastes(NamedTuple):
    """Counts with planted tastes, and for each reader some unread articles of the own taste and of others."""

    counts: Floats
    own: list[list[int]]
    others: list[list[int]]


def tastes(rng: np.random.Generator, many: int) -> Tastes:
    """Readers who read a third of the articles of their own taste and little else."""
    readers, articles = 14 * many, 10 * many
    taste_of_reader = rng.permutation(np.arange(readers) % many)
    taste_of_article = rng.permutation(np.arange(articles) % many)
    near = taste_of_reader[:, None] == taste_of_article
    counts = np.where(near, rng.random(near.shape) < 0.45, rng.random(near.shape) < 0.03) * rng.integers(
        1, 4, near.shape
    )
    own = [np.flatnonzero(near[u] & (counts[u] == 0)).tolist() for u in range(readers)]
    others = [np.flatnonzero(~near[u] & (counts[u] == 0)).tolist() for u in range(readers)]
    return Tastes(counts, own, others)


def fitted(counts: Floats, d: int, alpha: float, weight: float, rounds: int, seed: int) -> tuple[Floats, Floats]:
    """A sound fit, from random numbers."""
    articles = np.random.default_rng(seed).normal(0, 0.1, (counts.shape[1], d))
    for _ in range(rounds):
        readers = solve(counts, articles, alpha, weight)
        articles = solve(counts.T, readers, alpha, weight)
    return readers, articles


def lowest(counts: Floats, d: int, alpha: float, weight: float) -> float:
    """The lowest objective of three sound fits."""
    return min(cost(counts, *fitted(counts, d, alpha, weight, 12, seed), alpha, weight) for seed in range(3))


def in_order(scores: Floats, truth: Tastes) -> float:
    """Of all pairs of an unread article of the own taste and one of another, the share in which the own one scores higher."""
    wins = [
        np.mean(scores[u][own][:, None] > scores[u][others])
        for u, (own, others) in enumerate(zip(truth.own, truth.others, strict=True))
        if own and others
    ]
    return float(np.mean(wins))
