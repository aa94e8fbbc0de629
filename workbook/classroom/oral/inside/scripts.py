"""Variants of a script, and what they print and leave of a tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook import check
from workbook.classroom.oral.inside.limits import Patience
from workbook.classroom.oral.inside.record import unpacked

_SECONDS = 2.5
_MOST = 400


def run(task: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    """What each run gave: ``{"asks": [{"id": …, "name": …, "script": …, "tree": …, "args": …, …}]}``."""
    asks = reversed(task["asks"]) if task["backwards"] else task["asks"]
    patience = Patience(_SECONDS)
    return {ask["id"]: [_outcome(ask, patience)] for ask in asks}


def _outcome(ask: dict[str, Any], patience: Patience) -> dict[str, Any]:
    """One run of a variant, under the answer's own name."""
    if not patience.seconds:
        return {"stopped": True}
    own = Path(ask["name"])
    kept = own.read_bytes() if own.is_file() else None
    try:
        own.write_text(ask["script"], encoding="utf-8")
        done = check.run_script(
            ask["name"],
            unpacked(ask["tree"]),
            ask["args"],
            stdin=ask["stdin"].encode("latin-1"),
            env=ask["env"],
            inside=ask["inside"],
            seconds=patience.seconds,
        )
    except check.Failure:
        patience.stopped()
        return {"stopped": True}
    finally:
        if kept is not None:
            own.write_bytes(kept)
    return {
        "status": done.status,
        "out": _short(done.out),
        "complains": bool(done.err.strip()),
        "err": _short(done.err),
        "gone": sorted(set(done.before) - set(done.after)),
        "new": {path: _entry(done.after[path]) for path in sorted(set(done.after) - set(done.before))},
        "changed": {
            path: _entry(entry)
            for path, entry in sorted(done.after.items())
            if path in done.before and _kernel(entry) != _kernel(done.before[path])
        },
    }


def _kernel(entry: Any) -> tuple[Any, ...]:
    """What of an entry counts as a change: not its age."""
    return tuple(entry[:3]) if entry[0] == "file" else tuple(entry[:2])


def _entry(entry: Any) -> str:
    if entry[0] == "file":
        mode = f", mode {entry[1]:o}" if isinstance(entry[1], int) else ""
        return f"file{mode}: {_short(entry[2].decode('utf-8', 'backslashreplace'))!r}"
    if entry[0] == "folder" and isinstance(entry[1], int):
        return f"folder, mode {entry[1]:o}"
    return f"{entry[0]} {entry[1]}" if entry[0] == "link" else str(entry[0])


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + " …"
