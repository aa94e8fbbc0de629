"""The problem: today's value, briefs, labels, the pair of metrics that conflicts."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

import problem_forms
from hidden.businesses.briefs import RULES, STOPS, Sheet
from hidden.businesses.shop import Log, strengths
from workbook.check.drawn import worked_out_once
from workbook.check.failure import Failure, show

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
    rows = months.sort_values("month").tail(10)
    told = "; ".join(
        f"{row.month:%Y-%m}: {row.lost} of {row.active}, known on {row.known_on:%m-%d}" for row in rows.itertuples()
    )
    what = f"churn_now on {kind}, today {today:%Y-%m-%d}, with the newest months {told}"
    if expected is None:
        if value is not None:
            raise Failure(what, "None: no window has closed yet", show(value))
        return
    problem_forms.share_lost(value, expected[0], what)


def brief(answers: dict[str, Any], name: str, accepted: Collection[tuple[str, str]]) -> None:
    """Fail unless the verdict on brief *name* is one of the accepted pairs."""
    verdict, criterion = answers[name]
    if (verdict, criterion) in set(accepted):
        return
    look = "ask the five questions of the text of this brief, in their order, and stop at the first that decides"
    if verdict in {word for word, _ in accepted}:
        raise Failure(
            f"the criterion for {name}: the verdict {verdict!r} holds",
            f"the criterion that makes it {verdict!r}",
            f"{criterion!r}",
            look,
        )
    raise Failure(
        f"the verdict on {name}", "the one that follows from its numbers", f"{verdict!r}, which doesn't", look
    )


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
    pairs = accepted(sheet)
    told = "; ".join(_facts(sheet)[criterion] for criterion in (*STOPS, *RULES))
    held = [_facts(sheet)[criterion] for verdict, criterion in sorted(pairs) if verdict != "ml"]
    why = "; ".join(held) or "none of the six rows of the table holds"
    problem_forms.decided(answer(dict(sheet)), pairs, f"{kind}, {told}", why)


def _facts(sheet: Sheet) -> dict[str, str]:
    """criterion -> what the sheet says of it, in the words of the exercise's table."""
    years, right, needed = sheet["years"], sheet["rule_right"], sheet["needed"]
    brings, costs = years * sheet["gain"], sheet["building"] + years * sheet["running"]
    return {
        "ethics": f"wrongs_people {sheet['wrongs_people']}",
        "fatal error": f"fatal {sheet['fatal']}, checked {sheet['checked']}",
        "no data": f"rows {sheet['rows']}, rows_needed {sheet['rows_needed']}",
        "cost": f"years x gain {years} x {sheet['gain']} = {brings}, building + years x running {sheet['building']} + {years} x {sheet['running']} = {costs}",
        "simple rule": f"rule_right {right}, needed {needed}",
        "must explain": f"reasons_due {sheet['reasons_due']}, table_right {sheet['table_right']}, model_right {sheet['model_right']}",
    }


@worked_out_once
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
    case: Log,
    kind: str = "a log",
    columns: Collection[str] = ("who", *problem_forms.LABELS),
) -> None:
    """Fail unless ``answer(events, as_of, days, until)`` is the table of features and labels, right in *columns*."""
    frame = answer(case.events.copy(), case.as_of, case.days, case.observed_until)
    end = case.as_of + case.days * DAY
    told = f"{kind} (as_of {case.as_of:%Y-%m-%d %H:%M}, {case.days} days, to {end:%Y-%m-%d %H:%M}; seen until {case.observed_until:%Y-%m-%d %H:%M})"
    expected = expected_labels(case.events, case.as_of, case.days, case.observed_until)
    problem_forms.labels(frame, expected, told, columns, case.events)


def strength(weeks: pd.DataFrame, directions: dict[str, str], one: str, two: str) -> float:
    """Correlation of the week-to-week improvements of two metrics (negative: they conflict)."""
    signs = [1.0 if directions[name] == "up" else -1.0 for name in (one, two)]
    first, second = weeks[one].diff() * signs[0], weeks[two].diff() * signs[1]
    return float(first.corr(second))


@worked_out_once
def expected_strengths(weeks: pd.DataFrame, directions: dict[str, str]) -> dict[frozenset[str], float]:
    """How strongly each pair of metrics conflicts; worked out once here, and not for each table that a draw throws away."""
    return strengths(weeks, directions)


def conflict(answer: Callable[..., Any], weeks: pd.DataFrame, directions: dict[str, str], kind: str = "a year") -> None:
    """Fail unless ``answer(weeks, directions)`` is the pair whose weekly improvements conflict most."""
    found = expected_strengths(weeks, directions)
    value = answer(weeks.copy(), dict(directions))
    problem_forms.conflict(value, min(found.values()), found, directions, kind)
