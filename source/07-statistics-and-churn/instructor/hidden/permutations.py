"""Exact permutation p-values, of the sound test and of mistakes, and groups on which they lie far apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import numpy as np

from hypothesis_checks import margin
from hypothesis_trials import STATISTICS

Groups = tuple[list[float], list[float]]
CLOSE = 1e-9
NEARLY = 1e-6
SWAPPED = "the statistic is asked of a and b in this order"
BAR = "the bar is the statistic of a and b in this order"


def arrangements(a: Sequence[float], b: Sequence[float], paired: bool) -> Iterator[Groups]:
    """Every rearrangement of the two groups, each once."""
    if paired:
        for swaps in product((False, True), repeat=len(a)):
            pairs = [(y, x) if swap else (x, y) for x, y, swap in zip(a, b, swaps, strict=True)]
            yield [x for x, _ in pairs], [y for _, y in pairs]
        return
    pool = [*a, *b]
    for chosen in combinations(range(len(pool)), len(a)):
        yield [pool[i] for i in chosen], [pool[i] for i in range(len(pool)) if i not in set(chosen)]


def mistakes(a: list[float], b: list[float], statistic: str, paired: bool, *, torn: bool = True) -> dict[str, float]:
    """The exact p-value under "" and those of mistakes, by what is said of them; only where going through all is quick."""
    measure = STATISTICS[statistic]
    seen = measure(a, b)
    values = [measure(one, two) for one, two in arrangements(a, b, paired)]
    slack = CLOSE * max(1.0, abs(seen))
    upper = sum(value >= seen - slack for value in values)
    lower = sum(value <= seen + slack for value in values)
    found = {
        "": sum(abs(value) >= abs(seen) - slack for value in values),
        "only one side is counted": min(upper, lower),
        "only the upper side is counted": upper,
        "only the lower side is counted": lower,
        "both tails doubled: count what lies at least as far from 0": min(2 * min(upper, lower), len(values)),
        "a rearrangement as far away as the groups seen counts too": sum(abs(v) > abs(seen) + slack for v in values),
        "equal up to rounding is equal: 0.1 + 0.2 isn't 0.3 for a computer": sum(abs(v) >= abs(seen) for v in values),
        "what differs by more than a billionth isn't equally far": sum(abs(v) >= abs(seen) - NEARLY for v in values),
    }
    told = {name: count / len(values) for name, count in found.items()}
    if statistic == "means, in ranges of b":  # unlike the others, it changes its size when the groups change places
        other = abs(measure(b, a)) - slack
        told[SWAPPED] = sum(
            abs(measure(one, two)) >= abs(seen) - slack for one, two in arrangements(b, a, paired)
        ) / len(values)
        told[BAR] = sum(abs(value) >= other for value in values) / len(values)
    if paired and torn:
        told["pairs were torn apart"] = mistakes(a, b, statistic, False)[""]
    return told


def by_sums(a: Sequence[int], b: Sequence[int]) -> float:
    """Exact p-value of the difference of means of whole numbers, by counting sums instead of rearrangements."""
    pool, size = [*a, *b], len(a)
    ways: list[dict[int, int]] = [{0: 1}, *({} for _ in range(size))]
    for value in pool:
        for taken in range(size, 0, -1):
            for total, count in ways[taken - 1].items():
                ways[taken][total + value] = ways[taken].get(total + value, 0) + count
    everything = sum(pool)

    def far(total: int) -> int:  # the difference of means, times both sizes
        return abs(total * len(b) - (everything - total) * size)

    return sum(n for total, n in ways[size].items() if far(total) >= far(sum(a))) / math.comb(len(pool), size)


def by_signs(a: Sequence[int], b: Sequence[int]) -> float:
    """Exact p-value of the paired difference of means of whole numbers."""
    differences = [x - y for x, y in zip(a, b, strict=True)]
    ways = {0: 1}
    for each in differences:
        sums: dict[int, int] = {}
        for total, count in ways.items():
            for moved in (total + each, total - each):
                sums[moved] = sums.get(moved, 0) + count
        ways = sums
    return sum(n for total, n in ways.items() if abs(total) >= abs(sum(differences))) / 2.0 ** len(differences)


@dataclass(frozen=True)
class Case:
    """Two groups, with the exact p-value and those of mistakes."""

    a: list[float]
    b: list[float]
    statistic: str
    paired: bool
    exact: float
    kind: str
    near: dict[str, float] = field(default_factory=dict)
    many: bool = False


def _search(draw: Callable[[], Groups], statistic: str, paired: bool, kind: str, apart: Sequence[str]) -> Case:
    """Draw groups until the mistakes *apart* give p-values that no luck of 1,999 draws makes right."""
    for _ in range(2000):
        a, b = draw()
        told = mistakes(a, b, statistic, paired, torn=TORN in apart)
        exact = told.pop("")
        if 0.01 < exact < 0.6 and all(abs(told[name] - exact) > 1.7 * margin(exact, 1999) for name in apart):
            first = {name: told[name] for name in apart}  # of two mistakes with one p-value, that of the case is told
            return Case(a, b, statistic, paired, exact, kind, first | told)
    raise ValueError(f"no groups found: {kind}")


ONE, UPPER, LOWER, DOUBLED, STRICT, ROUNDING, LOOSE = list(mistakes([1.0, 3.0], [2.0, 5.0], "means", False))[1:]
TORN = "pairs were torn apart"


def small(rng: np.random.Generator) -> Iterator[Case]:
    """One case for each clause, small enough to go through all rearrangements."""

    def whole(sizes: tuple[int, int], low: int, high: int, shift: int) -> Callable[[], Groups]:
        def draw() -> Groups:
            a, b = (rng.integers(low, high, size).astype(float) for size in sizes)
            return (a + shift).tolist(), b.tolist()

        return draw

    def millionths() -> Groups:
        a, b = whole((3, 5), 0, 20, 6)()
        return [value / 1e7 for value in a], [value / 1e7 for value in b]

    def nearly_tied() -> (
        Groups
    ):  # ties, but for less than a millionth: the groups seen lie furthest out among their like
        a, b = whole((4, 4), 0, 6, 2)()
        return [value + (9 + place) * 5e-8 for place, value in enumerate(a)], [
            value + place * 5e-8 for place, value in enumerate(b)
        ]

    def pairs(size: int, tenths: bool, shift: int) -> Callable[[], Groups]:
        def draw() -> Groups:
            b = rng.integers(0, 60, size)
            a = b + rng.integers(-2, 4, size) + shift
            return (
                ((a / 10).tolist(), (b / 10).tolist())
                if tenths
                else (a.astype(float).tolist(), b.astype(float).tolist())
            )

        return draw

    yield _search(whole((3, 5), 0, 20, 6), "means", False, "groups of which a is smaller", (ONE, DOUBLED))
    yield _search(whole((5, 3), 0, 20, -5), "means", False, "groups of which a has the lower mean", (UPPER,))
    yield _search(whole((4, 4), 0, 6, 2), "means", False, "groups with many ties", (STRICT,))
    yield _search(whole((5, 3), 0, 9, 2), "medians", False, "groups compared by their medians", (STRICT, ONE))
    yield _search(whole((4, 4), 0, 30, 0), "ranges", False, "groups compared by their ranges", (ONE,))
    yield _search(
        whole((3, 6), 0, 30, 8), "means, in ranges of b", False, "groups measured in ranges of b", (ONE, SWAPPED, BAR)
    )
    yield _search(millionths, "means", False, "groups of very small values", (LOOSE,))
    yield _search(nearly_tied, "means", False, "groups with deals that are nearly tied", (LOOSE,))
    yield _search(pairs(5, False, 1), "means", True, "pairs", (TORN, ONE))
    yield _search(pairs(6, True, -2), "means", True, "pairs of tenths", (ROUNDING, UPPER))


def large(rng: np.random.Generator) -> Iterator[Case]:
    """Groups of whole numbers with far too many rearrangements to go through."""
    for sizes, shift, paired in (((14, 17), 6, False), ((18, 12), -5, False), ((24, 24), 3, True)):
        for _ in range(500):
            b = rng.integers(0, 30, sizes[1])
            a = (b + rng.integers(-9, 10, sizes[0]) if paired else rng.integers(0, 30, sizes[0])) + shift
            exact = by_signs(a.tolist(), b.tolist()) if paired else by_sums(a.tolist(), b.tolist())
            if 0.04 < exact < 0.3:
                break
        kind = "many pairs" if paired else "large groups"
        yield Case(
            a.astype(float).tolist(), b.astype(float).tolist(), "means", paired, exact, kind,
            {"only one side is counted": exact / 2}, many=True,
        )  # fmt: skip


def told(case: Case) -> dict[str, Any]:
    """The case as keywords of hypothesis_checks.permutation."""
    return {"exact": case.exact, "kind": case.kind, "many": case.many, "near": case.near}
