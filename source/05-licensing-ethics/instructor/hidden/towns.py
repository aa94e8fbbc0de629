"""Towns whose scores and needs allow a fair choice of thresholds just so, or just not; each with its floor and its gap."""

from __future__ import annotations

import functools
import itertools

from workbook import check

Town = tuple[list[float], list[bool], list[str]]
Case = tuple[str, list[float], list[bool], list[str], float, float, bool]
"""Kind, scores, labels, groups, floor, gap, whether a choice is possible."""


def choices(town: Town) -> list[tuple[int, float]]:
    """Right decisions and the width of the rates for every choice of thresholds, nobody in need counted out."""
    scores, labels, groups = town
    table = []
    for name in sorted(set(groups)):
        mine = [(s, need) for s, need, g in zip(scores, labels, groups, strict=True) if g == name]
        positives = [s for s, need in mine if need]
        table.append(
            [
                (
                    sum((s >= t) is need for s, need in mine),
                    sum(s >= t for s in positives) / len(positives) if positives else None,
                )
                for t in sorted({s for s, _ in mine} | {2.0})
            ]
        )
    found = []
    for choice in itertools.product(*table):
        rates = [rate for _, rate in choice if rate is not None]
        found.append((sum(right for right, _ in choice), max(rates) - min(rates) if rates else 0.0))
    return found


def example(
    scores: list[float], labels: list[bool], groups: list[str], floor: float, gap: float, possible: bool
) -> dict[str, float] | None:
    """Thresholds that keep both, if there are any."""
    names = sorted(set(groups))
    for choice in itertools.product(*(thresholds(scores, groups, name) for name in names)) if possible else ():
        of = dict(zip(names, choice, strict=True))
        picks = [score >= of[group] for score, group in zip(scores, groups, strict=True)]
        right = sum(pick is need for pick, need in zip(picks, labels, strict=True))
        hits: dict[str, list[bool]] = {}
        for pick, need, group in zip(picks, labels, groups, strict=True):
            if need:
                hits.setdefault(group, []).append(pick)
        rates = [sum(each) / len(each) for each in hits.values()] or [0.0]
        if right >= (floor - 1e-9) * len(labels) and max(rates) - min(rates) <= gap + 1e-9:
            return of
    return None


def thresholds(scores: list[float], groups: list[str], name: str) -> list[float]:
    """The scores of a group, and one above them all."""
    return sorted({score for score, group in zip(scores, groups, strict=True) if group == name} | {1.01})


@functools.cache
def cases(part: str) -> list[Case]:
    random = check.rng(f"mitigate {part}")

    def town(kinds: int, size: int) -> Town:
        while True:
            groups = [f"g{int(number)}" for number in random.integers(0, kinds, size=size)]
            labels = [bool(random.random() < 0.3 + 0.2 * (group == "g0")) for group in groups]
            means = [
                (0.65 if need else 0.4) - 0.15 * (group == "g1") for need, group in zip(labels, groups, strict=True)
            ]
            scores = [round(min(max(float(random.normal(mean, 0.2)), 0), 1), 2) for mean in means]
            if len(set(groups)) == kinds and any(labels):
                return scores, labels, groups

    sizes = [(2, 6), (2, 8), (2, 8), (3, 9), (2, 30), (2, 40), (2, 50), (3, 30), (3, 36)]
    made: list[Case] = []
    for kinds, size in sizes:
        one = town(kinds, size)
        found = choices(one)
        if part == "strict":  # the best accuracy of all, and the smallest gap that it leaves, to the last digit
            best = max(right for right, _ in found)
            gap = min(width for right, width in found if right == best)
            made.append((f"{kinds} groups, floor and gap met exactly", *one, best / size, gap, True))
            if gap > 0.01:
                made.append((f"{kinds} groups, the gap missed by a little", *one, best / size, gap - 0.002, False))
        else:
            gap = [0.0, 0.05, 0.1, 0.2][int(random.integers(4))]
            best = max(right for right, width in found if width <= gap + 1e-9)
            made.append((f"{kinds} groups, floor met exactly", *one, best / size, gap, True))
            made.append((f"{kinds} groups, floor just out of reach", *one, (best + 0.5) / size, gap, False))
    people = [
        ("a", 0.1, True),
        *[("a", 0.9, False)] * 5,
        ("b", 0.9, True),
        ("b", 0.1, True),
        *[("b", 0.5, False)] * 5,
        ("c", 0.9, True),
    ]
    names, scores, needs = (list(column) for column in zip(*people, strict=True))
    made.append(
        ("3 groups, of which the first and the last are too far apart", scores, needs, names, 12 / 14, 0.5, False)
    )
    none = ([0.93, 0.11, 0.82, 0.74], [True, False, False, False], ["a", "a", "b", "b"])
    made.append(("a group with nobody in need", *none, 1.0, 0.0, True))
    made.append(("nobody in need at all", [0.9, 0.2], [False, False], ["a", "b"], 1.0, 0.0, True))
    made.append(
        (
            "everybody in need, one with the score 0",
            [0.0, 0.2, 1.0],
            [True, True, True],
            ["a", "a", "b"],
            1.0,
            0.0,
            True,
        )
    )
    made.append(
        (
            "a group whose only person is not in need and has the highest score",
            [0.6, 0.2, 1.0],
            [True, False, False],
            ["a", "a", "b"],
            1.0,
            0.0,
            True,
        )
    )
    slack = "as many as the floor asks for, which a float tells a little higher"
    made.append((slack, [0.5] * 25, [True] * 14 + [False] * 11, ["a"] * 25, 0.56, 0.0, True))
    made.append((slack, [0.5] * 10, [True] * 6 + [False] * 4, ["a"] * 10, 0.2 * 3, 0.0, True))
    apart = [0.9] * 4 + [0.1] + [0.5] * 5 + [0.9] * 3 + [0.1] * 2 + [0.5] * 5
    two = ["a"] * 10 + ["b"] * 10
    made.append(("rates of 4/5 and 3/5", apart, ([True] * 5 + [False] * 5) * 2, two, 0.85, 0.2, True))
    made.append(("scores a hundredth apart", [0.57, 0.56], [True, False], ["a", "a"], 1.0, 0.0, True))
    alone = [0.9, 0.1] + [0.5] * 8 + [0.3]
    made.append(
        (
            "half of one group reached, nobody in need in the other",
            alone,
            [True] * 2 + [False] * 9,
            ["a"] * 10 + ["b"],
            0.9,
            0.0,
            True,
        )
    )
    hair = 1e-6  # a million times less than what is met, and far more than the slack
    pair = [0.9, 0.2, 0.4], [True, True, False], ["a"] * 3
    made.append(("the floor missed by a hair", *pair, 2 / 3 + hair, 0.0, False))
    made.append(("the gap missed by a hair", apart, ([True] * 5 + [False] * 5) * 2, two, 0.85, 0.2 - hair, False))
    made.append(
        (
            "groups whose names differ in a capital letter or a blank",
            [0.9, 0.5, 0.4, 0.1, 0.6, 0.2],
            [True, False] * 3,
            ["A", "A", "a", "a", " a", " a"],
            1.0,
            0.0,
            True,
        )
    )
    made.append(("one group", [0.31, 0.3], [True, False], ["a", "a"], 1.0, 0.0, True))
    return made
