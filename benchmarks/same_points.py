"""Every right and wrong answer of the bank, and stubs between them, on stock nbgrader and here: the same points?

    python -m benchmarks.same_points [--keep FOLDER] [--lessons UNIT/LESSON …] [UNIT …]

A notebook holds one answer of the bank for each of its lesson's exercises, so a lesson takes as many notebooks as its
largest bank has answers, and one more for the stub. Stock nbgrader takes 5 to 10 seconds for each, an hour for the
course: ``--keep`` keeps its points, so that a later run asks it only for what has changed since.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.grading import stock
from workbook.course import Course, Lesson
from workbook.grading.batch import autograde
from workbook.grading.workers import local_crew

Points = dict[str, float]
"""Points by ``student/tests cell``."""


def compare(lesson: Lesson, folder: Path, keep: Path | None) -> tuple[int, list[str]]:
    """How many tests were compared, and where the points differ."""
    course = stock.copy_of(lesson.unit, folder / "course", [lesson])
    mixtures = {f"mix-{number:02d}": stock.mixture(lesson, number) for number in range(stock.rounds(lesson))}
    for student, chosen in mixtures.items():
        stock.hand_in(course, student, lesson, chosen)
    report = autograde(course, [lesson.unit.name], crew=local_crew(1))
    ours, theirs = _points(course, lesson), _stock_points(course, lesson, keep)
    differences = [str(problem) for problem in report.problems]
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            chosen = mixtures[key.partition("/")[0]]
            answers = ", ".join(f"{cell}: {entry.path.name if entry else 'stub'}" for cell, entry in chosen.items())
            differences.append(f"{key}: here {ours.get(key)}, stock {theirs.get(key)}\n        {answers}")
    return len(ours), differences


def _points(course: Course, lesson: Lesson) -> Points:
    found = stock.points_of(course, lesson.unit.name)
    return {f"{student}/{cell}": points for (student, _, cell), points in found.items()}


def _stock_points(course: Course, lesson: Lesson, keep: Path | None) -> Points:
    """Stock nbgrader's points, from *keep* if it graded the same files before."""
    total = hashlib.sha256()
    for place in (course.source, course.submitted):
        for path in sorted(path for path in place.rglob("*") if path.is_file() and "instructor" not in path.parts):
            total.update(str(path.relative_to(course.root)).encode() + path.read_bytes())
    kept = keep / f"{lesson.unit.name}-{lesson.name}-{total.hexdigest()[:16]}.json" if keep else None
    if kept and kept.exists():
        known: Points = json.loads(kept.read_text(encoding="utf-8"))
        return known
    stock.run(course, lesson.unit.name)
    points = _points(Course(course.root.with_name(f"{course.root.name}-stock")), lesson)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(points, indent=1), encoding="utf-8")
    return points


def main() -> None:
    """Compare and print; exit with 1 when points differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="*", metavar="UNIT")
    parser.add_argument("--lessons", nargs="+", default=[], metavar="UNIT/LESSON", help="only these")
    parser.add_argument("--keep", type=Path, help="a folder for stock nbgrader's points")
    options = parser.parse_args()
    total, wrong = 0, 0
    for lesson in Course(ROOT).lessons(options.units):
        name = f"{lesson.unit.name}/{lesson.name}"
        if not stock.answer_cells(lesson) or (options.lessons and name not in options.lessons):
            continue
        with tempfile.TemporaryDirectory(prefix="workbook-same-") as folder:
            count, differences = compare(lesson, Path(folder), options.keep)
        total, wrong = total + count, wrong + len(differences)
        print(f"{name}: {stock.rounds(lesson)} notebooks, {count} tests, {len(differences)} differ", flush=True)
        for line in differences:
            print(f"    {line}", flush=True)
    print(f"{total} tests compared, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
