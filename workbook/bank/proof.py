"""Testing the tests: the key earns everything, the stub nothing, right answers all, wrong ones what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from workbook.authoring import text as texts
from workbook.authoring.notebooks import source_notebook, to_bytes
from workbook.authoring.release import release_notebook
from workbook.authoring.text import LessonText, read
from workbook.bank import answers as bank
from workbook.bank import idle, slices, verdicts
from workbook.bank.answers import Claim, cells_of, claim, replaced, substitute, tests_of, used_later
from workbook.bank.slices import sliced
from workbook.bank.verdicts import Verdict, Verdicts
from workbook.course import Answer, Lesson, Unit
from workbook.errors import CourseError
from workbook.grading import digest
from workbook.grading.engine import grade
from workbook.grading.model import Enough, Limits, Master, Result, Submission, TestResult

_JUDGES = (__name__, bank.__name__, idle.__name__, slices.__name__, texts.__name__, verdicts.__name__)
"""Modules whose code says what a case is and what it must earn."""


@dataclass(frozen=True)
class Case:
    """One submission of the proof: the key, the stub, or the key with one answer of the bank's or one that does no work."""

    lesson: Lesson
    kind: str
    answer: Answer | None = None
    idle: str = ""
    """The id of the answer that does no work; ``kind`` says how."""

    @property
    def name(self) -> str:
        """``07-topic/1-first double/wrong-square``, say."""
        what = self.answer.name if self.answer else " ".join(filter(None, (self.idle, self.kind)))
        return f"{self.lesson.unit.name}/{self.lesson.name} {what}"


def cases(unit: Unit, lesson: str = "", answer: str = "") -> Iterator[Case]:
    """Every case of the unit, or those of one *lesson*, or of one *answer*'s folder of the bank."""
    for one in [unit.lesson(lesson)] if lesson else unit.lessons:
        cells = {
            cell.grade_id: cell.source for cell in read(one.text).cells if cell.role and cell.role.name == "answer"
        }
        if not answer:
            yield Case(one, "key")
            yield Case(one, "release")
        for entry in unit.answers(answer or None):
            if entry.grade_id in cells:
                yield Case(one, "right" if entry.right else "wrong", entry)
        for grade_id, source in cells.items():
            if answer in ("", grade_id):
                yield from (Case(one, form, idle=grade_id) for form in idle.FORMS if idle.idle(source, form))


class Prover:
    """Proves the cases of a unit; keeps each lesson's master, since building it takes a moment.

    With *kept*, a case of which nothing has changed since it was as it must be is not graded again. *whole*: every part of
    a wrong answer's tests runs, as a student's does.
    """

    def __init__(self, unit: Unit, kept: Verdicts | None = None, whole: bool = False) -> None:
        unit.course.need_source()
        self.unit = unit
        self._kept, self._whole = kept, whole
        self._masters: dict[str, tuple[Master, NotebookNode]] = {}
        self._grounds: dict[tuple[str, int], str] = {}

    def prove(self, case: Case, seed: int = 0) -> Verdict:
        """Grade the case and compare with what it must earn."""
        known = self.known(case, seed)
        if known is not None:
            return known
        now = self._digest(case, seed) if self._kept else ""
        verdict = self._prove(case, seed)
        if self._kept and self._digest(case, seed) == now:  # the answer has not been saved meanwhile
            self._kept.keep(replace(verdict, name=_kept_as(case, seed)), now)
        return verdict

    def known(self, case: Case, seed: int = 0) -> Verdict | None:
        """What an earlier run found of the case, if nothing has changed since."""
        found = self._kept.find(_kept_as(case, seed), self._digest(case, seed)) if self._kept else None
        return replace(found, name=case.name) if found else None

    def _prove(self, case: Case, seed: int) -> Verdict:
        master, source = self.master(case.lesson)
        notebook, only = source, None
        if case.kind == "release":
            notebook = release_notebook(source)
        claimed = None
        if case.answer:
            notebook = substitute(source, case.answer)
            claimed = None if case.answer.right else claim(case.answer)
            only = [claimed.tests] if claimed else tests_of(source, case.answer.grade_id)
        if case.idle:
            [cell] = cells_of(source, case.idle)
            notebook = replaced(source, case.idle, idle.idle(cell.source, case.kind))
            only = tests_of(source, case.idle)
        whole, later = only is None, list[str]()
        if only is not None:
            tried = case.answer.grade_id if case.answer else case.idle
            later = used_later(source, tried) if case.answer else []
            notebook = sliced(notebook, only, [tried, *later])
        submission, rest = Submission("proof", _bytes(notebook)), whole or bool(later)
        for enough in [None] if self._whole else _enough(claimed, source):
            result = grade(submission, master, only=only, seed=seed, pictures=whole, rest=rest, enough=enough)
            problem, told = _judge(case, claimed, result)
            if not problem and (
                claimed is None or any(not part.passed for test in result.tests for part in test.parts)
            ):
                break
        return Verdict(case.name, not problem, problem, told, result.seconds)

    def _digest(self, case: Case, seed: int) -> str:
        """Of all that the verdict on *case* depends on."""
        answer = case.answer.path.read_bytes() if case.answer else b""
        facts = json.dumps([self.ground(case.lesson, seed), case.name, case.kind]).encode()
        return hashlib.sha256(facts + b"\0" + answer).hexdigest()

    def ground(self, lesson: Lesson, seed: int) -> str:
        """All that a verdict on any answer of *lesson* depends on, beside the answer."""
        if (lesson.name, seed) not in self._grounds:
            of_master = digest.of_master(self.master(lesson)[0], seed)
            of_code = digest.code_of(_JUDGES)
            self._grounds[lesson.name, seed] = json.dumps([of_master, of_code, verdicts.surroundings()])
        return self._grounds[lesson.name, seed]

    def master(self, lesson: Lesson) -> tuple[Master, NotebookNode]:
        """The lesson's master and its source notebook, made once."""
        if lesson.name not in self._masters:
            self._masters[lesson.name] = master_of(lesson, read(lesson.text))
        return self._masters[lesson.name]


