"""A grader's marks by row, and the comment that holds them: the text is the record, so nbgrader's own tools have it whole.

::

    - **Evidence**: 1 of 3. The interval of the gain is missing.
    - **Honest limits**: 2 of 3. (what the numbers don't show)

    Sum of the rows: 3 of 6 × 2 ÷ 3 = 2 of 4 points.

    Whatever else the grader wrote.

A level's own words stand in brackets where the grader wrote none. ``rubric.js`` writes the same in the formgrader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook.classroom.essays.bank import MOST_TEXT, Remark, one_line
from workbook.classroom.essays.rubric import Row, Rubric
from workbook.errors import WorkbookError

MOST_GENERAL = 10_000
_LINE = re.compile(r"- \*\*(?P<title>.+?)\*\*: (?P<points>\d+) of \d+\.(?: (?P<text>.*))?")
_SUM = re.compile(r"Sum of the rows: .* points\.")


@dataclass(frozen=True)
class Mark:
    """What one row gets, and why; without a text the level speaks for itself."""

    points: int
    text: str = ""


@dataclass(frozen=True)
class Marks:
    """What a grader said: by row, and in general."""

    rows: Mapping[str, Mark]
    general: str = ""


def number(value: float) -> str:
    """``5`` for 5.0, ``1.67`` for 5 ÷ 3."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def written(rubric: Rubric, marks: Marks) -> str:
    """The comment that says *marks*; the sum if no row lacks."""
    lines = []
    for row in rubric.rows:
        mark = marks.rows.get(row.key)
        if mark is not None:
            text = mark.text or (f"({row.levels[mark.points]})" if row.levels[mark.points] else "")
            lines.append(f"- **{row.title}**: {mark.points} of {row.most}. {text}".rstrip())
    pieces = ["\n".join(lines)] if lines else []
    if len(marks.rows) == len(rubric.rows):
        given = {key: mark.points for key, mark in marks.rows.items()}
        whole = f"{sum(given.values())} of {sum(row.most for row in rubric.rows)}"
        points = f"{number(rubric.total(given))} of {number(rubric.most)} points"
        pieces.append(f"Sum of the rows: {whole}{f'{rubric.formula} = {points}' if rubric.formula else ' points'}.")
    return "\n\n".join([*pieces, *([marks.general] if marks.general else [])])


def understood(rubric: Rubric, comment: str) -> Marks:
    """What a comment says: lines on rows that the rubric has, and the rest as it stands."""
    titles = {row.title: row for row in rubric.rows}
    rows: dict[str, Mark] = {}
    rest = []
    for line in comment.replace("\r\n", "\n").split("\n"):
        found = _LINE.fullmatch(line.strip())
        row = titles.get(found["title"]) if found else None
        if found and row and row.key not in rows and int(found["points"]) in row.levels:
            points, text = int(found["points"]), (found["text"] or "").strip()
            rows[row.key] = Mark(points, "" if text == f"({row.levels[points]})" else text)
        elif not _SUM.fullmatch(line.strip()):
            rest.append(line)
    return Marks(rows, "\n".join(rest).strip())


def given(rubric: Rubric, bank: Mapping[str, Remark], items: Sequence[str]) -> dict[str, Mark]:
    """Marks by row from what a grader typed: ``ROW=POINTS``, ``ROW=POINTS: text``, ``ROW/NAME`` of the bank.

    Several of one row add their texts; of the points that comments bring the fewest count, and those that are typed before them. Raises WorkbookError for what can't be meant, and for a row with texts and no points.
    """
    points: dict[str, int] = {}
    proposed: dict[str, int] = {}
    texts: dict[str, list[str]] = {}
    for item in items:
        name, equals, said = item.partition("=")
        if equals:
            row, count, text = typed(rubric, name, said)
            _agree(points, row, count)
        else:
            row, remark = of_bank(rubric, bank, item)
            text = remark.text
            if remark.points is not None:
                proposed[row.key] = min(remark.points, proposed.get(row.key, remark.points))
        texts.setdefault(row.key, []).extend([text] if text else [])
    points = {**proposed, **points}
    lacking = [key for key in texts if key not in points]
    if lacking:
        raise WorkbookError(f"Nothing says how many points the row '{lacking[0]}' gets.", f"Add: {lacking[0]}=POINTS")
    return {key: Mark(points[key], one_line(" ".join(texts[key]))) for key in texts}


def _agree(points: dict[str, int], row: Row, count: int) -> None:
    if points.setdefault(row.key, count) != count:
        raise WorkbookError(f"The row '{row.key}' is given points twice.", "Give them once.")


def typed(rubric: Rubric, name: str, said: str) -> tuple[Row, int, str]:
    """``POINTS`` or ``POINTS: text`` of the row *name*. Raises WorkbookError."""
    row = rubric.row(name.strip())
    count, _, text = said.partition(":")
    if count.strip() not in map(str, row.levels):
        levels = ", ".join(map(str, row.levels))
        raise WorkbookError(
            f"The row '{row.key}' can't get '{count[:20]}'.", f"It gives {levels}; write {row.key}=POINTS: text"
        )
    if len(text) > MOST_TEXT:
        raise WorkbookError(f"The comment on '{row.key}' is longer than {MOST_TEXT} characters.", "Make it shorter.")
    return row, int(count), one_line(text)


def of_bank(rubric: Rubric, bank: Mapping[str, Remark], item: str) -> tuple[Row, Remark]:
    name, slash, wanted = item.partition("/")
    if not slash:
        raise WorkbookError(f"'{item}' is neither points nor a comment.", "Write ROW=POINTS or ROW/NAME.")
    row = rubric.row(name)
    found = bank.get(f"{row.key}/{wanted}")
    if found is None:
        known = ", ".join(one.name for one in bank.values() if one.row == row.key) or "none"
        raise WorkbookError(f"The bank has no comment '{wanted}' on {row.key}.", f"There are: {known}.")
    return row, found
