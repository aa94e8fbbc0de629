"""Hidden instances of X13, drawn until every slip of the list below changes a measure of one of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from hidden.recommend_worlds import NAMES

Log = list[tuple[str, str, str]]


def split_log(rng: np.random.Generator, evening: bool) -> tuple[Log, str]:
    """Reads in mixed order, cut at the first or the second hour of a day: at the cut itself, read again after it, twice after it, readers of one side alone."""
    days = [
        f"2025-{month:02}-{day:02}T{hour:02}:30" for month in (8, 9, 10) for day in (2, 9, 10, 28) for hour in (7, 19)
    ]
    cut = days[2 * int(rng.integers(5, 8)) - evening]
    log = [
        (f"r{rng.integers(1, 8)}", f"article {rng.integers(1, 10)}", days[int(rng.integers(len(days)))])
        for _ in range(50)
    ]
    before, after = [day for day in days if day < cut], [day for day in days if day > cut]
    log += [
        ("early", "article 1", before[-1]), ("late", "article 2", after[0]), ("at the cut", "article 3", cut), ("again", "article 4", before[0]),
        ("again", "article 4", after[-1]), ("again", "article 5", after[1]), ("again", "article 5", after[0]), ("twice", "article 6", before[1]),
        ("twice", "article 6", before[1]), ("same one", "article 7", before[2]), ("same one", "article 7", cut), ("late", "nobody's before", cut),
    ]  # fmt: skip
    return [log[place] for place in rng.permutation(len(log))], cut


def parted(log: Log, cut: str) -> tuple[Log, dict[str, set[str]]]:
    """What was read before the cut, and what each reader read from then on for the first time."""
    train = [read for read in log if read[2] < cut]
    known = {(reader, article) for reader, article, _ in train}
    test: dict[str, set[str]] = {}
    for reader, article, at in log:
        if at >= cut and (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, test


Scores = dict[str, dict[str, float]]
JUDGE_SLIPS = (
    "lucky ties", "ties by name", "ties as given", "ideal of k", "ideal of all", "ideal of hits", "rank from zero", "natural log", "gain over rank",
    "beyond k", "last hit", "rank of k", "all readers", "unlisted left out", "listed without test", "recall of k", "hit rate", "precision", "pooled", "coverage of judged", "coverage of scores",
    "coverage of the scored", "coverage of hits", "zero left out", "names backwards", "negative left out", "coverage of slots", "reachable only", "ideal of the list",
    "outside left out", "names without case", "far below left out",
)  # fmt: skip


def judged(
    scores: Scores, test: dict[str, set[str]], k: int, catalogue: Sequence[str], slip: str = ""
) -> dict[str, Any]:
    """The measures of lesson 4, or with one *slip*."""
    lists = {reader: _top(given, test.get(reader, set()), k, slip) for reader, given in scores.items()}
    readers = [reader for reader, wanted in test.items() if wanted]
    if slip == "all readers":
        readers = list({**test, **scores})
    if slip == "listed without test":
        readers += [reader for reader in scores if reader not in test]
    if slip == "unlisted left out":
        readers = [reader for reader in readers if reader in scores]
    rows = []
    for reader in readers:
        wanted = test.get(reader, set())
        if slip == "outside left out":
            wanted = wanted & set(catalogue)
        if slip == "reachable only":
            wanted = wanted & set(scores.get(reader, {})) or wanted
        rows.append(_of_one(lists.get(reader, []), wanted, k, slip))
    mean: list[float | None] = [float(np.mean(column)) for column in zip(*rows, strict=True)] if rows else [None] * 3
    if rows and slip == "pooled":
        pooled = sum(len(set(lists.get(r, [])[:k]) & test.get(r, set())) for r in readers) / max(
            1, sum(len(test.get(r, ())) for r in readers)
        )
        mean[0] = pooled
    return {
        "readers": len(readers), "recall": mean[0], "ndcg": mean[1], "mrr": mean[2],
        "coverage": _covered(lists, scores, test, k, catalogue, slip),
    }  # fmt: skip


def _covered(
    lists: dict[str, list[str]], scores: Scores, test: dict[str, set[str]], k: int, catalogue: Sequence[str], slip: str
) -> float:
    own = {reader: listed[:k] for reader, listed in lists.items()}
    if slip == "coverage of judged":
        own = {reader: listed for reader, listed in own.items() if test.get(reader)}
    if slip == "coverage of hits":
        own = {reader: [one for one in listed if one in test.get(reader, ())] for reader, listed in own.items()}
    shown = {one for listed in own.values() for one in listed}
    if slip == "coverage of scores":
        shown = {one for given in scores.values() for one in given}
    if slip == "coverage of slots":
        return len(shown) / max(1, sum(map(len, own.values())))
    scored = {one for given in scores.values() for one in given}
    return len(shown) / (max(1, len(scored)) if slip == "coverage of the scored" else len(catalogue))


def _top(given: dict[str, float], wanted: set[str], k: int, slip: str) -> list[str]:
    names = list(given)
    if slip in ("zero left out", "negative left out"):
        names = [one for one in names if given[one] > 0 or (slip == "negative left out" and given[one] == 0)]
    if slip == "far below left out":
        names = [one for one in names if given[one] > -1]
    order: Callable[[str], Any] = {
        "names without case": lambda one: (-given[one], one in wanted, one.lower()),
        "lucky ties": lambda one: (-given[one], one not in wanted, one),
        "ties by name": lambda one: (-given[one], one),
        "ties as given": lambda one: -given[one],
        "names backwards": lambda one: (-given[one], one in wanted, [-ord(letter) for letter in one]),
    }.get(slip, lambda one: (-given[one], one in wanted, one))
    ranked = sorted(names, key=order)
    return ranked if slip == "beyond k" else ranked[:k]


def _of_one(listed: list[str], wanted: set[str], k: int, slip: str) -> tuple[float, float, float]:
    ranks = [rank for rank, one in enumerate(listed, 1) if one in wanted]
    within = [rank for rank in ranks if rank <= k]
    discount: Callable[[int], float] = {
        "rank from zero": lambda rank: 1 / math.log2(max(rank, 2)),
        "natural log": lambda rank: 1 / (1 + math.log(rank)),
        "gain over rank": lambda rank: 1 / rank,
    }.get(slip, lambda rank: 1 / math.log2(rank + 1))
    length = {
        "ideal of k": k,
        "ideal of all": len(wanted),
        "ideal of hits": max(1, len(within)),
        "ideal of the list": max(1, min(len(listed), len(wanted))),
    }.get(slip, min(k, len(wanted)))
    best = sum(discount(rank) for rank in range(1, length + 1)) or 1.0
    share = {
        "recall of k": len(within) / max(1, min(k, len(wanted))),
        "hit rate": float(bool(within)),
        "precision": len(within) / k,
    }.get(slip, len(within) / max(1, len(wanted)))
    chosen = ranks if slip == "beyond k" else within
    first = (max(chosen) if slip == "last hit" else min(chosen)) if chosen else 0
    return (
        share,
        sum(discount(rank) for rank in within) / best,
        1 / first if first else (1 / (k + 1) if slip == "rank of k" else 0.0),
    )


def verdicts(rng: np.random.Generator) -> list[tuple[Scores, dict[str, set[str]], int, list[str]]]:
    """Calls of judge, drawn until each slip is told from the right answer by one of them."""
    kept: list[tuple[Scores, dict[str, set[str]], int, list[str]]] = []
    left = list(JUDGE_SLIPS)
    while left or len(kept) < 8:
        catalogue = [*rng.permutation(NAMES)[:10].tolist(), "Zoo", "Ice"]
        catalogue = rng.permutation(catalogue).tolist()
        steps = [-3.0, -0.5, 0.0, 0.25, 1.0, 2.5]
        scores = {
            f"reader {one}": {
                name: float(rng.choice(steps))
                for name in rng.permutation(catalogue[:9])[: int(rng.integers(2, 9))].tolist()
            }
            for one in range(5)
        }
        test = {
            f"reader {one}": set(
                rng.permutation([*catalogue, "withdrawn"])[: int(rng.choice([0, 1, 1, 2, 4, 6]))].tolist()
            )
            for one in range(1, 7)
        }
        call = (scores, test, int(rng.integers(2, 5)), catalogue)
        right = judged(*call)
        told = [slip for slip in left if _apart(judged(*call, slip=slip), right)]
        if told or len(kept) < 8:
            kept.append(call)
            left = [slip for slip in left if slip not in told]
    return kept


def _apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(
        (one[key] is None) != (other[key] is None) or (one[key] is not None and abs(one[key] - other[key]) > 1e-3)
        for key in one
    )
