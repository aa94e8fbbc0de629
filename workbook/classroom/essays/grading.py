"""Grade essays by rows: what a grader types becomes points and a comment in the gradebook, by its one writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook.classroom.essays.bank import bank
from workbook.classroom.essays.marks import MOST_GENERAL, Marks, given, understood, written
from workbook.classroom.essays.rubric import Essay, Rubric
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import course_id, gradebook_of, load_config
from workbook.classroom.gradebook.write import ByHand, Place, Writer
from workbook.errors import WorkbookError
from workbook.files import folder_without_links, read_regular
from workbook.grading.door import MAX_BYTES, clean_notebook


@dataclass(frozen=True)
class State:
    """Where one student's essay stands. ``rows``: the points that the rows in the comment give, if all are there."""

    student: str
    waits: bool
    score: float | None
    rows: float | None

    @property
    def disagrees(self) -> bool:
        """Whether somebody has changed the points, or the comment, without the other."""
        return self.rows is not None and self.score is not None and abs(self.rows - self.score) > 0.005


def states(essay: Essay) -> list[State]:
    """Everybody whose essay the gradebook knows, in order. Raises GradebookError when there is no gradebook."""
    course, unit = essay.unit.course, essay.unit.name
    path = gradebook_of(course, load_config(course))
    said = {(one.student, one.lesson): one.comments for one in gradebook.notebooks(path, [unit])}
    return [
        State(
            row.student,
            row.waits,
            row.manual_score,
            _sum(essay, said.get((row.student, row.lesson), {}).get(row.cell, "")),
        )
        for row in gradebook.grades(path, [unit])
        if (row.lesson, row.cell) == (essay.lesson, essay.cell)
    ]


def _sum(essay: Essay, comment: str) -> float | None:
    if essay.rubric is None:
        return None
    rows = understood(essay.rubric, comment).rows
    return (
        essay.rubric.total({key: mark.points for key, mark in rows.items()})
        if len(rows) == len(essay.rubric.rows)
        else None
    )


def text_of(essay: Essay, student: str) -> str:
    """What *student* wrote, from the graded notebook. Raises WorkbookError when there is none."""
    course = essay.unit.course
    try:
        with folder_without_links(course.autograded, student, essay.unit.name) as place:
            data = read_regular(f"{essay.lesson}.ipynb", MAX_BYTES, place)
    except OSError:
        raise WorkbookError(
            f"There is no graded notebook of {student} for {essay.unit.name}/{essay.lesson}.",
            f"Grade it first: workbook autograde {essay.unit.name}",
        ) from None
    cells = clean_notebook(data).cells
    return next((cell.source for cell in cells if cell.marks and cell.marks.get("grade_id") == essay.cell), "")


def grade(
    essay: Essay, student: str, items: Sequence[str], general: str | None = None, points: float | None = None
) -> tuple[ByHand, ByHand]:
    """Enter a grader's marks for *student*'s essay; what stood before, and what stands now.

    Rows that were marked before stay unless they are named again, and so does what the comment says beside the rows, unless
    *general* is given. *points* are for an essay without a rubric.

    Raises WorkbookError for marks that can't be meant, or rows that lack; nothing is written then.
    """
    if general is not None and len(general) > MOST_GENERAL:
        raise WorkbookError(f"The comment is longer than {MOST_GENERAL} characters.", "Make it shorter.")
    if essay.rubric is not None and points is not None:
        raise WorkbookError(f"{essay.name} has a rubric: its points are the sum of its rows.", "Leave --points out.")
    decide = (
        _freely(essay, items, general, points)
        if essay.rubric is None
        else _by_rows(essay, essay.rubric, items, general)
    )
    course = essay.unit.course
    config = load_config(course)
    path = gradebook_of(course, config)
    if not path.is_file():
        raise WorkbookError(f"There is no gradebook at {path}.", f"Grade first: workbook autograde {essay.unit.name}")
    with Writer(path, course_id(config)) as writer:
        return writer.by_hand(Place(student, essay.unit.name, essay.lesson, essay.cell), decide)


def _by_rows(essay: Essay, rubric: Rubric, items: Sequence[str], general: str | None) -> Callable[[ByHand], ByHand]:
    new = given(rubric, bank(essay), items)

    def decide(before: ByHand) -> ByHand:
        stands = understood(rubric, before.comment)
        marks = Marks({**stands.rows, **new}, stands.general if general is None else general.strip())
        lacking = [row for row in rubric.rows if row.key not in marks.rows]
        if lacking:
            raise WorkbookError(
                f"Without points: {', '.join(row.key for row in lacking)}. Nothing was changed.",
                f"Give all rows at once, such as {lacking[0].key}={lacking[0].most}.",
            )
        total = rubric.total({key: mark.points for key, mark in marks.rows.items()})
        return ByHand(total, written(rubric, marks))

    return decide


def _freely(
    essay: Essay, items: Sequence[str], general: str | None, points: float | None
) -> Callable[[ByHand], ByHand]:
    if items:
        raise WorkbookError(
            f"{essay.name} has no rubric, so it has no rows.", "Give --points, and a comment with --text."
        )

    def decide(before: ByHand) -> ByHand:
        score = before.score if points is None else points
        return ByHand(score, before.comment if general is None else general.strip())

    return decide
