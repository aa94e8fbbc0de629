"""What the box has told, held to the forms that it has: it comes out of a process that a student's code runs in."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from workbook.classroom.oral.model import Outcome

_MOST = 4000  # letters of a text
_Fits = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MOST


def _number(value: Any) -> bool:
    return type(value) is int and abs(value) < 10**6


def _list(fits: _Fits) -> _Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _dict(fits: _Fits) -> _Fits:
    return lambda value: isinstance(value, dict) and all(_text(key) and fits(inner) for key, inner in value.items())


_OUTCOME: dict[str, _Fits] = {
    "stopped": lambda value: value is True,
    "value": _text, "shape": _text, "error": _text, "said": _text, "out": _text, "err": _text,
    "printed": lambda value: value is None or _text(value),
    "line": _number, "status": _number, "complains": lambda value: type(value) is bool,
    "lines": _dict(_number), "locals": _dict(_dict(_dict(_text))),
    "columns": _list(_text), "rows": _list(_list(_text)),
    "gone": _list(_text), "new": _dict(_text), "changed": _dict(_text),
}  # fmt: skip
_RUN: dict[str, _Fits] = {
    "name": _text, "kind": _text, "stdin": _text, "inside": _text, "args": _list(_text), "env": _dict(_text),
    "tree": _dict(lambda entry: _entry(entry)),
}  # fmt: skip


def _entry(entry: Any) -> bool:
    """Whether an entry of a tree is a file, a folder, a link or a socket, as record.py packs them."""
    if not isinstance(entry, list) or not 2 <= len(entry) <= 4:
        return False
    kind, what, *more = entry
    if kind == "link":
        return _text(what) and all(isinstance(age, int | float) for age in more)
    if kind == "file":
        return (
            (what is None or _number(what)) and len(more) == 2 and _bytes(more[0]) and isinstance(more[1], int | float)
        )
    return (
        kind in ("folder", "special")
        and (what is None or _number(what))
        and all(isinstance(age, int | float) for age in more)
    )


def _bytes(text: Any) -> bool:
    try:
        return isinstance(text, str) and base64.b64decode(text, validate=True) is not None
    except ValueError:
        return False


def outcome(told: Any) -> Outcome:
    """One outcome; an empty one if anything in it has another form, or a table's rows another length."""
    if not isinstance(told, dict) or any(
        name not in _OUTCOME or not _OUTCOME[name](value) for name, value in told.items()
    ):
        return {}
    if "rows" in told and any(len(row) != len(told.get("columns", ())) for row in told["rows"]):
        return {}
    if "status" in told and not {"out", "err", "gone", "new", "changed"} <= told.keys():
        return {}
    return {} if "stopped" in told else told


def outcomes(told: Any) -> dict[str, list[Outcome]]:
    """The outcomes of a task's asks."""
    found = told if isinstance(told, dict) else {}
    return {name: [outcome(one) for one in several] for name, several in found.items() if isinstance(several, list)}


def recorded(told: Any) -> dict[str, Any]:
    """What the visible tests called: calls by function, runs of scripts, queries."""
    found = told if isinstance(told, dict) else {}
    calls, scripts, queries = (found.get(name) for name in ("calls", "scripts", "queries"))
    return {
        "calls": calls if _dict(_list(_text))(calls) else {},
        "scripts": [run for run in scripts if _is_run(run)] if isinstance(scripts, list) else [],
        "queries": [query for query in queries if _is_query(query)] if isinstance(queries, list) else [],
    }


def _is_run(run: Any) -> bool:
    return isinstance(run, dict) and run.keys() == _RUN.keys() and all(fits(run[name]) for name, fits in _RUN.items())


def _is_query(query: Any) -> bool:
    return (
        isinstance(query, dict)
        and query.keys() == {"text", "on", "folder"}
        and _text(query["text"])
        and _dict(_text)(query["on"])
        and _text(query["folder"])
    )
