"""Splits by Gini and greedy trees: what the best ones reach, instances near the decision, and how an answer is held against both.

Many splits are equally good, so nothing here asks for one of them: what an answer's split *reaches* is compared with the lowest there is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

import tree_forms
from tree_forms import NEAR
from workbook.check import Failure

Values = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """A column, its labels, and whether its values are numbers or categories."""

    values: list[Any]
    y: list[int]
    kind: str


def gini(y: Sequence[int]) -> float:
    """The chance that two rows, drawn with putting back, have different labels."""
    share = sum(y) / len(y)
    return 2 * share * (1 - share)


def reached(y: Sequence[int], left: Sequence[bool]) -> float:
    """The Gini of both sides, each weighted by its rows; infinite if a side is empty."""
    sides = [[one for one, goes in zip(y, left, strict=True) if goes is side] for side in (True, False)]
    if not all(sides):
        return math.inf
    return sum(len(side) / len(y) * gini(side) for side in sides)


def goes_left(values: Values, rule: Any) -> list[bool]:
    """Which rows a rule sends to the left: up to a threshold, or in a set of categories."""
    if isinstance(rule, int | float):
        return [bool(value <= rule) for value in values]
    return [value in rule for value in values]


def rules(values: Values, kind: str) -> list[Any]:
    """Every way to part the values: between two neighbours, or by a set of categories (each pair of sides once)."""
    distinct = sorted(set(values), key=lambda value: (str(type(value)), value))
    if kind == "number":
        return [(low + high) / 2 for low, high in itertools.pairwise(distinct)]
    rest = distinct[1:]  # the first category always stands on the right
    return [set(chosen) for size in range(1, len(rest) + 1) for chosen in itertools.combinations(rest, size)]


def lowest(values: Values, y: Sequence[int], kind: str) -> float:
    """The lowest weighted Gini that any split reaches; infinite if there is none."""
    return min((reached(y, goes_left(values, rule)) for rule in rules(values, kind)), default=math.inf)


# How people go wrong: each gives the weighted Gini that its split really reaches.


def _chosen(case: Column, score: Callable[[Any], Any], ways: Sequence[Any]) -> float:
    sides = [goes_left(case.values, rule) for rule in ways]
    sides = [left for left in sides if any(left) and not all(left)]
    if not sides:
        return math.inf
    return reached(case.y, min(sides, key=score))


def _parts(case: Column, left: list[bool]) -> list[list[int]]:
    return [[one for one, goes in zip(case.y, left, strict=True) if goes is side] for side in (True, False)]


def unweighted(case: Column) -> float:
    """Each side counted alike, however few its rows."""
    return _chosen(case, lambda left: sum(map(gini, _parts(case, left))), rules(case.values, case.kind))


def by_errors(case: Column) -> float:
    """The fewest wrong answers; of several the worst in Gini."""

    def score(left: list[bool]) -> tuple[float, float]:
        wrong = sum(min(sum(part), len(part) - sum(part)) for part in _parts(case, left))
        return wrong, -reached(case.y, left)

    return _chosen(case, score, rules(case.values, case.kind))


def by_entropy(case: Column) -> float:
    """The lowest entropy."""

    def bits(part: list[int]) -> float:
        share = sum(part) / len(part)
        return -sum(p * math.log2(p) for p in (share, 1 - share) if p)

    def score(left: list[bool]) -> float:
        return sum(len(part) * bits(part) for part in _parts(case, left))

    return _chosen(case, score, rules(case.values, case.kind))


def unsorted(case: Column) -> float:
    """Midpoints of neighbours in the table."""
    middles = [(one + other) / 2 for one, other in itertools.pairwise(case.values)]
    return _chosen(case, lambda left: reached(case.y, left), middles)


def at_few_places(case: Column) -> float:
    """The median and the quartiles only."""
    places = [float(place) for place in np.percentile(case.values, [25, 50, 75])]
    return _chosen(case, lambda left: reached(case.y, left), [*places, float(np.mean(case.values))])


def on_a_grid(case: Column) -> float:
    """Some places only: percentiles, steps of equal width, or the gaps between every so many of the values in order."""
    values, order = np.array(case.values), sorted(set(case.values))
    places: list[float] = []
    for steps in (4, 5, 10, 16, 20):
        places += np.quantile(values, np.linspace(0, 1, steps + 1)).tolist()
        places += np.linspace(values.min(), values.max(), steps + 1).tolist()
        kept = [order[round(step * (len(order) - 1) / steps)] for step in range(steps + 1)]
        places += [(low + high) / 2 for low, high in itertools.pairwise(kept)]
    return _chosen(case, lambda left: reached(case.y, left), places)


def rounded(case: Column) -> float:
    """The best gap, and its middle rounded to two places or fewer: the best that these reach."""
    best = min(rules(case.values, case.kind), key=lambda rule: reached(case.y, goes_left(case.values, rule)))
    places = [round(best, digits) for digits in (0, 1, 2)]
    return min(reached(case.y, goes_left(case.values, place)) for place in places)


def one_against_the_rest(case: Column) -> float:
    """One category on a side of its own."""
    return _chosen(case, lambda left: reached(case.y, left), [{value} for value in set(case.values)])


def in_the_order_of_codes(case: Column) -> float:
    """Categories in the order of their codes, cut once."""
    order = sorted(set(case.values))
    return _chosen(case, lambda left: reached(case.y, left), [set(order[:count]) for count in range(1, len(order))])


def in_the_order_of_counts(case: Column) -> float:
    """Categories in the order of how many leavers they hold, not of which share."""
    ones = {value: sum(y for v, y in zip(case.values, case.y, strict=True) if v == value) for value in set(case.values)}
    order = sorted(ones, key=lambda value: (ones[value], str(value)))
    return _chosen(case, lambda left: reached(case.y, left), [set(order[:count]) for count in range(1, len(order))])


def _cuts(case: Column) -> list[set[Any]]:
    """The sets of categories in the order of their share of leavers: the lowest one, the lowest two, …, all but the highest."""
    labels: dict[Any, list[int]] = {}
    for value, one in zip(case.values, case.y, strict=True):
        labels.setdefault(value, []).append(one)
    order = sorted(labels, key=lambda value: sum(labels[value]) / len(labels[value]))
    return [set(order[:count]) for count in range(1, len(order))]


def lowest_never_alone(case: Column) -> float:
    """The category with the lowest share of leavers never on a side of its own."""
    return _chosen(case, lambda left: reached(case.y, left), _cuts(case)[1:])


def highest_never_alone(case: Column) -> float:
    """The category with the highest share of leavers never on a side of its own."""
    return _chosen(case, lambda left: reached(case.y, left), _cuts(case)[:-1])


def torn_tie(case: Column) -> float:
    """What a cut by position pretends to reach where rows of one value stand on both sides; lower than any real split's."""
    order = sorted(range(len(case.y)), key=lambda row: case.values[row])
    cuts = [{*order[:count]} for count in range(1, len(order))]
    return min(reached(case.y, [row in cut for row in range(len(case.y))]) for cut in cuts)


