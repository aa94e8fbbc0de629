"""The problem: today's value, the statement, briefs, labels, the tree of goals."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from workbook.check.business.briefs import RULES, STOPS, Sheet
from workbook.check.failure import Failure, fail, show
from workbook.check.project.reading import agree, entry, names, number

DAY = pd.Timedelta(days=1)


def share_lost(months: pd.DataFrame, today: pd.Timestamp) -> tuple[float, float] | None:
    """(share lost, active customers a month) over the six newest closed windows, or None without any."""
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    if closed.empty:
        return None
    return float(closed["lost"].sum() / closed["active"].sum()), float(closed["active"].mean())


def churn_now(answer: Callable[..., Any], months: pd.DataFrame, today: pd.Timestamp, kind: str = "a report") -> None:
    """Fail unless ``answer(months, today)`` is the share lost in the six newest closed months."""
    expected = share_lost(months, today)
    value = answer(months.copy(), today)
    what = f"churn_now on {kind}"
    if expected is None:
        if value is not None:
            raise Failure(what, "None: no window has closed yet", show(value))
        return
    agree(
        value, expected[0], what, atol=1e-9,
        look="which months are closed on that day, and how months of different size are put together",
    )  # fmt: skip


def shown_value(problem: Any, months: pd.DataFrame, today: pd.Timestamp) -> None:
    """Fail unless the statement's current value is what the data show (to half a percentage point's tenth)."""
    current = number(entry(problem, "current", "the problem statement"), "current")
    expected = share_lost(months, today)
    assert expected is not None
    if abs(current - expected[0]) > 0.0005:
        raise Failure(
            "the current value isn't what the data show", f"{expected[0]:.4f}", f"{current:.4f}",
            "churn_now(months, today); a share lies between 0 and 1",
        )  # fmt: skip


def reachable(problem: Any, company: dict[str, Any], months: pd.DataFrame, today: pd.Timestamp) -> None:
    """Fail unless target and deadline can be reached with the means there are."""
    what = "the problem statement"
    current = number(entry(problem, "current", what), "current")
    target = number(entry(problem, "target", what), "target")
    if not 0 <= target < current:
        fail(f"the target {target:.4f} is no improvement on the current value {current:.4f}")
    known = share_lost(months, today)
    assert known is not None
    most = company["contacts_per_month"] * company["kept_share"] / known[1]
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
    if deadline < today + 60 * DAY:
        fail("on the deadline the result can't be known yet: the 60 days after today aren't over")
    if deadline > pd.Timestamp(company["board_meets"]):
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


VERDICTS = ("ml", "rule", "not now")


def brief_words(answers: Any, briefs: Collection[str], criteria: Collection[str]) -> None:
    """Fail unless every brief has a verdict and a criterion from the lists, and not all have one label."""
    if type(answers) is not dict or set(answers) != set(briefs):
        raise Failure("the verdicts", f"one entry for each of {sorted(briefs)}", show(answers))
    for name, answer in answers.items():
        if type(answer) is not tuple or len(answer) != 2:
            raise Failure(f"the verdict on {name}", "a pair (verdict, criterion)", show(answer))
        if answer[0] not in VERDICTS or answer[1] not in criteria:
            raise Failure(f"the verdict on {name}", "words from VERDICTS and CRITERIA", show(answer))
    if len({verdict for verdict, _ in answers.values()}) == 1:
        fail("one label for all: eight briefs with the same verdict show no decision")


def brief(answers: dict[str, Any], name: str, accepted: Collection[tuple[str, str]]) -> None:
    """Fail unless the verdict on brief *name* is one of the accepted pairs."""
    verdict, criterion = answers[name]
    if (verdict, criterion) in set(accepted):
        return
    if verdict in {word for word, _ in accepted}:
        fail(f"{name}: the verdict {verdict!r} holds, but not because of {criterion!r}")
    fail(f"{name}: read its numbers again; {verdict!r} doesn't follow from them")


def accepted(sheet: Sheet) -> set[tuple[str, str]]:
    """Every pair (verdict, criterion) that follows from a sheet: what stops it goes before what a rule would do."""
    years = sheet["years"]
    holds = {
        "ethics": sheet["wrongs_people"],
        "fatal error": sheet["fatal"] and not sheet["checked"],
        "no data": sheet["rows"] < sheet["rows_needed"],
        "cost": years * sheet["gain"] <= sheet["building"] + years * sheet["running"],
        "simple rule": sheet["rule_right"] >= sheet["needed"],
        "must explain": sheet["reasons_due"] and sheet["table_right"] >= sheet["model_right"],
    }
    for verdict, criteria in (("not now", STOPS), ("rule", RULES)):
        found = {(verdict, criterion) for criterion in criteria if holds[criterion]}
        if found:
            return found
    return {("ml", criterion) for criterion in ("pattern", "objective function", "complexity", "data", "repetition")}


def decides(answer: Callable[..., Any], sheet: Sheet, kind: str = "a sheet") -> None:
    """Fail unless ``answer(sheet)`` is a pair that follows from the sheet."""
    pair = answer(dict(sheet))
    if type(pair) not in (tuple, list) or len(pair) != 2:
        raise Failure(f"decide on {kind}", "a pair (verdict, criterion)", show(pair))
    right = accepted(sheet)
    if tuple(pair) in right:
        return
    verdict = next(iter(right))[0]
    if pair[0] == verdict:
        raise Failure(f"the criterion on {kind}", f"one that makes it {verdict!r}", show(pair[1]))
    raise Failure(
        f"the verdict on {kind}", show(verdict), show(pair[0]), "first what stops it, then what calls for a rule"
    )


def expected_labels(
    events: pd.DataFrame, as_of: pd.Timestamp, days: int, until: pd.Timestamp
) -> dict[str, tuple[int, int, float]]:
    """customer_id -> (orders_90, quiet_days, churned), where churned is NaN if nobody can know yet."""
    log = events.drop_duplicates("event_id")
    end = as_of + days * DAY
    orders, closed = log[log["kind"] == "order"], log[log["kind"] == "closed"]
    gone = set(closed.loc[closed["at"] <= as_of, "customer_id"])
    before = orders[(orders["at"] > as_of - 90 * DAY) & (orders["at"] <= as_of)]
    inside = orders[(orders["at"] > as_of) & (orders["at"] <= end)]
    leaving = closed[(closed["at"] > as_of) & (closed["at"] <= end)]
    ordered, left = set(inside["customer_id"]), set(leaving["customer_id"])
    result = {}
    for customer, rows in before.groupby("customer_id"):
        if customer in gone:
            continue
        open_label = 1.0 if customer in left or until >= end else math.nan
        label = 0.0 if customer in ordered else open_label
        result[str(customer)] = (len(rows), int((as_of - rows["at"].max()) / DAY), label)
    return result


def labels(
    answer: Callable[..., Any],
    events: pd.DataFrame,
    as_of: pd.Timestamp,
    days: int,
    until: pd.Timestamp,
    kind: str = "a log",
    columns: Collection[str] = ("orders_90", "quiet_days", "churned"),
) -> None:
    """Fail unless ``answer(events, as_of, days, until)`` is the table of features and labels."""
    frame = answer(events.copy(), as_of, days, until)
    expected = expected_labels(events, as_of, days, until)
    rows = _label_rows(frame, kind)
    if set(rows) != set(expected):
        more, fewer = len(set(rows) - set(expected)), len(set(expected) - set(rows))
        raise Failure(
            f"the customers in the table, on {kind}", "the customers active at as_of",
            f"{more} too many, {fewer} missing", "who ordered in the 90 days up to as_of, and hasn't closed",
        )  # fmt: skip
    for position, name in enumerate(("orders_90", "quiet_days")):
        if name in columns:
            wrong = sum(rows[c][position] != expected[c][position] for c in expected)
            look = "the feature window ends at as_of; an event may be delivered twice"
            _none_wrong(wrong, len(expected), name, kind, look)
    if "churned" in columns:
        _labels_right({c: rows[c][2] for c in rows}, {c: expected[c][2] for c in expected}, kind)


def _label_rows(frame: Any, kind: str) -> dict[str, tuple[Any, Any, float]]:
    if type(frame) is not pd.DataFrame:
        raise Failure(f"make_labels on {kind}", "a DataFrame", show(frame))
    wanted = ["customer_id", "orders_90", "quiet_days", "churned"]
    if not set(wanted) <= set(frame.columns):
        raise Failure(f"the columns on {kind}", show(wanted), show(list(frame.columns)))
    if frame["customer_id"].duplicated().any():
        fail(f"a customer has two rows in the table, on {kind}")
    churned = pd.to_numeric(frame["churned"], errors="coerce").astype(float)
    quiet = pd.to_numeric(frame["quiet_days"], errors="coerce")
    values = zip(frame["customer_id"], frame["orders_90"], quiet, churned, strict=True)
    return {str(c): (orders, days, float(label)) for c, orders, days, label in values}


def _none_wrong(wrong: int, total: int, name: str, kind: str, look: str) -> None:
    if wrong:
        raise Failure(f"{name} on {kind}", "every row right", f"{wrong} of {total} rows wrong", look)


def _labels_right(actual: dict[str, float], expected: dict[str, float], kind: str) -> None:
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


def strength(weeks: pd.DataFrame, directions: dict[str, str], one: str, two: str) -> float:
    """Correlation of the week-to-week improvements of two metrics (negative: they conflict)."""
    signs = [1.0 if directions[name] == "up" else -1.0 for name in (one, two)]
    first, second = weeks[one].diff() * signs[0], weeks[two].diff() * signs[1]
    return float(first.corr(second))


def conflict(answer: Callable[..., Any], weeks: pd.DataFrame, directions: dict[str, str], kind: str = "a year") -> None:
    """Fail unless ``answer(weeks, directions)`` is the pair whose weekly improvements conflict most."""
    pair = names(answer(weeks.copy(), dict(directions)), f"the pair on {kind}", allowed=set(directions))
    if len(pair) != 2:
        raise Failure(f"the pair on {kind}", "two metrics", show(pair))
    every = list(directions)
    worst = min(strength(weeks, directions, one, two) for i, one in enumerate(every) for two in every[i + 1 :])
    if strength(weeks, directions, *pair) > worst + 1e-9:
        raise Failure(
            f"the pair that conflicts, on {kind}", "the strongest trade-off from week to week",
            "two metrics that don't pull against each other like that",
            "changes, not levels; and 'better' is up for one metric and down for another",
        )  # fmt: skip


def tree(nodes: Any, weeks: pd.DataFrame, directions: dict[str, str]) -> list[str]:
    """Fail unless *nodes* is one tree with measurable, directed leaves; its leaves' metrics."""
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
    leaves = [node for node in nodes if node["id"] not in inner]
    return [_leaf(node, weeks, directions) for node in leaves]


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


def _leaf(node: dict[str, Any], weeks: pd.DataFrame, directions: dict[str, str]) -> str:
    name = node["id"]
    metric = node.get("metric")
    if metric not in directions or metric not in weeks.columns:
        raise Failure(f"the leaf {name!r} can't be measured", "a metric that is a column of weeks.csv", show(metric))
    if node.get("direction") not in ("up", "down"):
        raise Failure(f"the leaf {name!r} has no direction", "'up' or 'down'", show(node.get("direction")))
    if node["direction"] != directions[metric]:
        fail(f"the leaf {name!r}: {metric} gets better in the other direction")
    return str(metric)


def holds_conflict(leaves: list[str], weeks: pd.DataFrame, directions: dict[str, str]) -> None:
    """Fail unless two of the leaves' metrics conflict (correlation of improvements below -0.5)."""
    pairs = [(one, two) for i, one in enumerate(leaves) for two in leaves[i + 1 :] if one != two]
    if not any(strength(weeks, directions, *pair) < -0.5 for pair in pairs):
        fail("the tree leaves out one half of the conflict, so that its goal can be met at its expense")
