"""Whether answers of the first lesson have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

import pandas as pd

from project_reading import agree, entry, names, number
from workbook.check.failure import Failure, fail, show


def current_value(problem: Any, expected: float) -> None:
    """Fail unless the statement's current value is *expected*, to half of a tenth of a percentage point."""
    current = number(entry(problem, "current", "the problem statement"), "current")
    if abs(current - expected) > 0.0005:
        raise Failure(
            "the current value isn't what the data show", f"{expected:.4f}", f"{current:.4f}",
            "churn_now(months, today); a share lies between 0 and 1",
        )  # fmt: skip


def reachable(problem: Any, most: float, today: pd.Timestamp, board: pd.Timestamp) -> None:
    """Fail unless the target lies at most *most* below the current value, and the deadline in its 60 days and the board's."""
    what = "the problem statement"
    current = number(entry(problem, "current", what), "current")
    target = number(entry(problem, "target", what), "target")
    if not 0 <= target < current:
        fail(f"the target {target:.4f} is no improvement on the current value {current:.4f}")
    if current - target > most + 1e-9:
        raise Failure(
            "the target can't be reached with the contacts there are",
            f"a fall of at most {most:.4f}", f"a fall of {current - target:.4f}",
            "contacts_per_month * kept_share / active customers a month",
        )  # fmt: skip
    try:
        deadline = pd.Timestamp(str(entry(problem, "deadline", what)))
    except ValueError:
        fail("the deadline is not a date such as '2026-05-31'")
    if deadline < today + pd.Timedelta(days=60):
        fail("on the deadline the result can't be known yet: the 60 days after today aren't over")
    if deadline > board:
        fail("the deadline lies after the day on which the board decides")


def responsible(problem: Any, company: dict[str, Any]) -> None:
    """Fail unless the owner decides about offers, and the constraint is one that holds, with its number."""
    owner = entry(problem, "owner", "the problem statement")
    people = company["people"]
    if owner not in people:
        raise Failure("the owner", "a name from company['people']", show(owner))
    if "offers" not in people[owner]["decides"]:
        fail(f"{owner} doesn't decide about offers to customers, and so can't own this problem")
    constraint = entry(problem, "constraint", "the problem statement")
    what = entry(constraint, "what", "the constraint")
    limits = company["constraints"]
    if what not in limits:
        raise Failure("the constraint", "one from company['constraints']", show(what))
    agree(entry(constraint, "limit", "the constraint"), limits[what], f"the limit of {what}")


def brief_words(answers: Any, briefs: Collection[str], criteria: Mapping[str, Collection[str]]) -> None:
    """Fail unless every brief has a verdict and a criterion from the lists, and not all have one label."""
    words = {word for group in criteria.values() for word in group}
    if type(answers) is not dict or set(answers) != set(briefs):
        raise Failure("the verdicts", f"one entry for each of {sorted(briefs)}", show(answers))
    for name, answer in answers.items():
        if type(answer) is not tuple or len(answer) != 2:
            raise Failure(f"the verdict on {name}", "a pair (verdict, criterion)", show(answer))
        if answer[0] not in criteria or answer[1] not in words:
            raise Failure(f"the verdict on {name}", "words from VERDICTS and CRITERIA", show(answer))
    if len({verdict for verdict, _ in answers.values()}) == 1:
        fail("one label for all: eight briefs with the same verdict show no decision")


def decided(pair: Any, accepted: Collection[tuple[str, str]], kind: str) -> None:
    """Fail unless *pair* is one of those *accepted*, which share their verdict."""
    if type(pair) not in (tuple, list) or len(pair) != 2:
        raise Failure(f"decide on {kind}", "a pair (verdict, criterion)", show(pair))
    if tuple(pair) in set(accepted):
        return
    verdict = next(iter(accepted))[0]
    if pair[0] == verdict:
        raise Failure(f"the criterion on {kind}", f"one that makes it {verdict!r}", show(pair[1]))
    raise Failure(
        f"the verdict on {kind}", show(verdict), show(pair[0]), "first what stops it, then what calls for a rule"
    )


LABELS = ("orders_90", "quiet_days", "churned")


def labels(frame: Any, expected: Mapping[str, Sequence[float]], kind: str, columns: Collection[str] = LABELS) -> None:
    """Fail unless *frame* holds the customers of *expected* (customer_id -> its LABELS; NaN: censored), right in *columns*."""
    rows = _label_rows(frame, kind)
    if set(rows) != set(expected):
        more, fewer = len(set(rows) - set(expected)), len(set(expected) - set(rows))
        raise Failure(
            f"the customers in the table, on {kind}", "the customers active at as_of",
            f"{more} too many, {fewer} missing", "who ordered in the 90 days up to as_of, and hasn't closed",
        )  # fmt: skip
    for position, name in enumerate(LABELS[:2]):
        wrong = sum(rows[c][position] != expected[c][position] for c in expected) if name in columns else 0
        if wrong:
            raise Failure(
                f"{name} on {kind}", "every row right", f"{wrong} of {len(expected)} rows wrong",
                "the feature window ends at as_of; an event may be delivered twice",
            )  # fmt: skip
    if "churned" in columns:
        _labels_right({c: rows[c][2] for c in rows}, {c: expected[c][2] for c in expected}, kind)


