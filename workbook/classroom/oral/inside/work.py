"""A task for the box as JSON, and its reply as one printed line of JSON.

The code of the answer runs in the same process and may print whatever it likes: a reply is read like a student's text.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from typing import Any

from workbook.classroom.oral.inside import python, queries, record, scripts

_MARK = "workbook-oral "
_DOES = {"record": record.record, "python": python.run, "sql": queries.run, "shell": scripts.run}


def cell(task: dict[str, Any]) -> str:
    """The text of a cell that does *task* and prints the reply."""
    return f"__import__({__name__!r}, fromlist=['do']).do({json.dumps(task)!r}, globals())"


def do(task: str, names: dict[str, Any]) -> None:
    """Do a task among the answer's *names*, and print the reply."""
    asked = json.loads(task)
    reseed(asked["chance"])
    print(f"\n{_MARK}{json.dumps(_DOES[asked['do']](asked, names))}")


def reseed(chance: int) -> None:
    """Begin all the usual sources of chance anew, so that what hangs on chance differs from one run to the other."""
    random.seed(chance)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(chance)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(chance)


def reply(printed: str) -> dict[str, Any]:
    """The last reply in what a cell has printed; an empty one if there is none that can be read."""
    lines: Sequence[str] = [line for line in printed.splitlines() if line.startswith(_MARK)]
    try:
        found = json.loads(lines[-1].removeprefix(_MARK)) if lines else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
