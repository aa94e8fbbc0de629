"""The forms of the lesson on trees: what an answer's split, tree, bag and scores must look like, and how a fault is told."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from workbook.check import Failure
from workbook.check.failure import show

NEAR = 1e-9
"""How far two sums of the same fractions may lie apart."""


def number(value: Any, what: str) -> float:
    """A number, and no truth value."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        raise Failure(what, "a number", show(value))
    return float(value)


def row_numbers(values: Any, count: int, what: str) -> np.ndarray:
    """One number for each row, as a flat array: a list, a tuple, an array or a series of them."""
    if hasattr(values, "to_numpy"):
        values = values.to_numpy()
    if not isinstance(values, list | tuple | np.ndarray):
        raise Failure(what, f"a list of {count} numbers", show(values))
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise Failure(what, f"a list of {count} numbers", show(values)) from None
    if found.shape != (count,):
        raise Failure(what, f"{count} numbers, one for each row", f"shape {found.shape}")
    if not np.isfinite(found).all():
        raise Failure(what, "finite numbers", f"{int((~np.isfinite(found)).sum())} that are not")
    return found


def entry(answer: Any, name: str, what: str) -> Any:
    """The value under *name* of a dict."""
    if not isinstance(answer, dict):
        raise Failure(what, f"a dict with the key {name!r}", show(answer))
    if name not in answer:
        raise Failure(what, f"the key {name!r}", f"the keys {sorted(map(str, answer))}")
    return answer[name]


def same_number(value: Any, expected: float, what: str, look: str = "") -> None:
    """Fail unless *value* is the number *expected*; NaN is NaN."""
    came = number(value, what)
    if came == expected or (math.isnan(expected) and math.isnan(came)):
        return
    if not abs(came - expected) <= NEAR:
        raise Failure(what, f"{expected:.6g}", f"{came:.6g}", look)


def rule_of(rule: Any, kind: str, what: str) -> Any:
    """A split's rule in one form: a number, or a set of categories."""
    if kind != "category":
        return number(rule, f"{what}: the threshold")
    if not isinstance(rule, set | frozenset):
        raise Failure(f"{what}: the categories that go left", "a set of categories", show(rule))
    return set(rule)


