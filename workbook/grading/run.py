"""Run the cells of one rebuilt notebook in an answer process and a test process, and go on when one is stopped."""

from __future__ import annotations

import re
import select
import socket
import time
from dataclasses import dataclass
from typing import Any

import msgpack

from workbook.errors import EngineFault
from workbook.grading import ends
from workbook.grading.box import Caps
from workbook.grading.link import Closed, TimedOut, TooBig
from workbook.grading.model import Limits, PartResult
from workbook.grading.rebuild import Cell, Rebuilt
from workbook.grading.verdict import Report
from workbook.grading.warm import Forked, Server, Template

MOST_RESTARTS = 8
_GRACE = 2.0  # seconds for the test process to notice that the answer is gone
_SETUP_SECONDS = 30.0
_IDLE, _ENDING = 0.1, 3.0  # seconds for a process to leave: one that we don't need, and one that hung up on us
_STREAMS = ("stdout", "stderr")
_TEXTS = ("plain", "html", "markdown", "latex")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
MEND = "Run it again, with fewer workers (--jobs 1) if memory is short: what is graded stays."


class Killed(EngineFault):
    """A box was ended from outside of it: no answer can do that, so none is graded by it."""

    def __init__(self) -> None:
        super().__init__("a grading process was killed from outside; has the machine run out of memory?", MEND)


class _Lost(Exception):
    """A process did not finish its cell. ``why`` completes "The cell was stopped: ..."."""

    def __init__(self, why: str) -> None:
        self.why = why


@dataclass
class _Pair:
    answer: Forked
    test: Forked