MARGIN = 0.004


def _misled(case: Column, ways: Sequence[Callable[[Column], float]]) -> bool:
    best = lowest(case.values, case.y, case.kind)
    return all(way(case) > best + MARGIN for way in ways)


def number(rng: np.random.Generator, ways: Sequence[Callable[[Column], float]], *, torn: bool = False) -> Column:
    """A column of numbers in no order, with equal values, on which each of *ways* ends elsewhere."""
    for _ in range(5000):
        size = int(rng.integers(11, 17))
        scale = float(rng.choice([1.0, 2.5, 40.0]))
        values = [float(value) * scale - 3 * scale for value in rng.integers(0, 9, size)]
        case = Column(values, [int(y) for y in rng.random(size) < 0.4], "number")
        if 1 < sum(case.y) < size - 1 and len(set(values)) > 4:
            torn_apart = torn_tie(case) < lowest(values, case.y, "number") - MARGIN
            if _misled(case, ways) and (torn_apart or not torn):
                return case
    raise AssertionError("no such column of numbers in 5000 draws")


def crowded(rng: np.random.Generator) -> Column:
    """A column of many different numbers, whose one best gap is a thousandth wide: a look at some places misses it, and rounding closes it."""
    for _ in range(5000):
        size = int(rng.integers(45, 60))
        thousandths = np.sort(rng.choice(9000, size, replace=False) - 3000)
        cut = int(rng.integers(12, size - 12))
        thousandths[cut] = thousandths[cut - 1] + 1
        y = (np.arange(size) >= cut) ^ (rng.random(size) < 0.06)
        order = rng.permutation(size)
        case = Column((thousandths[order] / 1000).tolist(), [int(one) for one in y[order]], "number")
        if len(set(case.values)) == size and _misled(case, [on_a_grid, rounded]):
            return case
    raise AssertionError("no crowded column in 5000 draws")


