"""Whether answers of the first lesson have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from project_reading import agree, entry, mapping, names, number
from workbook.check.failure import Failure, fail, show


def current_value(problem: Any, expected: float) -> None:
    """Fail unless the statement's current value is *expected*, to half of a tenth of a percentage point."""
    current = number(entry(problem, "current", "the problem statement"), "current")
    if abs(current - expected) > 0.0005:
        raise Failure(
            "the current value isn't what the data show", f"{expected:.4f}", f"{current:.4f}",
            "churn_now(months, today); a share lies between 0 and 1",
        )  # fmt: skip


def reachable(problem: Any, now: float, most: float) -> None:
    """Fail unless the target lies below today's value *now*, by *most* at most (both to half of a tenth of a percentage point)."""
    target = number(entry(problem, "target", "the problem statement"), "target")
    told = number(entry(problem, "current", "the problem statement"), "current")
    if not 0 <= target < min(now, told):
        raise Failure(
            "the target is no improvement on the current value", f"a share below {min(now, told):.4g}", f"{target:.4g}",
            "it must be lower than the 'current' of your own statement, too",
        )  # fmt: skip
    if now - target > most + 0.0005:
        raise Failure(
            "the target can't be reached with the contacts there are",
            f"a fall of at most {most:.4f}", f"a fall of {now - target:.4f}",
            "contacts_per_month * leaving_share * kept_share / active customers (mean of the six months)",
        )  # fmt: skip


def share_lost(value: Any, expected: float, what: str) -> None:
    """Fail unless *value* is the share *expected*."""
    look = "which months are closed on that day, and how months of different size are put together"
    agree(value, expected, what, atol=1e-9, look=look)