def split_of(answer: Any, kind: str, what: str) -> tuple[Any, float]:
    """The rule and the weighted Gini that an answer tells."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Failure(what, "a pair (rule, gini)", show(answer))
    return rule_of(answer[0], kind, what), number(answer[1], f"{what}: the Gini reached")


def no_split(answer: Any, what: str) -> None:
    """Fail unless the answer is None."""
    if answer is not None:
        raise Failure(what, "None: all values are the same", show(answer))


def split_reaches(rule: Any, claimed: float, came: float, best: float, left: int, rows: int, what: str) -> None:
    """Fail unless a rule parts the rows, reaches the best weighted Gini, and the answer says so."""
    if not 0 < left < rows:
        raise Failure(
            f"{what}: the rule {show(rule)} leaves a side empty",
            "rows on both sides",
            f"{left} to the left, {rows - left} to the right",
        )
    if came > best + NEAR:
        raise Failure(
            f"{what}: not the best split", f"a weighted Gini of {best:.4f}", f"{came:.4f}, by the rule {show(rule)}"
        )
    if abs(claimed - came) > NEAR:
        raise Failure(
            f"{what}: the Gini told for the rule {show(rule)}", f"{came:.4f}, which it reaches", f"{claimed:.4f}"
        )


def leaf(node: Any, chance: float, what: str) -> None:
    """Fail unless *node* is a leaf with that chance."""
    if not isinstance(node, dict) or "chance" not in node:
        raise Failure(what, 'a leaf: a dict with "chance"', show(node))
    if "column" in node:
        raise Failure(what, "a leaf, which has no column", f"a node that splits by {node['column']!r}")
    same_number(node["chance"], chance, f"{what}: the chance of the leaf")


def inner(node: Any, columns: Sequence[str], categories: Collection[str], what: str) -> tuple[str, Any]:
    """The column and the rule of a node that must split."""
    if isinstance(node, dict) and "column" not in node and "chance" in node:
        raise Failure(what, "a node that splits", "a leaf")
    for name in ("column", "rule", "left", "right"):
        entry(node, name, what)
    name = node["column"]
    if name not in columns:
        raise Failure(f"{what}: the column", f"one of {list(columns)}", show(name))
    return str(name), rule_of(
        node["rule"], "category" if name in categories else "number", f"{what}, split by {name!r}"
    )


def chances(answer: Any, expected: Sequence[float], what: str) -> None:
    """Fail unless the answer is the chance of every row, in order."""
    came = row_numbers(answer, len(expected), what)
    wrong = np.flatnonzero(np.abs(came - np.asarray(expected)) > NEAR)
    if len(wrong):
        row = int(wrong[0])
        raise Failure(
            f"{what}: {len(wrong)} of {len(expected)} rows end in another leaf",
            f"{expected[row]:.4g} for the row at {row}",
            f"{came[row]:.4g}",
        )


def bags(answer: Any, trees: int, rows: int, what: str) -> tuple[np.ndarray, np.ndarray]:
    """The drawn positions and the votes of a forest, as arrays of *trees* by *rows*, drawn as a bootstrap draws."""
    found = []
    for name in ("drawn", "votes"):
        value = entry(answer, name, what)
        try:
            table = np.asarray([list(row) for row in value], dtype=float)
        except (TypeError, ValueError):
            raise Failure(f"{what}: {name!r}", f"{trees} lists of {rows} whole numbers", show(value)) from None
        if table.shape != (trees, rows) or not (table == np.round(table)).all():
            raise Failure(f"{what}: {name!r}", f"{trees} lists of {rows} whole numbers", f"shape {table.shape}")
        found.append(table.astype(int))
    drawn, votes = found
    if drawn.min() < 0 or drawn.max() >= rows:
        raise Failure(f"{what}: 'drawn'", f"positions from 0 to {rows - 1}", f"{drawn.min()} to {drawn.max()}")
    if not np.isin(votes, (0, 1)).all():
        raise Failure(f"{what}: 'votes'", "0 or 1", f"{sorted(set(votes.ravel().tolist()))[:4]}")
    if trees > 1 and len({tuple(bag) for bag in drawn.tolist()}) < trees:
        raise Failure(f"{what}: the bags", "another draw for each tree", "bags that are the same")
    distinct = float(np.mean([len(set(bag)) / rows for bag in drawn.tolist()]))
    if trees * rows >= 1000 and not 0.58 < distinct < 0.69:
        raise Failure(
            f"{what}: the bags",
            "about 0.632 of the rows in each: drawn with putting back",
            f"{distinct:.3f} of the rows",
        )
    never = rows - len(np.unique(drawn))
    if trees * rows >= 1000 and never:
        raise Failure(
            f"{what}: the bags", "every row in some bag: each is drawn as likely as any other", f"{never} rows in none"
        )
    return drawn, votes


def learnt_by_heart(drawn: np.ndarray, votes: np.ndarray, y: np.ndarray, what: str) -> None:
    """Fail unless every tree is right on all rows of its bag, as a tree that is grown to the end is where no two rows are alike."""
    for tree, bag in enumerate(drawn):
        wrong = int((votes[tree, bag] != y[bag]).sum())
        if wrong:
            raise Failure(
                f"{what}: tree {tree} is wrong on rows of its own bag", "a tree that is grown to the end on its bag: right on all of them",
                f"{wrong} of {len(bag)} draws wrong", "which rows and labels the tree was grown on, and whether it was stopped early",
            )  # fmt: skip


def gain_interval(answer: Any, gain: float, width: float, what: str) -> float:
    """Fail unless (gain, low, high) holds *gain* inside an interval of about *width*; return how wide it is beside that."""
    if not isinstance(answer, tuple | list) or len(answer) != 3:
        raise Failure(what, "three numbers: (gain, low, high)", show(answer))
    came, low, high = (number(value, f"{what}: gain, low and high") for value in answer)
    if not abs(came - gain) <= 2e-6:
        raise Failure(
            f"{what}: the gain",
            f"{gain:.4f}",
            f"{came:.4f}",
            "AUC of the scores less that of the baseline; ties count half",
        )
    if not low <= came <= high:
        raise Failure(f"{what}: the interval", f"one that holds the gain, {came:.4f}", f"{low:.4f} to {high:.4f}")
    ratio = (high - low) / width
    if not 0.78 <= ratio <= 1.22:
        raise Failure(
            f"{what}: the interval's width", f"about {width:.3f}, 1.96 standard errors to either side", f"{high - low:.3f}, {ratio:.2f} times that",
            "both rankings on the same rows, drawn together",
        )  # fmt: skip
    return ratio


def widths(ratios: Sequence[float], what: str) -> None:
    """Fail unless intervals are on average as wide as they should be."""
    mean = float(np.mean(ratios))
    if not 0.93 <= mean <= 1.07:
        raise Failure(
            f"{what}: the width of {len(ratios)} intervals on average",
            "0.93 to 1.07 times 1.96 standard errors to either side",
            f"{mean:.2f} times",
        )


def beyond_noise(answer: Any, expected: bool, what: str) -> None:
    """Fail unless the interval lies above 0 exactly where a gain is beyond noise."""
    if bool(answer[1] > 0) is not expected:
        raise Failure(
            f"{what}: the interval from {answer[1]:.4f} to {answer[2]:.4f}",
            "one above 0: the gain is beyond noise" if expected else "one that doesn't lie above 0",
            "",
        )


def forest_said(answer: Any, rows: int, what: str) -> dict[str, Any]:
    """The dict of an answer's churn forest, with its scores as an array."""
    learnt_flag = entry(answer, "learnt", what)
    if not isinstance(learnt_flag, bool | np.bool_):
        raise Failure(f"{what}: 'learnt'", "True or False", show(learnt_flag))
    return {
        "learnt": bool(learnt_flag),
        "gain": number(entry(answer, "gain", what), f"{what}: 'gain'"),
        "scores": row_numbers(entry(answer, "scores", what), rows, f"{what}: 'scores'"),
    }


