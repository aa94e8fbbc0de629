"""Whether a batcher (lesson 4) asked the model and answered its callers as expected. What is expected comes with the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import serve_batches
from workbook.check.failure import Failure

Note = dict[str, Any]
EXACT = 0.01
"""Milliseconds by which two times may differ: the loop's clock is exact up to rounding."""


def _told(calls: Sequence[Note]) -> str:
    return "; ".join(f"at {one['at']:g} ms {one['rows']}" for one in calls) or "none"


def _rows(plan: Note) -> str:
    parts = []
    for row in plan["rows"]:
        gone = f" (leaves at {row['leaves']:g})" if "leaves" in row else ""
        parts.append(f"{row['row']} at {row['at']:g}{gone}")
    return f"most={plan['most']}, wait={plan['wait']:g} ms; rows {', '.join(parts)}"


def same(make_batcher: Callable[..., Any], cases: Sequence[tuple[str, Note, list[list[Note]], list[Note]]]) -> None:
    """Fail unless each of *cases* (what it is, plan, calls of each model, callers) comes out as expected."""
    every = serve_batches.watch(make_batcher, [plan for _, plan, _, _ in cases])
    for (told, plan, calls, callers), seen in zip(cases, every, strict=True):
        what = f"{told}: {_rows(plan)}"
        if seen["error"]:
            raise Failure(what, "answers", seen["error"])
        _callers(what, callers, seen["callers"])
        for asked, got in zip(calls, seen["calls"], strict=True):
            _calls(what, asked, got)
        for wanted, came in zip(callers, seen["callers"], strict=True):
            if came["at"] is None or abs(wanted["at"] - came["at"]) > EXACT:
                raise Failure(
                    f"{what}; when {wanted['row']} had its answer", f"at {wanted['at']:g} ms", f"at {came['at']} ms"
                )


def _callers(what: str, callers: Sequence[Note], seen: Sequence[Note]) -> None:
    for wanted, came in zip(callers, seen, strict=True):
        if came["outcome"] == "NotImplementedError":
            raise Failure(what, "an answer", "ask isn't written yet")
        if (wanted["outcome"], wanted["result"]) == (came["outcome"], came["result"]):
            continue
        if wanted["outcome"] == came["outcome"] == "RuntimeError":
            continue  # its text is the answer's own
        expected = f"{wanted['outcome']}: {wanted['result']}" if wanted["result"] is not None else wanted["outcome"]
        got = f"{came['outcome']}: {came['result']}" if came["result"] is not None else came["outcome"]
        raise Failure(f"{what}; what the caller with {wanted['row']} got", expected, got)


def _calls(what: str, wanted: Sequence[Note], came: Sequence[Note]) -> None:
    if len(wanted) != len(came) or any(
        one["rows"] != other["rows"] or abs(one["at"] - other["at"]) > EXACT
        for one, other in zip(wanted, came, strict=True)
    ):
        raise Failure(f"{what}; the calls of predict_many", _told(wanted), _told(came))
    kinds = {one["kind"] for one in came} - {"list"}
    if kinds:
        raise Failure(f"{what}; what predict_many got", "a list of rows", f"a {kinds.pop()}")