def master_of(lesson: Lesson, text: LessonText) -> tuple[Master, NotebookNode]:
    """The master that *text* makes, and its source notebook; nothing on disk need be built."""
    source = source_notebook(text)
    master = Master(
        unit=lesson.unit.name,
        lesson=lesson.name,
        source=json.loads(to_bytes(source)),
        release=json.loads(to_bytes(release_notebook(source))),
        files=lesson.unit.source,
        preload=lesson.unit.preload,
        limits=Limits.from_mapping(lesson.unit.settings.get("limits", {})),
        hidden=lesson.unit.hidden,
    )
    return master, source


def _enough(claimed: Claim | None, source: NotebookNode) -> Iterator[Enough | None]:
    """What is enough to know, in turn: that the part that is claimed is lost; if it isn't, what the whole cell says."""
    if claimed is None:
        yield None
        return
    for cell in cells_of(source, claimed.tests) if claimed.part else ():
        if text := slices.alone(cell.source, claimed.part):
            yield Enough(claimed.phrases, {claimed.tests: text})
    yield Enough(claimed.phrases)


def _kept_as(case: Case, seed: int) -> str:
    """What a verdict is kept under: one seed's doesn't take another's place."""
    return f"{case.name} (seed {seed})" if seed else case.name


def _bytes(notebook: NotebookNode) -> bytes:
    return json.dumps(notebook).encode()


def _judge(case: Case, claimed: Claim | None, result: Result) -> tuple[str, str]:
    ran = [test for test in result.tests if test.outcome != "skipped"]
    broken = [f"{test.id} is broken: {test.message}" for test in ran if test.outcome == "broken"]
    if broken:
        return "\n".join(broken), ""
    if case.kind == "release":
        wrong = [f"{test.id} gives {test.points:g} points for nothing" for test in ran if test.points > 0]
        return "\n".join(wrong), ""
    if case.idle:
        most = idle.MOST * sum(test.max_points for test in ran)
        given = sum(test.points for test in ran)
        return (f"{given:g} points for an answer that {case.kind}: {most:g} at most" if given > most else ""), ""
    if claimed is None:
        return "\n".join(_lost(test) for test in ran if test.points < test.max_points), ""
    problem, told = _judge_wrong(claimed, {test.id: test for test in ran})
    held_up = "\n".join(f"with it {text}" for text in _stopped(result, except_for=case.answer))
    return "\n".join(text for text in (problem, held_up) if text), told


def _stopped(result: Result, except_for: Answer | None) -> Iterator[str]:
    """What the grader says of the answers that it stopped: the key's, *except_for* one from the bank."""
    for cell in result.notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and (except_for is None or marks["grade_id"] != except_for.grade_id):
            for output in cell.get("outputs", []):
                if str(output.get("text", "")).startswith("[stopped"):
                    yield f"{marks['grade_id']} was {output['text'].strip()[1:-1]}"


def _lost(test: TestResult) -> str:
    return f"{test.id} gives {test.points:g} of {test.max_points:g} points ({test.outcome}): {message_of(test)}"


def _judge_wrong(claimed: Claim, ran: dict[str, TestResult]) -> tuple[str, str]:
    if claimed.tests not in ran:
        raise CourseError(f"no tests cell is called {claimed.tests}.", f"There are: {', '.join(ran)}.")
    test = ran[claimed.tests]
    told = message_of(test)
    if test.points >= test.max_points:
        return f"{test.id} gives a wrong answer full marks", told
    missing = [phrase for phrase in claimed.phrases if phrase.lower() not in told.lower()]
    if missing:
        return f"{test.id} doesn't say {', '.join(map(repr, missing))}; it says: {told}", told
    return "", told


def message_of(test: TestResult) -> str:
    """What the student is told of a test that lost points."""
    parts = "\n".join(f"{part.name}: {part.message}" for part in test.parts if not part.passed)
    return parts if test.message in parts else "\n".join(text for text in (test.message, parts) if text)