def at_the_end(rng: np.random.Generator, *, high: bool) -> Column:
    """A column of numbers whose best split takes one row away: the lowest, or the highest."""
    size = int(rng.integers(9, 14))
    values = rng.permutation(np.arange(size, dtype=float) * 1.5 - 4)
    outermost = values.argmax() if high else values.argmin()
    y = (np.arange(size) == outermost).astype(int)
    if rng.random() < 0.5:
        y = 1 - y
    return Column(values.tolist(), y.tolist(), "number")


def category(rng: np.random.Generator, ways: Sequence[Callable[[Column], float]], *, codes: bool) -> Column:
    """A column of codes or of words, of unequal frequency, on which each of *ways* ends elsewhere."""
    names: list[Any] = [10, 20, 30, 40, 50] if codes else ["shop", "web", "phone", "partner", "fair"]
    for _ in range(5000):
        size = int(rng.integers(20, 30))
        shares = rng.choice([0.1, 0.2, 0.45, 0.7, 0.9], len(names))
        drawn = rng.choice(len(names), size, p=rng.permutation([0.1, 0.15, 0.2, 0.25, 0.3]))
        y = [int(one) for one in rng.random(size) < shares[drawn]]
        case = Column([names[place] for place in drawn], y, "category")
        if len(set(case.values)) == len(names) and 2 < sum(y) < size - 2 and _misled(case, ways):
            return case
    raise AssertionError("no such column of categories in 5000 draws")


def told(case: Column) -> str:
    """A column in words: its rows by value."""
    rows = list(zip(case.values, case.y, strict=True))
    pairs = ", ".join(f"{value!r}: {y}" for value, y in rows[:30]) + ", …" * (len(rows) > 30)
    return f"best_split of a {case.kind} column (value: label) {pairs}"


def split(answer: Callable[..., Any], case: Column) -> None:
    """Fail unless the answer's split parts the rows as well as any, and says what it reaches."""
    came = answer(list(case.values), list(case.y), case.kind)
    best = lowest(case.values, case.y, case.kind)
    if math.isinf(best):
        tree_forms.no_split(came, told(case))
        return
    rule, claimed = tree_forms.split_of(came, case.kind, told(case))
    left = goes_left(case.values, rule)
    tree_forms.split_reaches(rule, claimed, reached(case.y, left), best, sum(left), len(left), told(case))


# Trees


@dataclass(frozen=True)
class Table:
    """Rows, labels, a depth, and the columns that hold categories."""

    frame: pd.DataFrame
    y: list[int]
    depth: int
    categories: list[str]


def table(rng: np.random.Generator, depth: int, rows: int = 40) -> Table:
    """Customers with two columns of numbers, a code and a word, in no order and with an index of their own."""
    quiet = rng.integers(0, 12, rows) * 5
    fee = np.round(rng.integers(2, 9, rows) * 4.95, 2)
    plan = rng.choice([10, 20, 30, 40], rows, p=[0.3, 0.3, 0.2, 0.2])
    channel = rng.choice(["web", "shop", "phone", "partner"], rows)
    chance = (
        0.15
        + 0.5 * ((plan == 20) | (plan == 40)) * (quiet > 20)
        + 0.3 * np.isin(channel, ["web", "partner"]) * (fee < 20)
    )
    frame = pd.DataFrame({"quiet": quiet, "plan_code": plan, "fee": fee, "channel": channel})
    frame.index = pd.Index(rng.permutation(np.arange(rows)) + 100001)
    columns = list(rng.permutation(frame.columns))
    return Table(frame[columns], [int(y) for y in rng.random(rows) < chance], depth, ["plan_code", "channel"])