def _label_rows(frame: Any, kind: str) -> dict[str, tuple[Any, Any, float]]:
    if type(frame) is not pd.DataFrame:
        raise Failure(f"make_labels on {kind}", "a DataFrame", show(frame))
    wanted = ["customer_id", *LABELS]
    if not set(wanted) <= set(frame.columns):
        raise Failure(f"the columns on {kind}", show(wanted), show(list(frame.columns)))
    if frame["customer_id"].duplicated().any():
        fail(f"a customer has two rows in the table, on {kind}")
    churned = pd.to_numeric(frame["churned"], errors="coerce").astype(float)
    quiet = pd.to_numeric(frame["quiet_days"], errors="coerce")
    values = zip(frame["customer_id"], frame["orders_90"], quiet, churned, strict=True)
    return {str(c): (orders, days, float(label)) for c, orders, days, label in values}


def _labels_right(actual: Mapping[str, float], expected: Mapping[str, float], kind: str) -> None:
    for name, label, wanted in (
        ("a customer who ordered in the window", 0.0, "0"),
        ("a customer known to have left", 1.0, "1"),
    ):
        wrong = [c for c, e in expected.items() if e == label and actual[c] != label]
        if wrong:
            came = "NaN" if math.isnan(actual[wrong[0]]) else f"{actual[wrong[0]]:g}"
            raise Failure(
                f"churned of {name}, on {kind} ({len(wrong)} rows)", wanted, came,
                "the label window begins after as_of and ends days later, that moment included",
            )  # fmt: skip
    open_ones = [c for c, e in expected.items() if math.isnan(e) and not math.isnan(actual[c])]
    if open_ones:
        raise Failure(
            f"churned of a censored customer, on {kind} ({len(open_ones)} rows)", "NaN: not known yet",
            f"{actual[open_ones[0]]:g}", "observed_until: has the whole window been seen?",
        )  # fmt: skip


def pair(value: Any, directions: Collection[str], kind: str) -> list[str]:
    """Two of the metrics in *directions*, or a Failure that says what came instead."""
    found = names(value, f"the pair on {kind}", allowed=set(directions))
    if len(found) != 2:
        raise Failure(f"the pair on {kind}", "two metrics", show(found))
    return found


def no_conflict(kind: str) -> NoReturn:
    """Say of a pair that it isn't the one that conflicts most."""
    raise Failure(
        f"the pair that conflicts, on {kind}", "the strongest trade-off from week to week",
        "two metrics that don't pull against each other like that",
        "changes, not levels; and 'better' is up for one metric and down for another",
    )  # fmt: skip


def conflict(value: Any, expected: Collection[str], directions: Collection[str], kind: str) -> None:
    """Fail unless *value* is the pair *expected*, in any order."""
    if set(pair(value, directions, kind)) != set(expected):
        no_conflict(kind)


def tree(nodes: Any, directions: Mapping[str, str], conflict: Collection[str]) -> None:
    """Fail unless *nodes* is one tree with measurable, directed leaves, both halves of the *conflict* among them."""
    parents = _parents(nodes)
    roots = [name for name, parent in parents.items() if parent is None]
    if len(roots) != 1:
        raise Failure("the tree of goals", "one goal without a parent", f"{len(roots)} of them")
    for name in parents:
        seen = {name}
        while (above := parents[name]) is not None:
            if above not in parents:
                fail(f"the parent {above!r} isn't in the tree")
            if above in seen:
                fail(f"the tree has a cycle: from {above!r} upwards one comes back to it")
            seen.add(above)
            name = above
    inner = {parent for parent in parents.values() if parent is not None}
    only = [name for name in inner if list(parents.values()).count(name) < 2]
    if only:
        fail(f"{only[0]!r} has one child only: a level that doesn't divide anything")
    if not any(parents[name] in inner - set(roots) for name in parents):
        fail("no level between the goal and its metrics: put objectives there")
    leaves = [_leaf(node, directions) for node in nodes if node["id"] not in inner]
    if not set(conflict) <= set(leaves):
        fail("the tree leaves out one half of the conflict, so that its goal can be met at its expense")


def _parents(nodes: Any) -> dict[str, str | None]:
    if type(nodes) is not list or not nodes:
        raise Failure("the tree of goals", "a list of dicts", show(nodes))
    parents: dict[str, str | None] = {}
    for node in nodes:
        name = entry(node, "id", "a node of the tree")
        if type(name) is not str or name in parents:
            fail(f"every node needs an id of its own (str); look at {show(name)}")
        parents[name] = entry(node, "parent", f"the node {name!r}")
    return parents


def _leaf(node: dict[str, Any], directions: Mapping[str, str]) -> str:
    name = node["id"]
    metric: Any = node.get("metric")
    if metric not in directions:
        raise Failure(f"the leaf {name!r} can't be measured", "a metric that is a column of weeks.csv", show(metric))
    if node.get("direction") not in ("up", "down"):
        raise Failure(f"the leaf {name!r} has no direction", "'up' or 'down'", show(node.get("direction")))
    if node["direction"] != directions[metric]:
        fail(f"the leaf {name!r}: {metric} gets better in the other direction")
    return str(metric)
