"""Every right and wrong answer of the bank, and stubs between them, on stock nbgrader and here: the same points?

    python -m benchmarks.same_points [--keep FOLDER] [--most N] [--lessons UNIT/LESSON …] [UNIT …]

A notebook holds one answer of the bank for each of its lesson's exercises, so a lesson takes as many notebooks as its
largest bank has answers, and one more for the stub: 445 for the course. Stock nbgrader takes 4 to 8 seconds of CPU for
each: ``--keep`` keeps its points, so that a later run asks it only for what is new, and ``--most`` takes a sample.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom.batch import autograde
from workbook.classroom.workers import local_crew
from workbook.course import Course, Lesson

Points = dict[str, float]
"""Points by ``student/tests cell``."""


def compare(lesson: Lesson, folder: Path, keep: Path | None, most: int) -> tuple[int, int, list[str]]:
    """How many notebooks and tests were compared, and where the points differ."""
    course = stock.copy_of(lesson.unit, folder / "course", [lesson])
    rounds = stock.rounds(lesson)
    numbers = sorted({step * rounds // min(most, rounds) for step in range(min(most, rounds))})
    mixtures = {f"mix-{number:02d}": stock.mixture(lesson, number) for number in numbers}
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
    return len(numbers), len(ours), differences


def _points(course: Course, lesson: Lesson) -> Points:
    found = stock.points_of(course, lesson.unit.name)
    return {f"{student}/{cell}": points for (student, _, cell), points in found.items()}


def _stock_points(course: Course, lesson: Lesson, keep: Path | None) -> Points:
    """Stock nbgrader's points, from *keep* for what it graded before."""
    kept = keep / f"{lesson.unit.name}-{lesson.name}.json" if keep else None
    known: dict[str, Points] = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else {}
    files = [path for path in course.source.rglob("*") if path.is_file() and "instructor" not in path.parts]
    total = hashlib.sha256(b"".join(str(path.name).encode() + path.read_bytes() for path in sorted(files)))
    handed_in = {path.name: path for path in course.submitted.iterdir()}
    digests = {}
    for student, folder in handed_in.items():
        text = (folder / lesson.unit.name / f"{lesson.name}.ipynb").read_bytes()
        digests[student] = hashlib.sha256(total.digest() + text).hexdigest()[:20]
        if digests[student] in known:
            shutil.rmtree(folder)
    if any(course.submitted.iterdir()):
        stock.run(course, lesson.unit.name)
        for key, points in _points(Course(course.root.with_name(f"{course.root.name}-stock")), lesson).items():
            student, _, cell = key.partition("/")
            known.setdefault(digests[student], {})[cell] = points
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return {
        f"{student}/{cell}": points for student in handed_in for cell, points in known.get(digests[student], {}).items()
    }


def main() -> None:
    """Compare and print; exit with 1 when points differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="*", metavar="UNIT")
    parser.add_argument("--lessons", nargs="+", default=[], metavar="UNIT/LESSON", help="only these")
    parser.add_argument("--keep", type=Path, help="a folder for stock nbgrader's points")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="at most so many notebooks a lesson")
    options = parser.parse_args()
    total, wrong = 0, 0
    for lesson in Course(ROOT).lessons(options.units):
        name = f"{lesson.unit.name}/{lesson.name}"
        if not stock.answer_cells(lesson) or (options.lessons and name not in options.lessons):
            continue
        with tempfile.TemporaryDirectory(prefix="workbook-same-") as folder:
            notebooks, count, differences = compare(lesson, Path(folder), options.keep, options.most)
        total, wrong = total + count, wrong + len(differences)
        print(
            f"{name}: {notebooks} of {stock.rounds(lesson)} notebooks, {count} tests, {len(differences)} differ",
            flush=True,
        )
        for line in differences:
            print(f"    {line}", flush=True)
    print(f"{total} tests compared, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
