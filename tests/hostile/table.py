"""Write the table of attacks in docs/grading.md from here.json and stock.json: ``python -m tests.hostile.table``.

here.json comes from a run of this folder's tests with WORKBOOK_WRITE_ATTACK_TABLE=1, stock.json from stock_column.py.
"""

from __future__ import annotations

import json

from tests.conftest import ROOT
from tests.hostile.record import HERE, STOCK

PAGE = ROOT / "docs" / "grading.md"
BEGIN, END = "<!-- attacks: begin -->\n", "<!-- attacks: end -->"
GROUPS = {
    "objects": "Objects that lie about themselves",
    "kernel": "A changed kernel",
    "process": "The process",
    "spying": "Reading what is hidden",
    "reaching out": "Reaching out of the box",
    "exhaustion": "Using everything up",
    "boundary": "Forged messages between the processes",
    "forged files": "The file itself",
    "submission": "What lies in the submission's folder",
    "page": "Whoever reads the submission",
}


def table() -> str:
    """The table as markdown."""
    here, stock = (json.loads(path.read_text(encoding="utf-8")) for path in (HERE, STOCK))
    lines = ["| Attack | Stock nbgrader | Here |", "|---|---|---|"]
    for group, title in GROUPS.items():
        lines.append(f"| **{title}** | | |")
        for name in sorted(name for name, entry in here.items() if entry["group"] == group):
            lines.append(f"| {name} | {stock.get(name, 'not run')} | {_short(here[name]['happened'])} |")
    return "\n".join(lines) + "\n"


def _short(text: str) -> str:
    text = text.removeprefix("stopped: ").replace("|", "/").replace("<", "&lt;")
    return text if len(text) <= 110 else text[:107] + "..."


def page(text: str) -> str:
    """*text* of the page with the table that the records give."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