def crossed(rng: np.random.Generator, each: int = 6) -> Table:
    """Four cells in which only both columns together tell anything: the first split gains nothing, the second everything."""
    first, second = np.repeat([0, 0, 1, 1], each), np.repeat([0, 1, 0, 1], each)
    order = rng.permutation(len(first))
    frame = pd.DataFrame({"app": first[order] * 3, "bill": second[order] * 7.5})
    return Table(frame, (first ^ second)[order].tolist(), 2, [])


def alike(rng: np.random.Generator) -> Table:
    """Rows that differ in nothing but their label, behind a first split."""
    left = rng.permutation([0, 0, 1, 1, 1])
    frame = pd.DataFrame({"quiet": [30] * 5 + [2] * 4, "channel": ["web"] * 9})
    return Table(frame, [*left.tolist(), 0, 0, 0, 0], 5, ["channel"])


def grown(answer: Callable[..., Any], case: Table, kind: str) -> Any:
    """Fail unless every node of the answer's tree is a leaf where it must be, and else splits as well as any split does."""
    tree = answer(case.frame.copy(), list(case.y), case.depth, list(case.categories))
    _node(tree, case, list(range(len(case.y))), case.depth, "the root", f"{kind}, depth {case.depth}")
    return tree


def _best(case: Table, rows: list[int]) -> float:
    y = [case.y[row] for row in rows]
    found = math.inf
    for name in case.frame.columns:
        values = case.frame[name].to_numpy()[rows].tolist()
        found = min(found, lowest(values, y, "category" if name in case.categories else "number"))
    return found


def _node(tree: Any, case: Table, rows: list[int], depth: int, where: str, kind: str) -> None:
    y = [case.y[row] for row in rows]
    what = f"grow on {kind}: {where}, {len(rows)} rows, of which {sum(y)} left"
    best = _best(case, rows)
    if depth == 0 or len(set(y)) == 1 or math.isinf(best):
        why = (
            "the depth is used up"
            if depth == 0
            else "all rows have one label"
            if len(set(y)) == 1
            else "no column parts its rows"
        )
        tree_forms.leaf(tree, sum(y) / len(y), f"{what}; {why}")
        return
    name, rule = tree_forms.inner(tree, list(case.frame.columns), case.categories, what)
    values = case.frame[name].to_numpy()[rows].tolist()
    left = goes_left(values, rule)
    came = reached(y, left)
    if math.isinf(came):
        raise Failure(
            f"{what}: a side without rows",
            "rows on both sides",
            f"{sum(left)} to the left, {len(left) - sum(left)} to the right",
        )
    if came > best + NEAR:
        raise Failure(
            f"{what}: not the best split",
            f"a weighted Gini of {best:.4f}, which some column reaches",
            f"{came:.4f}, by {name!r}",
        )
    for side, branch in ((True, "left"), (False, "right")):
        part = [row for row, goes in zip(rows, left, strict=True) if goes is side]
        _node(tree[branch], case, part, depth - 1, f"{where}, {branch}", kind)


def _walk(tree: Any, row: pd.Series) -> float:
    while "column" in tree:
        tree = tree["left"] if goes_left([row[tree["column"]]], tree["rule"])[0] else tree["right"]
    return float(tree["chance"])


def tree_of(rng: np.random.Generator, depth: int) -> dict[str, Any]:
    """A tree that nobody grew, with thresholds that rows meet exactly, over columns that stand anywhere."""
    if depth == 0 or (depth == 1 and rng.random() < 0.3):
        return {"chance": round(float(rng.random()), 3)}
    name = str(rng.choice(["quiet", "fee", "plan_code", "channel"]))
    rule: Any = {
        "quiet": float(rng.integers(2, 9) * 5), "fee": round(float(rng.integers(3, 8) * 4.95), 2),
        "plan_code": {10, 40} if rng.random() < 0.5 else {20}, "channel": {"web", "fair"} if rng.random() < 0.5 else {"shop", "phone"},
    }[name]  # fmt: skip
    return {"column": name, "rule": rule, "left": tree_of(rng, depth - 1), "right": tree_of(rng, depth - 1)}


def read(answer: Callable[..., Any], tree: Any, frame: pd.DataFrame, kind: str) -> None:
    """Fail unless the answer sends every row down the tree to its leaf, in the frame's order."""
    expected = [_walk(tree, row) for _, row in frame.iterrows()]
    tree_forms.chances(answer(tree, frame.copy()), expected, kind)
