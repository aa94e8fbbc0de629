"""Write docs/tests-of-tests.md's table: how large each unit's proof is, and what its mutants came to.

    python tools/tests_of_tests.py [--mutants] [--jobs 2] [--check]

Without --mutants the columns on mutants keep what they say. --check writes nothing, and fails if the rest is out of date.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from pathlib import Path

from workbook.bank import mutants as mutation
from workbook.bank.clauses import exercises, tables
from workbook.course import Course, Unit
from workbook.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tests-of-tests.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->"
HEAD = ["unit", "answers", "clauses", "right", "wrong", "mutants", "killed", "equivalent", "alive"]
FIRST_OF_MUTANTS = HEAD.index("mutants")


def sizes(unit: Unit) -> list[int]:
    """Answer cells, clauses, right and wrong answers."""
    cells = [name for lesson in unit.lessons for exercise in exercises(lesson) for name in exercise.answers]
    clauses = sum(len(table.clauses) for lesson in unit.lessons for table in tables(lesson).values())
    right = sum(answer.right for answer in unit.answers())
    return [len(cells), clauses, right, len(unit.answers()) - right]


def fates(unit: Unit, jobs: int) -> list[int]:
    """Mutants: made, killed (stopped ones too), equivalent, alive."""
    found = Counter(one.fate for one in mutation.tried(unit, mutation.trials(unit), jobs=jobs))
    killed = found["killed"] + found["stopped"]
    return [found.total(), killed, found["equivalent"], found.total() - killed - found["equivalent"]]


def kept(text: str) -> dict[str, list[str]]:
    """What the page says of each unit's mutants now."""
    rows = [
        [cell.strip() for cell in row.strip("|\n").split("|")] for row in re.findall(r"^\| \d.*\|$", text, re.MULTILINE)
    ]
    return {row[0]: row[FIRST_OF_MUTANTS:] for row in rows if len(row) == len(HEAD)}


def table(rows: list[list[str]]) -> str:
    """The rows as Markdown."""
    lines = [HEAD, ["---", *["---:"] * (len(HEAD) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write the page, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    before, rows = kept(text), []
    for unit in Course(ROOT).units:
        of_mutants = (
            [str(count) for count in fates(unit, options.jobs)]
            if options.mutants
            else before.get(unit.name, ["", "", "", ""])
        )
        rows.append([unit.name, *map(str, sizes(unit)), *of_mutants])
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    made = text[:start] + table(rows) + text[end:]
    if options.check:
        sys.exit("docs/tests-of-tests.md is out of date: python tools/tests_of_tests.py" if made != text else 0)
    write_atomically(PAGE, made.encode())


if __name__ == "__main__":
    main()
