"""Does every sheet catch every fault? The answer bank, tried on the sheets of 200 students.

    python source/06-coding-test/instructor/tests/strength.py [--caught] [STUDENTS] [FOLDER OF THE BANK]

Student *n* is called "student n" and is tried with seed n, so that both the sheet and the hidden instances change. An answer
is run as in a student's kernel, in this process, with the hidden tests, which takes a tenth of what grading takes. For each
wrong answer a line says on how many sheets it loses nothing, on how many its message lacks the words that it names, and the
least and the mean of the points that it loses. A right answer has a line only if it loses points somewhere. At the end of a
folder: of how many wrong answers each part catches one, on average. Exit code 1 when a sheet is weak or unjust. With ``--caught``
it is only said which wrong answers lose nothing, and on which sheet, about ten times as quickly; 50-100 then stands for
students 50 to 99.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import json
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

UNIT_FOLDER = Path(__file__).resolve().parents[2]
ROOT = UNIT_FOLDER.parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(UNIT_FOLDER), str(UNIT_FOLDER / "instructor"), str(Path(__file__).parent)]

import catching  # noqa: E402

import papers  # noqa: E402
from paper_report import UNIT, paper_lesson  # noqa: E402
from workbook.authoring.text import read  # noqa: E402
from workbook.bank import answers as bank  # noqa: E402
from workbook.bank.proof import master_of  # noqa: E402
from workbook.check import seeds  # noqa: E402
from workbook.check.failure import Failure  # noqa: E402
from workbook.check.rules.source import set_cells  # noqa: E402
from workbook.course import Answer, Course  # noqa: E402
from workbook.grading.engine import grade  # noqa: E402
from workbook.grading.model import Result, Submission  # noqa: E402

STUDENTS = 200
FEW = (0, 2, 3, 13, 14)
"""Students whose sheets have, between them, every rule of part D, every gate, join, score and value of part B, and both ways to keep a row."""


@functools.cache
def master(paper: str) -> Any:
    """The master of *paper* and its source notebook."""
    lesson = paper_lesson(Course(ROOT), paper)
    return master_of(lesson, read(lesson.text))


def graded(paper: str, number: int, *answers: Answer, alone: bool = False) -> Result:
    """The key of *paper*, with *answers* in the place of its own, as student *number* hands it in.

    With *alone* only the tests of these answers are run.
    """
    made, source = master(paper)
    notebook = copy.copy(source)
    notebook.cells = [copy.copy(cell) for cell in source.cells]
    places = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for answer in answers:
        places[answer.grade_id].source = bank.cell_text(places[answer.grade_id].source, answer)
    named = [cell for cell in notebook.cells if cell.source == f'student = "{papers.SAMPLE}"']
    assert len(named) == 1
    named[0].source = f'student = "student {number}"'
    only = [f"{answer.grade_id}-tests" for answer in answers] if alone else None
    return grade(Submission("proof", json.dumps(notebook).encode()), made, only=only, seed=number)


@dataclass(frozen=True)
class Tried:
    """What an answer got on one sheet: its points, all that it was told, and the parts that it lost."""

    points: float
    told: str
    parts: tuple[str, ...]


def tried(paper: str, number: int, answer: Answer) -> Tried:
    """Run *answer* and its tests in this process, as student *number*, each with names of its own."""
    cells, text = cells_of(paper), text_of(answer)
    with _seeded(number), contextlib.chdir(UNIT_FOLDER), contextlib.redirect_stdout(io.StringIO()), _silent():
        tests: dict[str, Any] = {}
        try:
            tests = begun(paper, number, text)
            exec(_code(cells[f"{answer.grade_id}-tests"].source, "tests"), tests)
        except Failure as error:
            parts = getattr(error, "parts", ())
            return Tried(0.0, str(error), tuple(part.name for part in parts))
        except Exception as error:  # noqa: BLE001  (outside of every part: nothing is earned)
            return Tried(0.0, f"{type(error).__name__}: {error}", ())
    score = tests["grade"].result
    lost = [part for part in score.parts if not part.passed]
    told = "\n".join(f"{part.name}: {part.message}" for part in lost)
    return Tried(float(score), told, tuple(part.name for part in lost))


def begun(paper: str, number: int, text: str) -> dict[str, Any]:
    """The names of student *number*'s notebook when the answer *text* was run; raises what the answer raises."""
    setup = cells_of(paper)[f"{paper}-setup"].source
    drawn = [cell.source for cell in master(paper)[1].cells if cell.source.startswith("sheet = ")]
    set_cells(lambda: [setup, *drawn, text], [setup, *drawn])
    student: dict[str, Any] = {"student": f"student {number}"}
    exec(_code(setup, "setup"), student)
    student["sheet"] = papers.draw(paper, student["student"])
    exec(_code(text, "answer"), student)
    return dict(student)


@functools.cache
def cells_of(paper: str) -> dict[str | None, Any]:
    """The graded cells of *paper*, by their ids."""
    return {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in master(paper)[1].cells}


@functools.lru_cache(maxsize=1000)
def _code(text: str, name: str) -> Any:
    return compile(text, f"<{name}>", "exec")


def _silent() -> contextlib.AbstractContextManager[object]:
    """Warnings of an answer are none of the tests' own."""
    return warnings.catch_warnings(action="ignore")


@contextlib.contextmanager
def _seeded(number: int) -> Iterator[None]:
    before = os.environ.get(seeds.VARIABLE)
    os.environ[seeds.VARIABLE] = str(number)
    try:
        yield
    finally:
        os.environ.pop(seeds.VARIABLE) if before is None else os.environ.update({seeds.VARIABLE: before})