class Run:
    """One run. After :meth:`all`: ``reports`` by tests cell, ``outputs`` and ``counts`` by cell, ``notes``, times."""

    def __init__(
        self,
        template: Template,
        rebuilt: Rebuilt,
        limits: Limits,
        wanted: set[str],
        seed: int,
        tests: Server | None = None,
    ) -> None:
        """Answer processes are forked from *template*, test processes from *tests*, if that is another one."""
        self._template, self._rebuilt, self._limits = template, rebuilt, limits
        self._tests_from = tests or template
        self._wanted, self._seed = wanted, seed
        self._caps = Caps(
            memory_mb=limits.memory_mb,
            processes=limits.processes,
            disk_mb=limits.disk_mb,
            cpu_seconds=int(limits.total_seconds) + 10,
        )
        self._end = time.monotonic() + limits.total_seconds
        self._done: list[Cell] = []  # cells that ran in the answer process, to be run again after a restart
        self._hogs: list[Cell] = []  # of these, those that ran into the limit of memory, and may fill it still
        self._prepared: list[Cell] = []
        self._preparing: tuple[Cell, float] | None = (
            None  # what the test process is to say that it has run, and by when
        )
        self._restarts = 0
        self._now = ""  # the cell that is run
        self._stopped = ""  # why the tests up to the next answer aren't run
        self._reached = ""  # the limit that the last answer ran into, in words
        self.killed: list[str] = []  # cells during which something, perhaps outside of the box, killed the answer
        self.reports: dict[str, Report] = {}
        self.outputs: dict[str, list[dict[str, Any]]] = {}
        self.counts: dict[str, int] = {}
        self.notes: list[str] = []
        self.cpu = 0.0
        self.test_cpu = 0.0  # of it, the test process'
        self.seconds = 0.0

    def all(self) -> None:
        """Run every cell in order. Raises EngineFault when the template is lost."""
        started = time.monotonic()
        self._pair = self._start()
        try:
            for cell in self._rebuilt.cells:
                if cell.type == "code":
                    self._cell(cell)
            self._learn()
        finally:
            pair = (self._pair.answer, self._pair.test)
            for forked in pair:
                forked.control.close()  # so that both leave at the same time
            for forked in pair:
                self._end_process(forked, _IDLE)
            self.seconds = time.monotonic() - started

    def _learn(self) -> None:
        """Let the template import what the checks had to import here, so that the next submission needn't."""
        if self._pair.test.ended is None:
            try:
                reply = self._ask_test({"do": "modules"}, time.monotonic() + _GRACE)
            except (Closed, TimedOut, TooBig):
                return
            self._template.load(reply["modules"], later=True)

    def _start(self) -> _Pair:
        one, other = socket.socketpair()
        with one, other:
            answer = self._template.fork("answer", self._caps, self._seed, one)
            return _Pair(answer, self._tests_from.fork("test", self._caps, self._seed, other))

    def _end_process(self, forked: Forked, patience: float = 0.0) -> str:
        """End a process; what its end looked like from inside, in words."""
        before = forked.ended
        ended = forked.end(patience)
        if before is None:
            self.cpu += ended.cpu
            self.test_cpu += ended.cpu if forked is self._pair.test else 0.0
        if before is None and ends.from_outside(ended):
            raise Killed
        if before is None and ends.perhaps_from_outside(ended):
            self.killed.append(self._now)
        return ends.words(ended, self._limits)

    def _cell(self, cell: Cell) -> None:
        self._now = cell.id
        if cell.kind == "answer":
            self._stopped = self._reached = ""
        if time.monotonic() >= self._end and not self._stopped:
            self._stopped = f"stopped: the notebook's {self._limits.total_seconds:g} s were used up"
        if cell.kind == "tests":
            if cell.id in self._wanted:
                self._tests(cell)
            return
        if time.monotonic() >= self._end or self._restarts > MOST_RESTARTS:
            return
        if cell.kind == "read-only" or "import " in cell.visible:
            self._prepare(cell)
        self._answer(cell)

    def _answer(self, cell: Cell) -> None:
        try:
            reply = self._run_in_answer(cell)
        except _Lost as lost:
            if self._without_hogs(lost.why):
                self._answer(cell)
                return
            where = f"in exercise {cell.exercise}" if cell.kind == "answer" else "in a cell before the tests"
            text = f"{lost.why} {where}" if lost.why.startswith("stopped") else f"stopped {where}: {lost.why}"
            self.outputs[cell.id] = _note(text)
            if cell.kind == "answer":
                self._stopped = text
            else:
                self.notes.append(f"{cell.id}: {text}.")
            self._restart()
            return
        self.outputs[cell.id] = _checked_outputs(reply.get("outputs"), self._limits.output_kb)
        if cell.kind == "answer":
            self._reached = ends.reached(ends.errors_in(self.outputs[cell.id]), self._limits)
            self.outputs[cell.id] += _note(self._reached)
            if self._without_hogs(self._reached):
                self._answer(cell)
                return
            if "memory" in self._reached:
                self._hogs.append(cell)
        count = reply.get("count")
        self.counts[cell.id] = count if type(count) is int and 0 <= count < 100_000 else 0
        self._done.append(cell)

    def _run_in_answer(self, cell: Cell) -> dict[str, Any]:
        seconds = self._limits.seconds
        deadline = min(time.monotonic() + seconds, self._end)
        request = {"source": cell.source, "label": label_of(cell), "most": self._limits.output_kb * 1024}
        control = self._pair.answer.control
        try:
            control.send(msgpack.packb(request), deadline)
            reply = msgpack.unpackb(control.recv(deadline), strict_map_key=False)
        except TimedOut:
            self._end_process(self._pair.answer)
            raise _Lost(f"stopped after {seconds:g} s") from None
        except Closed:
            raise _Lost(self._end_process(self._pair.answer, _ENDING)) from None
        except Exception as error:  # noqa: BLE001  (whatever a hostile process sends instead of a message)
            self._end_process(self._pair.answer)
            raise _Lost(f"its process sent nothing that can be read ({type(error).__name__})") from None
        return reply if isinstance(reply, dict) else {}

    def _without_hogs(self, why: str) -> bool:
        """For want of memory: a new answer process, without the cells that filled the old one. Whether there were any."""
        if "memory" not in why or not self._hogs:
            return False
        self._done = [cell for cell in self._done if cell not in self._hogs]
        self._hogs = []
        self._restart()
        return True

    def _restart(self) -> None:
        """A new answer process, in which the cells that ran before are run again."""
        self._restarts += 1
        self._end_process(self._pair.answer)
        if self._restarts > MOST_RESTARTS:
            self._stopped = "stopped: too many cells of this notebook had to be stopped"
            return
        one, other = socket.socketpair()
        with one, other:
            self._pair.answer = self._template.fork("answer", self._caps, self._seed, one)
            self._reconnect(other)
        again, self._done = self._done, []
        for cell in again:
            if time.monotonic() < self._end:
                self._again(cell)

    def _again(self, cell: Cell) -> None:
        try:
            self._run_in_answer(cell)
        except _Lost as lost:
            self.notes.append(f"{cell.id}: could not be run again after a stop ({lost.why}).")
            self._restart()
            return
        self._done.append(cell)

    def _reconnect(self, boundary: socket.socket) -> None:
        self._wait_for_prepared()
        test = self._pair.test
        try:
            test.control.send(msgpack.packb({"do": "reconnect"}))
            socket.send_fds(test.control.socket, [b"!"], [boundary.fileno()])
            test.control.recv(time.monotonic() + _GRACE)
        except (Closed, TimedOut, TooBig):
            self._new_test(boundary)

    def _new_test(self, boundary: socket.socket) -> None:
        """A new test process, for one that was lost itself. Names that earlier tests cells defined are gone."""
        self._end_process(self._pair.test)
        self._pair.test = self._tests_from.fork("test", self._caps, self._seed, boundary)
        for cell in self._prepared:
            self._ask_test(self._prepare_request(cell), time.monotonic() + _SETUP_SECONDS)

    def _prepare_request(self, cell: Cell) -> dict[str, Any]:
        whole = cell.kind == "read-only"
        text = cell.source if whole else cell.visible
        return {"do": "prepare", "source": text, "label": cell.id, "imports": not whole}

    def _prepare(self, cell: Cell) -> None:
        """Have the test process run the cell too, at the same time as the answer process."""
        self._wait_for_prepared()
        deadline = time.monotonic() + _SETUP_SECONDS
        try:
            self._pair.test.control.send(msgpack.packb(self._prepare_request(cell)), deadline)
        except (Closed, TimedOut, TooBig) as error:
            raise self._unprepared(cell, error) from None
        self._preparing = cell, deadline

    def _wait_for_prepared(self) -> None:
        if self._preparing is None:
            return
        (cell, deadline), self._preparing = self._preparing, None
        try:
            self._pair.test.control.recv(deadline)
        except (Closed, TimedOut, TooBig) as error:
            raise self._unprepared(cell, error) from None
        self._prepared.append(cell)

    def _unprepared(self, cell: Cell, error: Exception) -> EngineFault:
        why = f"{error}; {self._template.said()}"
        return EngineFault(f"The test process did not run the read-only cell {cell.id} ({why}).")

    def _ask_test(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        self._wait_for_prepared()
        control = self._pair.test.control
        control.send(msgpack.packb(request), deadline)
        reply: dict[str, Any] = msgpack.unpackb(control.recv(deadline), strict_map_key=False)
        return reply

    def _tests(self, cell: Cell) -> None:
        if self._stopped:
            self.reports[cell.id] = Report(stopped=True, message=self._stopped)
            return
        request = {
            "do": "test",
            "source": cell.source,
            "label": cell.id,
            "cells": [done.source for done in self._done],
            "given": [done.source for done in self._done if done.kind == "read-only"],
            "most": self._limits.output_kb * 1024,
        }
        self._wait_for_prepared()
        seconds = self._limits.seconds
        try:
            reply = self._ask_test(request, min(time.monotonic() + seconds, self._end))
        except TimedOut:
            self._stop_test(cell, f"stopped after {seconds:g} s in exercise {cell.exercise}")
            return
        except (Closed, TooBig):
            why = self._end_process(self._pair.test, _ENDING)
            self._stop_test(
                cell, f"stopped in exercise {cell.exercise}: what the answer gave was too much to check ({why})"
            )
            return
        report = reply["report"]
        report["parts"] = tuple(PartResult(**part) for part in report["parts"])
        self.outputs[cell.id] = _checked_outputs(reply["outputs"], self._limits.output_kb)
        self.counts[cell.id] = reply["count"]
        if report["stopped"]:
            why = self._end_process(self._pair.answer, _ENDING)
            if self._without_hogs(why):
                self._tests(cell)
                return
            report["message"] = f"stopped in exercise {cell.exercise}: {why}"
            self._restart()
        else:
            if report["error"]:
                limit = self._reached or ends.reached(report["message"], self._limits)
                report["message"] += f"\n{limit}" if limit else ""
            if reply["gone"]:  # over what the test no longer waited for
                self._restart()
        self.reports[cell.id] = Report(**report)

    def _stop_test(self, cell: Cell, message: str) -> None:
        """End the answer process; the test process too, unless it comes to itself within a moment."""
        self.reports[cell.id] = Report(stopped=True, message=message)
        self._end_process(self._pair.answer)
        test = self._pair.test
        if test.ended is None and select.select([test.control], [], [], _GRACE)[0]:
            try:
                test.control.recv(time.monotonic() + _GRACE)
            except (Closed, TimedOut, TooBig):
                self._end_process(test)
        else:
            self._end_process(test)
        self._restart()


def label_of(cell: Cell) -> str:
    """What messages call a cell that is run in the answer process."""
    return cell.id if cell.kind == "answer" else f"{cell.id} (not an answer)"


def _note(text: str) -> list[dict[str, Any]]:
    """An output in which the engine itself says something about a cell."""
    return [{"output_type": "stream", "name": "stderr", "text": f"[{text}]\n"}] if text else []


def _checked_outputs(outputs: Any, most_kb: int) -> list[dict[str, Any]]:
    """Outputs from the answer process, taken over field by field: only what nbformat allows, as plain text."""
    made: list[dict[str, Any]] = []
    room = max(most_kb * 1024, 64 * 1024) * 2
    for output in outputs if isinstance(outputs, list) else []:
        clean = _checked_output(output) if isinstance(output, dict) else None
        if clean is not None:
            room -= len(repr(clean))
            if room < 0:
                break
            made.append(clean)
    return made


def _showable(kind: str, value: Any) -> bool:
    """Whether a display of this kind may be kept: texts, pictures that are pictures, and JSON; no scripts."""
    if kind in ("image/png", "image/jpeg", "image/gif"):
        return isinstance(value, str) and _BASE64.fullmatch(value) is not None
    if kind.endswith("json"):
        return isinstance(value, dict | list)
    return isinstance(value, str) and kind in ("image/svg+xml", *(f"text/{name}" for name in _TEXTS))


def _checked_output(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in _STREAMS:
        return {"output_type": kind, "name": output["name"], "text": str(output.get("text", ""))}
    if kind == "error":
        lines = output.get("traceback")
        trace = [str(line) for line in lines] if isinstance(lines, list) else []
        return {
            "output_type": kind,
            "ename": str(output.get("ename")),
            "evalue": str(output.get("evalue")),
            "traceback": trace,
        }
    data = output.get("data")
    if kind in ("display_data", "execute_result") and isinstance(data, dict):
        clean: dict[str, Any] = {"output_type": kind, "metadata": {}}
        clean["data"] = {str(name): value for name, value in data.items() if _showable(str(name), value)}
        if kind == "execute_result":
            count = output.get("execution_count")
            clean["execution_count"] = count if type(count) is int else None
        return clean
    return None
