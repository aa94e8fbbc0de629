"""References of the lesson on topics, worked out another way than the key: by tables of 0 and 1, and over all subsets."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Words = tuple[str, ...]
Articles = Sequence[Sequence[str]]
Floats = NDArray[np.float64]


def held(articles: Articles, words: Iterable[str]) -> int:
    """How many articles hold all of *words*."""
    wanted = set(words)
    return sum(wanted.issubset(article) for article in articles)


def frequent(words: Sequence[str], articles: Articles, least: int) -> tuple[dict[Words, int], dict[Words, int]]:
    """Every frequent set with its count, and every set that must be asked for: all of its parts are frequent."""
    holds = np.array([[word in article for word in sorted(words)] for article in map(set, articles)], dtype=bool)
    names = sorted(words)
    counts: dict[Words, int] = {}
    for size in range(1, len(names) + 1):
        found = {
            places: int(holds[:, places].all(axis=1).sum())
            for places in itertools.combinations(range(len(names)), size)
        }
        counts |= {tuple(names[i] for i in places): number for places, number in found.items()}
        if max(found.values()) < least:
            break
    often = {one: number for one, number in counts.items() if number >= least}
    asked = {
        one: number
        for one, number in counts.items()
        if all(part in often for part in itertools.combinations(one, len(one) - 1) if part)
    }
    return often, asked


def rules(
    counts: Mapping[Words, int], articles: int, least: int, sure: float
) -> dict[tuple[Words, Words], tuple[float, float, float]]:
    """Support, confidence and lift of each rule."""
    found = {}
    for first, second in itertools.permutations(counts, 2):
        both = tuple(sorted(first + second))
        if len(set(both)) == len(both) and counts.get(both, 0) >= least:
            confidence = counts[both] / counts[first]
            if confidence >= sure:
                lift = counts[both] * articles / (counts[first] * counts[second])
                found[first, second] = counts[both] / articles, confidence, lift
    return found


def network(articles: Articles, least: int, lift: float) -> dict[Words, float]:
    """The pairs of a month's articles with at least *least* articles and *lift*, and their lift."""
    names = sorted(set(itertools.chain(*articles)))
    found: dict[Words, float] = {}
    for pair in itertools.combinations(names, 2):
        both = held(articles, pair)
        if both >= least:
            value = both * len(articles) / (held(articles, pair[:1]) * held(articles, pair[1:]))
            if value >= lift:
                found[pair] = value
    return found


def freshness(news: Sequence[tuple[str, Sequence[str]]], month: str, group: Sequence[str]) -> float:
    """The mean over the group's words of the month's share over the share of all articles."""
    now = [words for date, words in news if date.startswith(month)]
    every = [words for _, words in news]
    return float(np.mean([held(now, [word]) / len(now) / (held(every, [word]) / len(every)) for word in group]))


def umass(topic: Sequence[str], articles: Articles) -> float:
    """The mean of log((both + 1) / earlier) over the pairs whose earlier word stands somewhere."""
    values = [
        math.log1p(held(articles, pair)) - math.log(held(articles, pair[:1]))
        for pair in itertools.combinations(topic, 2)
        if held(articles, pair[:1])
    ]
    return math.fsum(values) / len(values) if values else math.nan


def npmi(topic: Sequence[str], articles: Articles) -> float:
    """The mean of the pairs' normalised pointwise mutual information; -1 where they never meet, 0 where they always do."""
    values = []
    for first, second in itertools.combinations(topic, 2):
        both, number = held(articles, (first, second)), len(articles)
        if both == 0:
            values.append(-1.0)
        elif both == number:
            values.append(0.0)
        else:
            alone = math.log(held(articles, [first]) / number) + math.log(held(articles, [second]) / number)
            values.append(alone / math.log(both / number) - 1)
    return math.fsum(values) / len(values) if values else math.nan


def overlap(old: Floats, new: Floats) -> Floats:
    """The overlap of each old topic with each new one."""
    return np.asarray(np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2))


def best_overlap(old: Floats, new: Floats) -> float:
    """The greatest sum of overlaps of a pairing."""
    table = overlap(old, new)
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum())