@dataclass
class Found:
    """What became of one answer of the bank on the sheets of several students."""

    answer: Answer
    lost: dict[int, float] = field(default_factory=dict)
    unsaid: list[int] = field(default_factory=list)
    parts: Counter[str] = field(default_factory=Counter)

    def note(self, number: int, one: Tried) -> None:
        """Count what student *number* got."""
        self.lost[number] = most(self.answer.grade_id) - one.points
        if not self.answer.right:
            phrases = bank.claim(self.answer).phrases
            self.unsaid += [number] * any(words.lower() not in one.told.lower() for words in phrases)
        self.parts.update(one.parts)

    @property
    def weak(self) -> list[int]:
        """The students whose sheet is wrong about the answer."""
        return [number for number, points in self.lost.items() if (points > 0) == self.answer.right]

    def wrong(self) -> Iterator[str]:
        """What is not as it must be, in words."""
        for number in self.weak:
            said = f"loses {self.lost[number]:g} points" if self.answer.right else "loses nothing"
            yield f"student {number}, {self.answer.name}: {said}"
        for number in sorted({*self.unsaid} - {*self.weak}) if not self.answer.grade_id.endswith("-loop") else ():
            yield f"student {number}, {self.answer.name}: is not told what it should be"


@functools.cache
def most(grade_id: str) -> float:
    """The points of an exercise."""
    cells = cells_of(grade_id.partition("-")[0])
    return float(cells[f"{grade_id}-tests"].metadata["nbgrader"]["points"])


def measure(folder: str, students: Sequence[int]) -> list[Found]:
    """All answers of one *folder* of the bank, on the sheets of *students*."""
    paper = folder.partition("-")[0]
    found = [Found(answer) for answer in Course(ROOT).unit(UNIT).answers(folder)]
    for one in found:
        for number in students:
            one.note(number, tried(paper, number, one.answer))
    return found


def table(folder: str, found: Sequence[Found]) -> Iterator[str]:
    """The lines of one folder."""
    yield f"{folder:52} {'passes on':>9} {'not told':>8} {'least lost':>10} {'mean':>6}"
    wrong = [one for one in found if not one.answer.right]
    for one in found:
        if one.weak or not one.answer.right:
            least, middle = min(one.lost.values()), mean(one.lost.values())
            passes = len(one.weak) if not one.answer.right else len(one.lost) - len(one.weak)
            yield f"  {one.answer.path.stem:50} {passes:>9} {len(one.unsaid):>8} {least:>10.2f} {middle:>6.2f}"
    students = max(len(one.lost) for one in found)
    for name in dict.fromkeys(part for one in wrong for part in one.parts):
        yield f"  part {name!r} catches {sum(one.parts[name] for one in wrong) / students:.1f} of {len(wrong)}"


def folders() -> list[str]:
    """The folders of the bank, paper by paper."""
    return [f"{paper}-{part}" for paper in papers.PAPERS for part in ("table", "layer", "loop", "boxes", "counts")]


@contextlib.contextmanager
def sheets(folder: str) -> Iterator[Callable[[int], contextlib.AbstractContextManager[catching.Sheet]]]:
    """Gives a student's sheet of one exercise, by number; within it answers can be tried quickly."""
    paper = folder.partition("-")[0]
    cell = catching.pieces(cells_of(paper)[f"{folder}-tests"].source, f"{folder}-tests")

    @contextlib.contextmanager
    def sheet_of(number: int) -> Iterator[catching.Sheet]:
        with _seeded(number), catching.drawn_once_each():
            yield catching.Sheet(cell, functools.partial(begun, paper, number))

    with catching.texts_read_once(), contextlib.chdir(UNIT_FOLDER):
        yield sheet_of


def text_of(answer: Answer) -> str:
    """The answer cell with *answer* in the place of the key."""
    return bank.cell_text(cells_of(answer.grade_id.partition("-")[0])[answer.grade_id].source, answer)


def slips(folder: str, students: Sequence[int]) -> Iterator[str]:
    """What is wrong on the sheets of *students*: the parts that the key loses, and the wrong answers that lose none."""
    key = cells_of(folder.partition("-")[0])[folder].source
    wrong = [answer for answer in Course(ROOT).unit(UNIT).answers(folder) if not answer.right]
    texts = {answer.name: text_of(answer) for answer in wrong}
    orders = {name: catching.Order() for name in texts}
    with sheets(folder) as sheet_of:
        for number in students:
            found = []
            with sheet_of(number) as sheet:
                found += [f"student {number}, the key of {folder}: {said}" for said in sheet.lost(key)]
                for name, text in texts.items():
                    caught = sheet.catches(text, orders[name]())
                    orders[name].note(caught)
                    if not caught:
                        found.append(f"student {number}, {name}: loses nothing")
            yield from found


def main(*given: str) -> int:
    """Print the tables, or with ``--caught`` only what slips through; 1 when something is not as it must be."""
    caught, (students, *chosen) = "--caught" in given, [one for one in given if one != "--caught"] or [str(STUDENTS)]
    faults = 0
    for folder in (chosen or folders()) if caught else ():
        first, _, last = students.rpartition("-")
        before, found = time.process_time(), list(slips(folder, range(int(first or 0), int(last))))
        print(f"{folder}: {len(found)} slips on {students} sheets, {time.process_time() - before:.0f} s", flush=True)
        print("".join(f"  {one}\n" for one in found), end="", flush=True)
        faults += len(found)
    if caught:
        return 1 if faults else 0
    for folder in chosen or folders():
        found = measure(folder, range(int(students)))
        print("\n".join(table(folder, found)), flush=True)
        faults += sum(1 for one in found for _ in one.wrong())
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
