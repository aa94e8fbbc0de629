"""What happened to each attack: held against the record, or written down when WORKBOOK_WRITE_ATTACK_TABLE is set."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HERE = FOLDER / "here.json"
STOCK = FOLDER / "stock.json"
VARIABLE = "WORKBOOK_WRITE_ATTACK_TABLE"


EXACT = ("forged files", "submission", "page")
"""Groups whose outcome is the same text each time; in the others a limit may be met before the answer's own end."""
KINDS = {"refused": "refused", "shown": "shown", "failed": "lost", "stopped": "lost", "no points": "lost"}


def note(group: str, name: str, happened: str) -> None:
    """Compare what happened to one attack with the record, which docs/grading.md shows; or keep it, if asked to."""
    known: dict[str, Any] = json.loads(HERE.read_text()) if HERE.exists() else {}
    fresh = {"group": group, "happened": _steady(happened)}
    if os.environ.get(VARIABLE):
        known[name] = fresh
        HERE.write_text(json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
        return
    assert name in known, f"'{name}' is not on record: run these tests with {VARIABLE}=1"
    shown = known[name] if group in EXACT else {"group": group, "happened": kind(known[name]["happened"])}
    fresh = fresh if group in EXACT else {"group": group, "happened": kind(happened)}
    assert fresh == shown, f"the record says otherwise: run these tests with {VARIABLE}=1, and tests.hostile.table"


def kind(happened: str) -> str:
    """Whether an attack lost its points, was refused, or is only shown. Raises AssertionError for anything else."""
    found = [meaning for word, meaning in KINDS.items() if happened.startswith(word)]
    assert found, f"no way in which an attack may end: {happened}"
    return found[0]


def _steady(text: str) -> str:
    """Without what differs from run to run."""
    return re.sub(r"0x[0-9a-f]+|/tmp/\S+", "…", text)[:160]
