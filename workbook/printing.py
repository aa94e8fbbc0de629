"""What the commands print: plain text out of results, so that a pipe and a terminal get the same."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from workbook.errors import UnknownUnit
from workbook.grading.door import clean_lines
from workbook.hooks import Claimed, texts

if TYPE_CHECKING:
    from workbook.classroom.batch import BatchReport, Progress
    from workbook.classroom.collect.taking import Collected
    from workbook.classroom.demo import Demo
    from workbook.classroom.report import Report
    from workbook.course import Unit
    from workbook.grading.local import Checked
    from workbook.standing import LessonStanding


class PlainConsole(Console):
    """Prints texts in which others' words may stand, names of files say: nothing in them is obeyed by a terminal."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print *objects*, texts of which are cleaned."""
        super().print(*(clean_lines(one) if isinstance(one, str) else one for one in objects), **options)


VISIBLE = "the visible tests; the hidden ones are with your instructor"
_MARKS = {"passed": "✓", "partial": "~", "failed": "✗", "stopped": "✗", "broken": "!", "skipped": "-"}


@contextmanager
def progress(console: Console, what: str) -> Iterator[Progress]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not console.is_terminal:
        yield lambda done, total, name: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    last = TextColumn("{task.fields[name]}", markup=False)
    with Progress(*columns, last, console=console, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task(what, total=None, name="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=name)


def points(value: float) -> str:
    """``3`` for 3.0, ``2.5`` for 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Columns of equal width; those in *numbers* are aligned to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if column in numbers else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def checked(lesson: Checked) -> str:
    """One lesson's exercises with points and messages; those that were not begun share one line."""
    name = f"{lesson.unit}/{lesson.lesson}"
    if lesson.result is None:
        return f"{name}: {lesson.problem}"
    lines, left = [], []
    for exercise in lesson.exercises:
        test = exercise.test
        if not exercise.begun and test.outcome != "passed":
            left.append(exercise.title)
            continue
        lines.append(f"{_MARKS[test.outcome]} {points(test.points)} of {points(test.max_points)}  {exercise.title}")
        lines += [f"      {line}" for line in test.message.splitlines()]
    lines += [f"○ not begun: {', '.join(dict.fromkeys(left))}"] if left else []
    lines += [f"  note: {note}" for note in lesson.result.restored]
    lines += [] if lesson.hidden else [f"  {VISIBLE}"]
    total = f"{points(lesson.result.points)} of {points(lesson.result.max_points)} points"
    return "\n".join([f"{name}: {total} ({lesson.result.seconds:.1f} s)", *lines])


_COLOURS = {"✓": "green", "✗": "red", "~": "yellow", "!": "magenta", "○": "dim"}


def coloured(text: str) -> Text:
    """*text* with its marked lines in colour, for a terminal; elsewhere rich writes it as it is."""
    made = Text()
    for line in clean_lines(text).splitlines():
        made.append(f"{line}\n", style=_COLOURS.get(line[:1], ""))
    made.rstrip()
    return made


def total(lessons: Sequence[Checked]) -> str:
    """All points of what was checked, and what is next."""
    results = [lesson.result for lesson in lessons if lesson.result]
    earned, most = sum(one.points for one in results), sum(one.max_points for one in results)
    lines = [f"In all: {points(earned)} of {points(most)} points."] if len(lessons) > 1 else []
    for lesson in lessons:
        for exercise in lesson.exercises:
            if exercise.test.points < exercise.test.max_points:
                return "\n".join([*lines, f"Next: {exercise.title}, in {lesson.unit}/{lesson.lesson}"])
    return "\n".join(lines)


def standing(lessons: Sequence[LessonStanding]) -> str:
    """A student's points, a line a lesson that was begun, the others by number."""
    rows = []
    for lesson in lessons:
        if lesson.begun or lesson.problem:
            earned = ("--", "--") if lesson.problem else _of(lesson.points, lesson.max_points)
            rows.append((f"{lesson.unit}/{lesson.lesson}", *earned, lesson.problem))
    sums = sum(lesson.points for lesson in lessons), sum(lesson.max_points for lesson in lessons)
    rows.append(("all lessons", *_of(*sums), ""))
    lines = [table(("lesson", "points", "of", ""), rows, (1, 2))]
    asked = [lesson for lesson in lessons if lesson.max_points or lesson.problem]  # others are there to be read
    left = sum(not lesson.begun for lesson in asked)
    lines += [f"{left} of {len(asked)} lessons not begun"] if left else []
    lines += [] if all(lesson.hidden for lesson in lessons) else [VISIBLE]
    return "\n".join(lines)


def batch(report: BatchReport) -> str:
    """Points of each graded notebook, what was odd, and a summary line."""
    rows = [
        (line.student, f"{line.unit}/{line.lesson}", points(line.points), points(line.max_points))
        for line in sorted(report.lines, key=lambda line: (line.unit, line.student, line.lesson))
    ]
    text = [table(("student", "lesson", "points", "of"), rows, (2, 3))] if rows else []
    text += [f"graded again, {reason}: {count}" for reason, count in sorted(report.again.items())]
    text += [f"note: {note}" for note in report.notes]
    text += [
        f"note: {line.student}/{line.unit}/{line.lesson}: {note}" for line in report.lines for note in line.restored
    ]
    if report.waiting:
        text.append(f"{report.waiting} essays wait to be graded by hand; until then they count 0 points")
    summary = f"graded {len(report.lines)} notebooks, {report.unchanged} unchanged, {len(report.problems)} problems"
    return "\n".join([*text, summary])


def collected(done: Collected) -> str:
    """What became of a download, and what was odd about it."""
    total = f"took in {len(done.placed)} submissions of a {done.kind} download, {len(done.unchanged)} unchanged"
    return "\n".join([f"{total}, {len(done.refused)} refused", *(f"note: {line}" for line in done.notes)])


def problems(report: BatchReport) -> list[str]:
    """What could not be graded and why, and which tests are themselves at fault, one line each."""
    lines = [f"not graded: {' '.join(str(problem).split())}" for problem in report.problems]
    for (notebook, test), told in report.broken.items():
        student, message = min(told.items())
        more = f" and {len(told) - 1} more" if len(told) > 1 else ""
        lines.append(f"broken: {notebook}, {test}, for {student}{more}: {' '.join(message.split())}")
    if report.broken:
        lines.append("Where a test is broken, points may be missing. The next run grades these notebooks again.")
    if any(problem.detail for problem in report.problems):
        lines.append("Faults of the grader are written down in .workbook/autograde.log; please report them.")
    return lines


def demo(made: Demo) -> str:
    """The table of points of a demonstration."""
    rows = [(row.student, row.kind, row.lesson, *_of(row.points, row.max_points)) for row in made.rows]
    listing = table(("student", "kind", "lesson", "points", "of"), rows, (3, 4))
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in made.steps.items())
    done = f"gave marks to {made.essays} essays, wrote {made.pages} feedback pages, report.html and grades.csv"
    return "\n".join([listing, *problems(made.batch), done, steps])


def _of(earned: float | None, most: float) -> tuple[str, str]:
    return ("-", "-") if earned is None else (points(earned), points(most))


_NUMBER = re.compile(r"[-\d:.]+")


def _claims(claims: Sequence[Claimed]) -> Iterator[str]:
    """A table for each set of columns that claims have."""
    told: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in claims:
        columns = texts(one.claim, "columns")
        if columns:
            told.setdefault(tuple(columns), []).append((one.student, one.lesson, *columns.values()))
    for heads, rows in told.items():
        numbers = [n + 2 for n in range(len(heads)) if all(_NUMBER.fullmatch(row[n + 2]) for row in rows)]
        yield table(("student", "lesson", *heads), rows, tuple(numbers))


def report(made: Report) -> str:
    """Standings, item analysis and misconceptions of a class."""
    standings = [
        (row.student, row.unit, points(row.points), points(row.max_points), points(row.late_penalty), str(row.waiting))
        for row in made.standings
    ]
    items = [
        (
            f"{item.unit}/{item.lesson}", item.cell, points(item.max_points), f"{item.difficulty:.2f}",
            "-" if item.discrimination is None else f"{item.discrimination:+.2f}",
            str(item.full), str(item.none), str(item.waiting),
            ", ".join(f"{name} ({count})" for name, count in item.misconceptions),
        )
        for item in made.items
    ]  # fmt: skip
    timed = list(_claims(made.claims))
    head = ("lesson", "cell", "points", "mean", "separates", "full", "none", "waiting", "misconceptions")
    return "\n\n".join(
        [
            table(("student", "unit", "points", "of", "late", "to grade"), standings, (2, 3, 4, 5)),
            *timed,
            table(head, items, (2, 3, 4, 5, 6, 7)),
            f"mean of the class: {made.mean:.0%} of the points, including answers that nobody has read yet",
        ]
    )


def bank(unit: Unit, console: Console, lesson: str, answer: str, seed: int, fresh: bool, verbose: bool) -> int:
    """Grade the answer bank of *unit*, and print each verdict; how many are not as they should be."""
    from workbook.bank.proof import Prover, cases
    from workbook.bank.verdicts import Verdicts

    prover, found = Prover(unit, Verdicts(unit, fresh)), list(cases(unit, lesson, answer))
    if answer and not found:
        raise UnknownUnit(answer, {entry.grade_id for entry in unit.answers()}, kind=f"answer of {unit.name}")
    wrong = count = kept = 0
    for case in found:
        verdict = prover.prove(case, seed)
        count, wrong, kept = count + 1, wrong + (not verdict.ok), kept + verdict.kept
        took = "   kept" if verdict.kept else f"{verdict.seconds:5.2f} s"
        console.print(f"{'ok  ' if verdict.ok else 'WRONG'} {took}  {verdict.name}", markup=False)
        if verdict.problem or (verbose and verdict.told):
            console.print(textwrap.indent(verdict.problem or verdict.told, " " * 6), markup=False)
    again = f"; {kept} have not changed and were not graded again (--fresh does)" if kept else ""
    console.print(f"{count - wrong} of {count} as they should be{again}")
    return wrong


def clauses(unit: Unit, console: Console | None, errors: Console, lesson: str = "") -> list[str]:
    """Print each requirement, and the wrong answers that break it, if there is a *console*; and what the tables lack."""
    from workbook.bank.clauses import mistakes, tables

    if console is not None:
        for one in [unit.lesson(lesson)] if lesson else unit.lessons:
            for grade_id, found in tables(one).items():
                console.print(f"{one.name} {grade_id}", markup=False)
                for clause in found.clauses:
                    console.print(f"  {clause.quotations[0]}", markup=False)
                    console.print(f"      {', '.join(clause.broken_by)}", markup=False)
    lacking = mistakes(unit, lesson)
    for text in lacking:
        errors.print(text, markup=False)
    return lacking


def mutants(unit: Unit, console: Console, lesson: str, answer: str, seed: int, fresh: bool, jobs: int) -> int:
    """Try every mutant of the unit's keys, and print what lived; the exit code."""
    from workbook.bank import mutants as mutation

    counts: dict[str, Counter[str]] = {}
    found = []
    for one in mutation.tried(unit, mutation.trials(unit, lesson, answer), seed, fresh, jobs):
        found.append(one)
        counts.setdefault(f"{one.trial.lesson.name} {one.trial.grade_id}", Counter())[one.fate] += 1
        if one.fate in ("survives", "broken"):
            text = f"{one.fate.upper()} {one.trial.lesson.name} {one.trial.grade_id}: {one.trial.mutant.change}"
            console.print(text, markup=False)
            if one.told:
                console.print(f"      {one.told}", markup=False)
    for name in mutation.needless(unit, found):
        console.print(f"needless, no such mutant lives: {name}", markup=False)
    fates = ("killed", "stopped", "equivalent", "survives", "broken")
    total: Counter[str] = sum(counts.values(), Counter())
    rows = [
        [name, str(each.total()), *(str(each[fate]) for fate in fates)]
        for name, each in [*counts.items(), ("all", total)]
    ]
    console.print(table(["answer", "mutants", *fates], rows, range(1, 7)), markup=False)
    return 1 if total["survives"] or total["broken"] or mutation.needless(unit, found) else 0
