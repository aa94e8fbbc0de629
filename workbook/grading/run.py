"""Run the cells of one rebuilt notebook in an answer process and a test process, and go on when one is stopped."""

from __future__ import annotations

import re
import select
import socket
import time
from dataclasses import dataclass, replace
from typing import Any

import msgpack

from workbook.errors import EngineFault
from workbook.grading import ends
from workbook.grading.boundary import protocol
from workbook.grading.boundary.frames import Closed, TimedOut, TooBig
from workbook.grading.model import Enough, Limits
from workbook.grading.rebuild import Cell, Rebuilt, label_of, master_cells
from workbook.grading.replies import Room, counted, frame_room, report_of, unpacked
from workbook.grading.sandbox.box import Caps
from workbook.grading.template.handle import Forked, Server, Template
from workbook.grading.verdict import Report, plain_text, read

MOST_MODULES = 2000  # names that the key's run may have the template import
_GRACE = 2.0  # seconds for the test process to notice that the answer is gone
_SETUP_SECONDS = 30.0
_IDLE, _ENDING = 0.1, 3.0  # seconds for a process to leave: one that we don't need, and one that hung up on us
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,199}")


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
        learn: bool = False,
        pictures: bool = True,
        rest: bool = True,
        enough: Enough | None = None,
    ) -> None:
        """Answer processes are forked from *template*, test processes from *tests*, if that is another one.

        Without *pictures* outputs are plain text; without the *rest* nothing is run behind the last wanted test; a tests
        cell that has lost a part and told all that is *enough* leaves its other parts out.

        *learn*: the template is to import later what the checks import here. Only the key's own run may ask for that:
        which modules a test needs can hang on the answer.
        """
        self._learns, self._pictures, self._rest = learn, pictures, rest
        self._enough = enough
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
        self._room = Room(limits.output_kb)
        self._done: list[Cell] = []  # cells that ran in the answer process, to be run again after a restart
        self._hogs: list[Cell] = []  # of these, those that ran into the limit of memory, and may fill it still
        self._prepared: list[Cell] = []
        # What the test process is to say that it has run, and by when.
        self._preparing: tuple[Cell, float] | None = None
        self._untold: protocol.FirstRequest = {"master": master_cells(rebuilt), "renewed": False}
        self._asked = 0  # tests that the test process was asked to run
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
            for cell in self._rebuilt.cells[: self._last()]:
                if cell.type == "code":
                    self._cell(cell)
            if self._learns:
                self._learn()
        finally:
            answer, test = self._pair.answer, self._pair.test
            for forked in (answer, test):
                forked.control.close()  # so that both leave at the same time
            try:
                self._end_process(answer, _IDLE)
            finally:
                self._end_process(test, _IDLE)
            self.seconds = time.monotonic() - started

    def _last(self) -> int | None:
        """How many cells are to be run: all, or as many as the wanted tests need."""
        if self._rest:
            return None
        return max((place + 1 for place, cell in enumerate(self._rebuilt.cells) if cell.id in self._wanted), default=0)

    def _learn(self) -> None:
        """Let the template import what the checks had to import here, so that the next submission needn't."""
        if self._pair.test.ended is None:
            try:
                names = self._ask_test({"do": "modules"}, time.monotonic() + _GRACE).get("modules", [])
            except (Closed, TimedOut, TooBig):
                return
            names = [name for name in names if isinstance(name, str) and _MODULE.fullmatch(name)]
            self._template.load(names[:MOST_MODULES], later=True)

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
        if before is None and not (ended.entered or ended.alive):
            raise self._unboxed()
        if before is None and ends.from_outside(ended):
            raise ends.Killed
        if before is None and ends.perhaps_from_outside(ended):
            self.killed.append(self._now)
        return ends.words(ended, self._limits)

    def _unboxed(self) -> EngineFault:
        """What a process of ours ended by before anything of the student's was read is no answer's fault."""
        return EngineFault(f"A box could not be made: {self._template.said()}", ends.MEND)

    def _cell(self, cell: Cell) -> None:
        self._now = cell.id
        if cell.kind == "answer":
            self._stopped = self._reached = ""
        if time.monotonic() >= self._end and not self._stopped:
            self._stopped = f"stopped: {self._used_up()}"
        if cell.kind == "tests" and cell.id in self._wanted:
            self._tests(cell)
        if cell.kind == "tests" or time.monotonic() >= self._end:
            return
        if cell.kind == "read-only" or "import " in cell.visible:
            self._prepare(cell)
        if cell.source.strip():  # as in a kernel, which neither runs nor counts an empty cell
            self._answer(cell)

    def _used_up(self) -> str:
        """That there is no time left, and what may have taken it, in words."""
        times = f"{self._restarts} times" if self._restarts > 1 else "once"
        again = f" (its process had to be started again {times})" if self._restarts else ""
        return f"the notebook's {self._limits.total_seconds:g} s were used up{again}"

    def _answer(self, cell: Cell) -> None:
        try:
            reply = self._run_in_answer(cell)
        except ends.Lost as lost:
            if self._without_hogs(lost.why):
                self._answer(cell)
                return
            where = f"in exercise {cell.exercise}" if cell.kind == "answer" else "in a cell before the tests"
            text = f"{lost.why} {where}" if lost.why.startswith("stopped") else f"stopped {where}: {lost.why}"
            self.outputs[cell.id] = ends.note(text)
            if cell.kind == "answer":
                self._stopped = text
            else:
                self.notes.append(f"{cell.id}: {text}.")
            self._restart()
            return
        self.outputs[cell.id] = self._room.take(reply.get("outputs"))
        if cell.kind == "answer":
            self._reached = ends.reached(ends.errors_in(self.outputs[cell.id]), self._limits)
            self.outputs[cell.id] += ends.note(self._reached)
            if self._without_hogs(self._reached):
                self._answer(cell)
                return
            if "memory" in self._reached:
                self._hogs.append(cell)
        self.counts[cell.id] = counted(reply.get("count"))
        self._done.append(cell)

    def _run_in_answer(self, cell: Cell) -> dict[str, Any]:
        seconds = self._limits.seconds
        deadline = min(time.monotonic() + seconds, self._end)
        request: protocol.Run = {
            "source": cell.source,
            "label": label_of(cell),
            "most": self._limits.output_kb * 1024,
            "pictures": self._pictures,
        }
        control = self._pair.answer.control
        try:
            control.send(msgpack.packb(request), deadline)
            reply = unpacked(control.recv(deadline, frame_room(self._limits.output_kb)))
        except TimedOut:
            self._end_process(self._pair.answer)
            if self._pair.answer.ended is not None and not self._pair.answer.ended.entered:
                raise self._unboxed() from None
            if time.monotonic() >= self._end:
                raise ends.Lost(f"stopped as {self._used_up()}") from None
            raise ends.Lost(f"stopped after {seconds:g} s") from None
        except Closed:
            raise ends.Lost(self._end_process(self._pair.answer, _ENDING)) from None
        except Exception as error:  # noqa: BLE001  (whatever a hostile process sends instead of a message)
            self._end_process(self._pair.answer)
            raise ends.Lost(f"its process sent nothing that can be read ({type(error).__name__})") from None
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
        """A new answer process, in which the cells that ran before are run again.

        A cell that ends it is left out from then on. So each restart is due to a cell of its own, and the notebook's
        time is their only limit: a cell that is stopped costs what was spent on it and no later one's points.
        """
        while self._start_again() is not None:
            pass

    def _start_again(self) -> Cell | None:
        """One new answer process; the cell that ended it when it was run again, if one did."""
        self._restarts += 1
        self._end_process(self._pair.answer)
        one, other = socket.socketpair()
        with one, other:
            self._pair.answer = self._template.fork("answer", self._caps, self._seed, one)
            self._reconnect(other)
        again, self._done = self._done, []
        for number, cell in enumerate(again):
            if time.monotonic() >= self._end:
                break
            try:
                self._run_in_answer(cell)
            except ends.Lost as lost:
                self.notes.append(f"{cell.id}: could not be run again after a stop ({lost.why}).")
                self._done += again[number + 1 :]
                return cell
            self._done.append(cell)
        return None

    def _reconnect(self, boundary: socket.socket) -> None:
        self._wait_for_prepared()
        test = self._pair.test
        deadline = time.monotonic() + _GRACE
        if test.ended is not None:
            self._new_test(boundary)
            return
        try:
            test.control.send(msgpack.packb({"do": "reconnect"}), deadline)
            test.control.send_socket(boundary, deadline)
            test.control.recv(deadline)
        except (Closed, TimedOut, TooBig, OSError):
            self._new_test(boundary)

    def _new_test(self, boundary: socket.socket) -> None:
        """A new test process, for one that was lost itself. Names that earlier tests cells defined are gone."""
        self._end_process(self._pair.test)
        self._pair.test = self._tests_from.fork("test", self._caps, self._seed, boundary)
        self._untold = {"master": master_cells(self._rebuilt), "renewed": True}
        for cell in self._prepared:
            try:
                self._ask_test(self._prepare_request(cell), time.monotonic() + _SETUP_SECONDS)
            except (Closed, TimedOut, TooBig) as error:
                raise self._unprepared(cell, error) from None

    def _prepare_request(self, cell: Cell) -> protocol.Prepare:
        whole = cell.kind == "read-only"
        text = cell.source if whole else cell.visible
        return {"do": "prepare", "source": text, "label": cell.id, "imports": not whole}

    def _prepare(self, cell: Cell) -> None:
        """Have the test process run the cell too, at the same time as the answer process."""
        self._wait_for_prepared()
        deadline = time.monotonic() + _SETUP_SECONDS
        try:
            self._pair.test.control.send(self._packed(self._prepare_request(cell)), deadline)
        except (Closed, TimedOut, TooBig) as error:
            raise self._unprepared(cell, error) from None
        self._preparing = cell, deadline

    def _wait_for_prepared(self) -> None:
        if self._preparing is None:
            return
        (cell, deadline), self._preparing = self._preparing, None
        try:
            failed = report_of(self._pair.test.control.recv(deadline)).get("failed", "it sent no word of it")
        except (Closed, TimedOut, TooBig) as error:
            raise self._unprepared(cell, error) from None
        if failed:
            self.notes.append(f"{cell.id}: the cell failed beside the tests: {plain_text(str(failed))}")
        self._prepared.append(cell)

    def _unprepared(self, cell: Cell, error: Exception) -> EngineFault:
        why = f"{error}; {self._template.said()}"
        return EngineFault(f"The test process did not run the read-only cell {cell.id} ({why}).")

    def _ask_test(self, request: protocol.TestRequest, deadline: float) -> dict[str, Any]:
        self._wait_for_prepared()
        control = self._pair.test.control
        control.send(self._packed(request), deadline)
        return report_of(control.recv(deadline))

    def _packed(self, request: protocol.TestRequest) -> bytes:
        """A request to the test process; the first one tells it the master's cells, too."""
        told, self._untold = self._untold, {}
        data: bytes = msgpack.packb({**request, **told})
        return data

    def _tests(self, cell: Cell) -> None:
        if self._stopped:
            self.reports[cell.id] = Report("stopped", self._stopped)
            return
        self._asked += 1
        request: protocol.RunTests = {
            "do": "test",
            "number": self._asked,
            "source": self._enough.instead.get(cell.id, cell.source) if self._enough else cell.source,
            "label": cell.id,
            "cells": [done.source for done in self._done],
            "given": [done.source for done in self._done if done.kind == "read-only"],
            "most": self._limits.output_kb * 1024,
            "enough": list(self._enough.phrases) if self._enough else None,
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
        report = read(reply.get("report")) if reply.get("number") == self._asked else read(None)
        self.outputs[cell.id] = self._room.take(reply.get("outputs"))
        self.counts[cell.id] = counted(reply.get("count"))
        gone = reply.get("gone") is True
        if gone and report.ended == "stopped":
            why = self._end_process(self._pair.answer, _ENDING)
            if self._without_hogs(why):
                self._tests(cell)
                return
            report = replace(report, message=f"stopped in exercise {cell.exercise}: {why}")
            self._restart()
        else:
            if report.ended == "failed":
                limit = self._reached or ends.reached(report.message, self._limits)
                report = replace(report, message=f"{report.message}\n{limit}" if limit else report.message)
            if gone:  # over what the test no longer waited for
                self._restart()
        self.reports[cell.id] = report

    def _stop_test(self, cell: Cell, message: str) -> None:
        """End the answer process; the test process too, unless it comes to itself within a moment."""
        self.reports[cell.id] = Report("stopped", message)
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