def in_time(problem: Any, today: pd.Timestamp, board: pd.Timestamp) -> None:
    """Fail unless the deadline is an ISO date, 60 days after *today* or later, and not after the *board* meets."""
    written = entry(problem, "deadline", "the problem statement")
    if not isinstance(written, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        raise Failure("the deadline", "an ISO date such as '2026-05-31'", show(written), "year, month and day, as text")
    try:
        deadline = pd.Timestamp(written)
    except ValueError:
        raise Failure("the deadline", "a date that exists", show(written)) from None
    first = today + pd.Timedelta(days=60)
    if deadline < first:
        raise Failure(
            "on the deadline the result can't be known yet: the 60 days after today aren't over",
            f"{first:%Y-%m-%d} or later", written,
        )  # fmt: skip
    if deadline > board:
        raise Failure(
            "the deadline lies after the day on which the board decides", f"{board:%Y-%m-%d} or earlier", written
        )


def responsible(problem: Any, company: dict[str, Any]) -> None:
    """Fail unless the owner decides about offers, and the constraint is one that holds, with its number."""
    owner = entry(problem, "owner", "the problem statement")
    people = company["people"]
    if not isinstance(owner, str) or owner not in people:
        raise Failure("the owner", "a name from company['people'] (one, as text)", show(owner))
    if "offers" not in people[owner]["decides"]:
        raise Failure(
            f"{owner} doesn't decide about offers to customers, and so can't own this problem",
            "somebody with 'offers' under 'decides'", show(people[owner]["decides"]), "company['people']",
        )  # fmt: skip
    constraint = entry(problem, "constraint", "the problem statement")
    what = entry(constraint, "what", "the constraint")
    limits = company["constraints"]
    if not isinstance(what, str) or what not in limits:
        raise Failure("the constraint", "the name of one from company['constraints'], as text", show(what))
    agree(entry(constraint, "limit", "the constraint"), limits[what], f"the limit of {what}")


def several(answers: Any) -> None:
    """Fail unless *answers* is a dict with more verdicts than one."""
    given = mapping(answers, "the verdicts", "a dict brief -> (verdict, criterion)").values()
    pairs = [answer for answer in given if isinstance(answer, tuple | list) and answer]
    if len({str(answer[0]) for answer in pairs}) < 2:
        fail("one label for all: eight briefs with the same verdict show no decision")


def brief_words(answers: Any, name: str, criteria: Mapping[str, Collection[str]]) -> None:
    """Fail unless brief *name* has a verdict, and a criterion that belongs to it."""
    several(answers)
    if name not in answers:
        raise Failure("the verdicts", f"an entry for {name!r}", f"entries for {sorted(map(str, answers))}")
    answer = answers[name]
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Failure(f"the verdict on {name}", "a pair (verdict, criterion)", show(answer))
    if answer[0] not in criteria:
        raise Failure(f"the verdict on {name}", f"one of {tuple(criteria)}", show(answer[0]))
    if answer[1] not in criteria[answer[0]]:
        raise Failure(
            f"the criterion for {name}",
            f"one of CRITERIA[{answer[0]!r}]: {tuple(criteria[answer[0]])}",
            show(answer[1]),
        )


def decided(pair: Any, accepted: Collection[tuple[str, str]], kind: str, why: str = "") -> None:
    """Fail unless *pair* is one of those *accepted*, which share their verdict; *why*: the rows of the table that decide."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Failure(f"decide on {kind}", "a pair (verdict, criterion)", show(pair))
    if tuple(pair) in set(accepted):
        return
    verdict = next(iter(accepted))[0]
    holding = " or ".join(sorted(repr(criterion) for _, criterion in accepted))
    if pair[0] == verdict:
        raise Failure(f"the criterion on {kind}", f"{holding}, which makes it {verdict!r}", show(pair[1]), why)
    raise Failure(
        f"the verdict on {kind}", f"{verdict!r}, because of {holding}", show(pair),
        f"{why or 'the six rows of the table, and their order'}: first what stops it, then what calls for a rule",
    )  # fmt: skip


LABELS = ("orders_90", "quiet_days", "churned")
LOOK = {
    "who": "an order in (as_of - 90 days, as_of], and no closing at or before as_of",
    "orders_90": "(as_of - 90 days, as_of], rows with the same event_id counted once",
    "quiet_days": "whole days from the newest order in the feature window to as_of",
    "churned": "an order in (as_of, as_of + days] decides first, then a closing in it, then observed_until",
}


def labels(
    frame: Any,
    expected: Mapping[str, Sequence[float]],
    kind: str,
    columns: Collection[str] = ("who", *LABELS),
    events: pd.DataFrame | None = None,
) -> None:
    """Fail unless *frame* holds the customers of *expected* (customer_id -> its LABELS; NaN: censored), right in *columns*.

    "who" among the columns asks for the very customers, otherwise some may be missing or too many. *events*: told of a customer at fault.
    """
    rows = _label_rows(frame, kind)
    more, fewer = sorted(set(rows) - set(expected)), sorted(set(expected) - set(rows))
    if "who" in columns and (more or fewer):
        raise Failure(
            f"the customers in the table, on {kind}, {len(more)} too many and {len(fewer)} missing: {_life((more or fewer)[0], events)}",
            "no row: not active at as_of" if more else "a row: active at as_of", "a row" if more else "no row", LOOK["who"],
        )  # fmt: skip
    if len(fewer) > 0.4 * len(expected):
        fail(f"most of the customers active at as_of have no row, on {kind}", look=LOOK["who"])
    for position, name in enumerate(LABELS):
        if name not in columns:
            continue
        wrong = [c for c in sorted(expected) if c in rows and not _same(rows[c][position], expected[c][position])]
        if wrong:
            came, due = rows[wrong[0]][position], expected[wrong[0]][position]
            raise Failure(
                f"{name} on {kind} ({len(wrong)} of {len(expected)} rows wrong), {_life(wrong[0], events)}",
                "NaN: censored, not known yet" if due != due else f"{due:g}", show(came), LOOK[name],
            )  # fmt: skip


def _life(customer: str, events: pd.DataFrame | None) -> str:
    """A customer and its events, the newest ones first."""
    if events is None:
        return f"customer {customer}"
    own = events[events["customer_id"] == customer].sort_values("at", ascending=False)
    told = [f"{row.kind} {row.at:%Y-%m-%d %H:%M} ({row.event_id})" for row in own.head(6).itertuples()]
    return f"customer {customer}: {'; '.join(told)}" + ("; ..." if len(own) > 6 else "")


def _same(came: Any, due: float) -> bool:
    if isinstance(came, str):
        return False
    missing = came is None or came is pd.NA or came != came
    return missing if due != due else not missing and bool(came == due)


def _label_rows(frame: Any, kind: str) -> dict[str, tuple[Any, Any, Any]]:
    if type(frame) is not pd.DataFrame:
        raise Failure(f"make_labels on {kind}", "a DataFrame", show(frame))
    wanted = ["customer_id", *LABELS]
    if not set(wanted) <= set(frame.columns):
        raise Failure(f"the columns on {kind}", show(wanted), show(list(frame.columns)))
    twice = frame.loc[frame["customer_id"].duplicated(), "customer_id"]
    if len(twice):
        raise Failure(f"the table on {kind}", "one row for each customer", f"customer {twice.iloc[0]} has two rows")
    values = zip(frame["customer_id"], frame["orders_90"], frame["quiet_days"], frame["churned"], strict=True)
    return {str(c): rest for c, *rest in values}  # type: ignore[misc]


def pair(value: Any, directions: Collection[str], kind: str) -> list[str]:
    """Two of the metrics in *directions*, or a Failure that says what came instead."""
    if value is None:
        raise Failure(
            f"the pair on {kind}", "a pair of names", "None",
            "the pair with the lowest correlation; of two metrics, these two are the answer, also if they don't conflict",
        )  # fmt: skip
    found = names(value, f"the pair on {kind}", allowed=set(directions))
    if len(found) != 2:
        raise Failure(f"the pair on {kind}", "two metrics", show(found))
    return found


def conflict(
    value: Any, expected: float, strengths: Mapping[frozenset[str], float], directions: Mapping[str, str], kind: str
) -> None:
    """Fail unless *value* is a pair whose weekly improvements correlate as *expected*, the lowest of the *strengths*."""
    found = pair(value, directions, kind)
    came = strengths.get(frozenset(found))
    if came is None or came > expected + 1e-9:
        raise Failure(
            f"the pair that conflicts, on {kind}, with directions {dict(directions)}", f"a pair whose improvements correlate at {expected:.3f}",
            f"{tuple(found)}, whose improvements correlate {'less' if came is None else f'at {came:.3f}'}",
            "changes and not levels; 'better' is up for one metric and down for another; the most negative correlation",
        )  # fmt: skip


def tree(nodes: Any, directions: Mapping[str, str], conflict: Collection[str]) -> None:
    """Fail unless *nodes* is one tree with measurable, directed leaves, both halves of the *conflict* among them."""
    parents = _parents(nodes)
    roots = [name for name, parent in parents.items() if parent is None]
    if len(roots) != 1:
        raise Failure("the tree of goals", "one goal, a node without a parent", f"{len(roots)} of them: {roots}")
    for name in parents:
        seen = {name}
        while (above := parents[name]) is not None:
            if above not in parents:
                raise Failure(
                    f"the parent of {name!r} isn't in the tree", f"one of {sorted(map(str, parents))}", repr(above)
                )
            if above in seen:
                raise Failure(
                    "the tree has a cycle", "a way up to the goal", f"from {above!r} upwards one comes back to it"
                )
            seen.add(above)
            name = above
    inner = {parent for parent in parents.values() if parent is not None}
    only = [name for name in parents if list(parents.values()).count(name) == 1]
    if only:
        raise Failure(
            f"the children of {only[0]!r}",
            "two or more, wherever there are any",
            "one child only, which divides nothing",
        )
    flat = [name for name in parents if name not in inner and parents[name] in (None, *roots)]
    idle = [node["id"] for node in nodes if node["id"] in flat and not node.get("metric")]
    if idle:
        raise Failure(
            "the levels of the tree",
            "below each objective two metrics or more",
            f"{idle[0]!r}, which has no children and no metric",
        )
    if flat:
        raise Failure(
            "the levels of the tree",
            "objectives between the goal and every metric",
            f"{flat[0]!r} directly below the goal",
        )
    leaves = [_leaf(node, directions) for node in nodes if node["id"] not in inner]
    missing = sorted(set(conflict) - set(leaves))
    if missing:
        raise Failure(
            "the tree leaves out one half of the conflict, so that its goal can be met at its expense",
            "both metrics that conflict most among the leaves", f"leaves for {sorted(set(leaves))}",
        )  # fmt: skip


def _parents(nodes: Any) -> dict[str | int, str | int | None]:
    if type(nodes) is not list or not nodes:
        raise Failure("the tree of goals", "a list of dicts", show(nodes))
    parents: dict[str | int, str | int | None] = {}
    for node in nodes:
        name = entry(node, "id", "a node of the tree")
        if type(name) not in (str, int) or name in parents:
            raise Failure(
                "the ids of the tree",
                "a name or a number of its own for every node",
                f"{show(name)} {'twice' if name in parents else ''}",
            )
        parents[name] = entry(node, "parent", f"the node {name!r}")
    return parents


def _leaf(node: dict[str, Any], directions: Mapping[str, str]) -> str:
    name = node["id"]
    metric: Any = node.get("metric")
    if not isinstance(metric, str) or metric not in directions:
        raise Failure(f"the leaf {name!r} can't be measured", "a metric that is a column of weeks.csv", show(metric))
    if node.get("direction") not in ("up", "down"):
        raise Failure(f"the leaf {name!r} has no direction", "'up' or 'down'", show(node.get("direction")))
    if node["direction"] != directions[metric]:
        raise Failure(
            f"the direction of the leaf {name!r}: {metric} gets better in the other direction",
            repr(directions[metric]),
            repr(node["direction"]),
        )
    return str(metric)
