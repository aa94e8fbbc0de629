"""The questions for one student: of what earned points, proven by running it, some for the talk and others to practise on."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbook.classroom.oral import about_python, about_shell, about_sql, box, clean
from workbook.classroom.oral.model import Outcome, Question, Solved
from workbook.classroom.similar.tokens import MOST_LETTERS, language_of
from workbook.grading.engine import grade
from workbook.grading.exercises import Task, tasks
from workbook.grading.model import Master, Submission
from workbook.grading.rebuild import rebuild

Points = Mapping[str, float]
"""Points by tests cell."""


class _Plan(Protocol):
    solved: Solved

    def task(self) -> dict[str, object]: ...

    def questions(self, outcomes: Mapping[str, list[Outcome]], chance: random.Random) -> Iterator[Question]: ...


@dataclass(frozen=True)
class Sheets:
    """What there is to ask one student."""

    talk: tuple[Question, ...]
    practice: tuple[Question, ...]
    solved: tuple[Solved, ...]
    """Answers that earned points, as far as they were looked at."""

    @property
    def unasked(self) -> list[Solved]:
        """Those that no question could be made of."""
        asked = {question.solved.key for question in (*self.talk, *self.practice)}
        return [one for one in self.solved if one.key not in asked]


def sheets(
    student: str,
    handed_in: Mapping[str, bytes],
    masters: Mapping[str, Master],
    points: Mapping[str, Points],
    *,
    most: int,
    seed: int,
) -> Sheets:
    """The questions on what a student handed in, by lesson; the same ones for the same student and *seed*.

    Answers are looked at in an order drawn by lot, a few at a time, until there are *most* questions for the talk and as
    many others to practise on. *points*: of the lessons where they are known; elsewhere the tests in question are run.
    Raises BadSubmission for bytes that are no notebook, SandboxUnavailable where they can't be run safely.
    """
    chance = random.Random(f"{seed} {student}")
    submissions = {lesson: Submission(student, data) for lesson, data in handed_in.items()}
    left = [one for lesson in sorted(submissions) for one in _posed(submissions[lesson], masters[lesson])]
    chance.shuffle(left)
    solved: list[Solved] = []
    found: list[Question] = []
    talk: list[Question] = []
    practice: list[Question] = []
    while left and len(practice) < most:
        some, left = left[: most + 1], left[most + 1 :]
        for lesson in sorted({one.lesson for one in some}):
            submission, master = submissions[lesson], masters[lesson]
            tests = {one.tests for one in some if one.lesson == lesson}
            earned = points.get(lesson) or _earned(submission, master, tests)
            own = [one for one in some if one.lesson == lesson and earned.get(one.tests, 0) > 0]
            solved += own
            found += _questions(submission, master, own, chance)
        talk = choose(found, most, chance)
        known = {question.identity for question in talk}
        practice = choose([question for question in found if question.identity not in known], most, chance)
    return Sheets(tuple(talk), tuple(practice), tuple(solved))


def _earned(submission: Submission, master: Master, tests: set[str]) -> Points:
    result = grade(submission, master, only=tests, pictures=False, rest=False)
    return {test.id: test.points for test in result.tests}


def _posed(submission: Submission, master: Master) -> Iterator[Solved]:
    """The answers to a lesson's exercises of code, but for those that are as they were given."""
    cells = {cell.id: cell for cell in rebuild(submission, master).cells}
    for task in tasks(master.source):
        for name in task.answers:
            if name in cells and cells[name].source.strip() != cells[name].visible.strip():
                yield _one(master, task, name, cells[name].source)


def _one(master: Master, task: Task, name: str, source: str) -> Solved:
    return Solved(master.lesson, task.title, task.id, name, language_of(source), source)


def _questions(
    submission: Submission, master: Master, solved: Sequence[Solved], chance: random.Random
) -> Iterator[Question]:
    """Every question on one lesson's answers whose answer two boxes agree on. Three runs: what is called, and twice what it gives."""
    readable = [
        one for one in solved if len(one.source) <= MOST_LETTERS and (one.language != "python" or _parses(one.source))
    ]
    visible = {cell.id: cell.visible for cell in rebuild(submission, master).cells if cell.kind == "tests"}
    python = {
        one.tests: "\n".join(o.source for o in readable if o.tests == one.tests and o.language == "python")
        for one in readable
    }
    asked = {name: {"do": "record", "tests": visible[name], "answer": text} for name, text in python.items()}
    recorded = box.once(submission, master, asked)
    for language, about in (("python", about_python), ("sql", about_sql), ("shell", about_shell)):
        plans: list[_Plan] = [
            about.Plan(one, clean.recorded(recorded.get(one.tests)), chance)
            for one in readable
            if one.language == language
        ]
        for some in _rounds([plan for plan in plans if plan.task()["asks"]]):
            outcomes = box.proven(submission, master, {plan.solved.tests: plan.task() for plan in some})
            for plan in some:
                yield from plan.questions(outcomes.get(plan.solved.tests, {}), chance)


def _rounds(plans: Sequence[_Plan]) -> Iterator[list[_Plan]]:
    """Plans of which no two belong to one tests cell."""
    left = list(plans)
    while left:
        now: dict[str, _Plan] = {}
        for plan in left:
            now.setdefault(plan.solved.tests, plan)
        yield list(now.values())
        left = [plan for plan in left if plan not in now.values()]


def _parses(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the text: an odd escape in it, say
            compile(source, "<answer>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def choose(found: Sequence[Question], most: int, chance: random.Random) -> list[Question]:
    """As many questions as asked for, about as many answers and of as many kinds as there are."""
    left = list({question.identity: question for question in found}.values())
    chance.shuffle(left)
    chosen: list[Question] = []
    while left and len(chosen) < most:

        def used(question: Question) -> tuple[int, int, int]:
            answer = sum(other.solved.key == question.solved.key for other in chosen)
            kind = sum(other.kind == question.kind for other in chosen)
            return answer + kind, kind, sum(other.lines == question.lines != () for other in chosen)

        best = min(left, key=used)
        left.remove(best)
        chosen.append(best)
    return sorted(chosen, key=lambda question: question.solved.key)
