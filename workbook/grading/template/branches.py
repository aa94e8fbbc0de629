"""From which process the test processes of a lesson are forked: the template, or a branch that has tried its tests on the key.

A branch holds what is the same for all submissions: compiled tests, databases, references' values. It never sees an
answer, and no answer process is ever forked from it. It is made when a lesson has been graded a few times here, unless
its test process has little to do beside the answer's: then trying the key would take longer than it could ever save.

At the same time the template itself reads the cells of the release, none of which it runs: answers' forks find them compiled.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Literal

from workbook.errors import EngineFault
from workbook.grading.model import Master, Notebook, Submission
from workbook.grading.rebuild import Cell, Rebuilt, label_of, rebuild
from workbook.grading.run import Run
from workbook.grading.sandbox.box import Caps
from workbook.grading.template.handle import Branch, Ended, Forked, Server, Template
from workbook.grading.verdict import judge

AFTER = 2  # notebooks; a single check needs none
CLASS = 20  # notebooks; what a branch saves for as many has to be worth one run of the key
MOST = 8  # branches of one template


@dataclass(eq=False)
class Lesson:
    """A lesson's tests with one seed, as a template has met them."""

    master: Master
    seed: int
    met: int = 0
    worth: bool = False
    branch: Branch | None = None


def tests_from(template: Template, master: Master, seed: int) -> Server:
    """What the test process of the next submission is to be forked from."""
    lesson = next((known for known in template.branches if known.seed == seed and known.master == master), None)
    if lesson is None:
        lesson = Lesson(master, seed)
    else:
        template.branches.remove(lesson)
    template.branches.append(lesson)
    if len(template.branches) > MOST:
        oldest = template.branches.pop(0).branch
        if oldest is not None:
            oldest.close()
    if lesson.met == AFTER:
        template.read((cell.source, label_of(cell)) for cell in _released(master))
        if lesson.worth:
            lesson.branch = _tried(template, master, seed)
    lesson.met += 1
    return lesson.branch or template


def graded(template: Template, run: Run) -> None:
    """Take note of how long the last run took, for which :func:`tests_from` was asked."""
    template.branches[-1].worth = CLASS * run.test_cpu > run.seconds


def _rebuilt(notebook: Notebook, master: Master) -> Rebuilt:
    return rebuild(Submission("the course's own", json.dumps(notebook).encode()), master)


def _released(master: Master) -> list[Cell]:
    """The cells of code that most submissions have as they were released."""
    return [
        cell
        for cell in _rebuilt(master.release, master).cells
        if cell.type == "code" and cell.kind in ("read-only", "plain")
    ]


def _tried(template: Template, master: Master, seed: int) -> Branch | None:
    """A branch in which the key has earned all points; None if it does not, there: not every test can run outside a box."""
    key = _rebuilt(master.source, master)
    tests = [cell for cell in key.cells if cell.kind == "tests"]
    if not tests:
        return None
    branch = Branch(template)
    run = Run(template, key, master.limits, {cell.id for cell in tests}, seed, _Trial(branch), learn=True)
    try:
        run.all()
        if all(judge(cell, run.reports[cell.id]).points == cell.points for cell in tests) and branch.tried():
            return branch
    except EngineFault:
        pass  # the run went without its test process; whatever else is wrong is met again without a branch
    branch.close()
    return None


class _Trial(Server):
    """Gives the branch itself as the test process of one run."""

    def __init__(self, branch: Branch) -> None:
        self._branch, self._given = branch, False

    def fork(self, kind: Literal["answer", "test"], caps: Caps, seed: int, boundary: socket.socket) -> Forked:
        """The branch, once."""
        if self._given:
            raise EngineFault("The tests were stopped when they were tried on the key.")
        self._given = True
        return _Tester(self, self._branch.try_tests(seed, boundary))


class _Tester(Forked):
    """The branch while it is a test process. It outlives the run."""

    def end(self, patience: float = 0.0) -> Ended:
        """Hang up."""
        self.control.close()
        self.ended = self.ended or Ended(reason="", alive=True, status=0, cpu=0.0)
        return self.ended
