"""What the panel asks of the class service: what is due and handed in, and to hand in. With the hub's token of this server.

Without a hub there is none, and the panel shows at most a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.service.client import Client, submit, unreadable

LABEL = "the class"
_MOMENTS = ("open", "due", "closes")


def reached() -> dict[str, Any] | None:
    """The way to the service that the hub told this server of; None where there is no hub."""
    try:
        address = Client().address
    except WorkbookError:
        return None
    return {"label": LABEL, "url": address, "here": True}


def standing() -> list[dict[str, Any]]:
    """What the service says of each unit. Raises WorkbookError with the service's own words."""
    client = Client()
    with _as_the_service_says():
        return [_unit(client.address, unit) for unit in client.ask("course")["units"]]


def hand_in(course: Course, unit: str) -> dict[str, Any]:
    """Hand in the student's own copies of *unit*; the receipt, where it is kept, and how the unit stands now."""
    client = Client()
    receipt, kept = submit(course, unit, client)
    with _as_the_service_says():
        now = _unit(client.address, client.ask(f"units/{receipt['unit']}"))
    return {"number": receipt["number"], "received": receipt["received"], "kept": kept, "unit": now}


@contextmanager
def _as_the_service_says() -> Iterator[None]:
    """Raise WorkbookError where an answer has not the form that the service's have."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError, StopIteration):
        raise unreadable() from None


def _unit(address: str, found: dict[str, Any]) -> dict[str, Any]:
    """A unit's standing in few words: what the panel shows, and no more."""
    history = found["history"]
    last = history[-1] if history else None
    counts = next((one for one in history if one["counts"]), None)
    return {
        "unit": found["unit"],
        **{name: found[name] for name in _MOMENTS},
        "refusal": found["refusal"],
        "points": found["points"],
        "max_points": found["max_points"],
        "waiting_essays": found["waiting_essays"],
        "tries": int(last["attempt"]) if last else 0,
        "waits": bool(last and last["state"] == "waiting"),
        "problem": last["problem"] if last and last["state"] == "failed" else "",
        "last": last and last["received"],
        "late": bool(last and last["late_seconds"]),
        "feedback": [
            {"lesson": lesson, "url": f"{address}feedback/{found['unit']}/{lesson}"}
            for lesson in (counts["feedback"] if counts else [])
        ],
        "page": f"{address}units/{found['unit']}",
    }
