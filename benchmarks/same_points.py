"""Every right and wrong answer of the bank, and stubs between them, on stock nbgrader and here: the same points?

    python -m benchmarks.same_points [UNIT …]

Several answers share a notebook, so that a lesson takes as many notebooks as its largest bank has answers.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.grading import stock
from workbook.course import Course, Lesson
from workbook.grading.batch import autograde
from workbook.grading.workers import local_crew


def compare(lesson: Lesson, folder: Path) -> tuple[int, list[str]]:
    """How many tests were compared, and where the points differ."""
    course = stock.copy_of(lesson.unit, folder / "course", [lesson])
    mixtures = {f"mix-{number:02d}": stock.mixture(lesson, number) for number in range(stock.rounds(lesson))}
    for student, chosen in mixtures.items():
        stock.hand_in(course, student, lesson, chosen)
    report = autograde(course, [lesson.unit.name], crew=local_crew(2))
    ours, theirs = stock.points_of(course, lesson.unit.name), stock.run(course, lesson.unit.name).points
    differences = [str(problem) for problem in report.problems]
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            answers = [entry.name if entry else "stub" for entry in mixtures[key[0]].values()]
            differences.append(f"{'/'.join(key)}: here {ours.get(key)}, stock {theirs.get(key)}; {', '.join(answers)}")
    return len(ours), differences


def main() -> None:
    """Compare and print; exit with 1 when points differ."""
    course = Course(ROOT)
    total, wrong = 0, 0
    for lesson in course.lessons(sys.argv[1:]):
        if not stock.answer_cells(lesson):
            continue
        with tempfile.TemporaryDirectory(prefix="workbook-same-") as name:
            count, differences = compare(lesson, Path(name))
        total, wrong = total + count, wrong + len(differences)
        print(f"{lesson.unit.name}/{lesson.name}: {count} tests, {len(differences)} differ", flush=True)
        for line in differences:
            print(f"    {line}", flush=True)
    print(f"{total} tests compared, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
