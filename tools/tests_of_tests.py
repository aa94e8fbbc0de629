"""Write docs/tests-of-tests.md's table: how large each unit's proof is, and what its mutants came to.

    python tools/tests_of_tests.py [--unit NAME] [--mutants] [--seeds 20] [--jobs 2] [--check]

Without --mutants and --seeds their columns keep what they say; with --unit those of the other units do. --seeds N grades the
whole bank on seeds 0 to N - 1, and the column is written if every verdict is as it must be. --check writes nothing, and fails
if the rest is out of date.
"""

from __future__ import annotations

import argparse
import functools
import multiprocessing
import os
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from workbook.bank import mutants as mutation
from workbook.bank.clauses import exercises, tables
from workbook.bank.proof import Prover, cases
from workbook.bank.verdicts import Verdicts
from workbook.course import Course, Unit
from workbook.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tests-of-tests.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->"
HEAD = ["unit", "answers", "clauses", "right", "wrong", "mutants", "killed", "equivalent", "alive", "seeds"]
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


def agreed(unit: Unit, seeds: int, jobs: int) -> bool:
    """Whether every case of the bank is graded as it must be on so many seeds; those that aren't are printed."""
    work = [(unit.course.root, unit.name, lesson.name, seed) for seed in range(seeds) for lesson in unit.lessons]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        problems = [problem for found in pool.map(_problems, work) for problem in found]
    print(*problems, sep="\n", end="\n" if problems else "", flush=True)
    return not problems


def _problems(work: tuple[Path, str, str, int]) -> list[str]:
    root, unit_name, lesson, seed = work
    prover = _prover(root, unit_name)
    verdicts = [prover.prove(case, seed) for case in cases(prover.unit, lesson)]
    return [f"seed {seed}, {verdict.name}: {verdict.problem}" for verdict in verdicts if not verdict.ok]


@functools.cache
def _prover(root: Path, unit_name: str) -> Prover:
    unit = Course(root).unit(unit_name)
    return Prover(unit, Verdicts(unit))


def kept(text: str) -> dict[str, list[str]]:
    """What the page says of each unit's mutants now."""
    rows = [
        [cell.strip() for cell in row.strip("|\n").split("|")] for row in re.findall(r"^\| \d.*\|$", text, re.MULTILINE)
    ]
    return {row[0]: row[FIRST_OF_MUTANTS:] for row in rows if len(row) == len(HEAD)}  # of mutants, then of seeds


def table(rows: list[list[str]]) -> str:
    """The rows as Markdown."""
    lines = [HEAD, ["---", *["---:"] * (len(HEAD) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write the page, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unit", action="append", help="try this unit's mutants or seeds (repeatable; else all)")
    parser.add_argument("--mutants", action="store_true", help="try every mutant of every key")
    parser.add_argument("--seeds", type=int, default=0, help="grade the whole bank on so many seeds")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    before, rows = kept(text), []
    for unit in Course(ROOT).units:
        *of_mutants, of_seeds = before.get(unit.name, [""] * 5)
        if not options.unit or unit.name in options.unit:
            if options.mutants:
                of_mutants = [str(count) for count in fates(unit, options.jobs)]
            if options.seeds:
                of_seeds = str(options.seeds) if agreed(unit, options.seeds, options.jobs) else ""
        rows.append([unit.name, *map(str, sizes(unit)), *of_mutants, of_seeds])
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    made = text[:start] + table(rows) + text[end:]
    if options.check:
        sys.exit("docs/tests-of-tests.md is out of date: python tools/tests_of_tests.py" if made != text else 0)
    write_atomically(PAGE, made.encode())


if __name__ == "__main__":
    main()