def learnt(said: dict[str, Any], expected: bool, most: float, what: str) -> None:
    """Fail unless *learnt* is what was planted, and the gain one that a later day can show."""
    if said["gain"] > most:
        raise Failure(
            f"{what}: the gain", f"at most {most:g}: no model can have more on the last day, if it has seen the earlier ones only", f"{said['gain']:.3f}",
            "on which rows the model was fitted, and on which and against what its gain was measured",
        )  # fmt: skip
    if said["learnt"] is not expected:
        why = (
            "there is a gain far beyond noise"
            if expected
            else "no gain over the better baseline on the last day is beyond noise"
        )
        raise Failure(
            f"{what}: {why}", f"learnt {expected}", f"learnt {said['learnt']}, with a gain of {said['gain']:.3f}"
        )
    if expected and said["gain"] <= 0:
        raise Failure(f"{what}: the gain", "above 0, since something was learnt", f"{said['gain']:.3f}")


def ranked_by(scores: np.ndarray, baseline: np.ndarray, name: str, what: str) -> None:
    """Fail unless *scores* rank the rows exactly as *baseline* does."""
    groups = [scores[baseline == value] for value in sorted(set(baseline))]
    alike = all(np.ptp(group) <= NEAR for group in groups)
    if not alike or any(low[0] >= high[0] for low, high in itertools.pairwise(groups)):
        raise Failure(
            f"{what}: the scores of today's customers",
            f"those of the better baseline, {name!r}: nothing was learnt",
            "another ranking",
        )


def beats(own: float, known: dict[str, float], least: float, what: str) -> None:
    """Fail unless an AUC lies at least *least* above the best of the baselines'."""
    best = max(known, key=lambda name: known[name])
    if own < known[best] + least:
        raise Failure(
            f"{what}: the AUC of the scores of today's customers, once it is known who left",
            f"at least {known[best] + least:.3f}, where {best!r} has {known[best]:.3f}", f"{own:.3f}",
            "the order of the rows of `now`; higher for those who are likelier to leave; chances, not classes",
        )  # fmt: skip


def threshold_between(answer: Any, gini: float, gaps: Sequence[tuple[float, float]], what: str) -> None:
    """Fail unless an answer is a threshold in one of *gaps* (the lower end included) with that Gini."""
    rule, told = split_of(answer, "number", what)
    if not any(low <= rule < high for low, high in gaps):
        places = " or ".join(f"from {low:g} to below {high:g}" for low, high in gaps)
        raise Failure(f"{what}: the threshold", places, show(answer[0]))
    same_number(told, gini, f"{what}: the Gini reached")


def set_among(answer: Any, gini: float, allowed: Sequence[set[Any]], what: str) -> None:
    """Fail unless an answer is one of the *allowed* sets with that Gini."""
    rule, told = split_of(answer, "category", what)
    if rule not in allowed:
        raise Failure(f"{what}: the categories that go left", " or ".join(map(str, allowed)), show(answer[0]))
    same_number(told, gini, f"{what}: the Gini reached")


def chance_pair(node: Any, allowed: Collection[tuple[float, float]], what: str) -> None:
    """Fail unless *node* asks, and both of its sides are leaves with one of the *allowed* pairs of chances."""
    sides = [entry(node, side, what) for side in ("left", "right")]
    for side, leaf_node in zip(("left", "right"), sides, strict=True):
        if not isinstance(leaf_node, dict) or "chance" not in leaf_node or "column" in leaf_node:
            raise Failure(f"{what}: {side}", 'a leaf: a dict with "chance"', show(leaf_node))
    came = tuple(number(side["chance"], f"{what}: the chance of a leaf") for side in sides)
    if not any(all(abs(one - other) <= NEAR for one, other in zip(came, pair, strict=True)) for pair in allowed):
        raise Failure(f"{what}: the chances of the two leaves", " or ".join(map(str, sorted(allowed))), str(came))
