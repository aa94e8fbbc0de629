"""The test process: runs read-only and tests cells of the master against the answer beyond the boundary."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import msgpack

from workbook.check.cells import parsed
from workbook.check.names import STAR, names_bound, names_used, names_used_until
from workbook.check.observers import set_channel
from workbook.check.parts import AllFailed, Enough, Outcome, Part, Parts, Score, set_watcher
from workbook.check.rules.source import set_cells
from workbook.grading.boundary import protocol
from workbook.grading.boundary.errors import AnswerError, AnswerGone, Misuse
from workbook.grading.boundary.frames import Closed, Link
from workbook.grading.boundary.proxies import Proxy
from workbook.grading.boundary.remote import Remote
from workbook.grading.boundary.shell import Ran, Runner, message_of, own_frames
from workbook.grading.model import PartResult
from workbook.grading.verdict import AT_FAULT, MAX_NAME, Report, is_taken, number_of

MOST_SENT = 10_000  # characters of one message


class TestSide:
    """The master's namespace, and what it knows of the answer."""

    __test__ = False

    def __init__(self, remote: Remote, runner: Runner) -> None:
        self.remote, self._runner = remote, runner
        self._space = runner.shell.user_ns
        self._held: dict[str, set[str]] = {}
        """Names that read-only and tests cells give a value, with the cells' ids: none is ever fetched."""
        self._lost: dict[str, Report] = {}
        """Of these, those that a cell did not get to, with what a tests cell that needs one reports."""
        self._renewed = False
        self._derived: set[str] = set()
        """Names that tests cells gave a value after they had got something from the answer."""
        self._read: dict[str, tuple[str, ast.Module] | None] = {}
        self._cell = _TestsCell("", ast.Module([], []))
        set_watcher(self)
        set_channel(
            lambda name, args, kwargs: remote.ask("observe", name, args, kwargs),
            lambda name, args, kwargs: remote.begin("observe", name, args, kwargs),
        )

    def know(self, cells: list[tuple[str, str]], renewed: bool) -> None:
        """Take note of the master's read-only and tests cells, id and text, before any of them runs.

        *renewed*: an earlier test process was lost, and with it what its tests cells had given values.
        """
        self._renewed = renewed
        for label, text in cells:
            python = self._python(text)
            for name in names_bound(python[1]) if python else ():
                self._held.setdefault(name, set()).add(label)

    def prepare(self, text: str, label: str, imports_only: bool) -> str:
        """Run a read-only cell here too, unless it needs what the student defines; what went wrong, or nothing.

        Of a released plain or answer cell only the imports are run, so that the test's modules are never the student's.
        """
        python = self._python(text)
        if python is None:
            return "" if imports_only else "it is no Python"
        code, tree = python
        if imports_only:
            lines = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
            text = code = "\n".join(lines)
            tree = ast.parse(text)
        bound = names_bound(tree)
        missing = {name for name in names_used(code, tree) - bound if not self._known(name)}
        lost = next((name for name in sorted(missing) if name in self._lost), None)
        if lost is not None:
            self._lose(bound, self._lost[lost])
            return "" if self._lost[lost].ended == "failed" else f"it needs `{lost}`"
        if missing:
            self._leave_to_the_answer(label, bound)
            return ""
        if not text.strip():
            return ""
        ran = self._runner.run(text, label, 64 * 1024)
        if ran.error is None and ran.completed == len(tree.body):
            for name in bound:
                self._lost.pop(name, None)
            return ""
        why = _named(ran.error) if ran.error is not None else "it did not come to its end"
        cell = "the imports of the cell" if imports_only else "the read-only cell"
        self._lose(bound, Report(message=f"{AT_FAULT} It needs `%s`, but {cell} '{label}' failed. {why}"))
        return why

    def _leave_to_the_answer(self, label: str, bound: frozenset[str]) -> None:
        """A read-only cell that uses the student's names runs beside the answer: what it gives a value is fetched."""
        for name in bound:
            self._space.pop(name, None)
            if self._held.get(name, set()) <= {label}:
                self._held.pop(name, None)

    def _lose(self, names: frozenset[str], report: Report) -> None:
        for name in names:
            self._space.pop(name, None)
            self._lost[name] = report

    def _python(self, text: str) -> tuple[str, ast.Module] | None:
        """A cell as Python, its magics written out, and its syntax tree."""
        if text not in self._read:
            try:
                code = self._runner.shell.transform_cell(text)
                tree = parsed(code)
            except SyntaxError:
                tree = None
            self._read[text] = None if tree is None else (code, tree)
        return self._read[text]

    def _known(self, name: str) -> bool:
        return name in self._space or hasattr(builtins, name)

    def run(self, request: protocol.RunTests) -> tuple[Report, list[dict[str, Any]], int]:
        """Run a tests cell."""
        text, label, most = request["source"], request["label"], request["most"]
        cells, given = request["cells"], request["given"]
        python = self._python(text)
        if python is None:
            ran = self._runner.run(text, label, most)
            return Report(message="The test itself has a syntax error."), ran.outputs, ran.count
        code, tree = python
        cell = self._cell = _TestsCell(label, tree, request["enough"])
        set_cells(lambda: cell.read(cells), given)
        bound, used = names_bound(tree), names_used(code, tree)
        needed = sorted(name for name in used - bound if not self._known(name) and not name.startswith("__"))
        for name in [*needed, STAR]:
            if name in self._lost and self._lost[name].ended == "broken":
                return self._not_run(name), [], 0
        try:
            self._fetch([name for name in needed if name not in self._held and name not in self._lost])
        except (AnswerError, AnswerGone, Misuse) as error:
            return self._failed(error), [], 0
        cell.replies = self.remote.replies
        self._space.update(cell.fetched)
        ran = self._runner.run(text, label, most)
        report = self._finished(ran) or self._failed(ran.error)
        for name, value in cell.fetched.items():
            if self._space.get(name) is value:
                del self._space[name]
        self._keep_in_mind(bound, report)
        return report, ran.outputs, ran.count

    def _fetch(self, wanted: list[str]) -> None:
        """Fetch *wanted*, names that no master cell gives a value, for the cell that is about to run."""
        known = self.remote.fetch_all(wanted)
        for name in wanted:
            found, value = known[name] if name in known else self.remote.fetch(name)[name]
            if not found:
                self._cell.missing.add(name)
            elif isinstance(value, Proxy) and Proxy.__remote_type__(value) == "module":
                # What the answer calls a module decides nothing about the test: the key's own run tells an author of a lost import.
                raise AnswerError(f"{name} is a module here, and the tests ask for a value of this name")
            else:
                self._cell.fetched[name] = value

    def _keep_in_mind(self, bound: frozenset[str], report: Report) -> None:
        """What later cells have to know of the names that this one gives a value, or would have."""
        cell = self._cell
        if cell.fetched or self.remote.replies > cell.replies:
            self._derived |= bound
        for name in bound:
            if name in self._space:
                self._lost.pop(name, None)
            elif report.ended != "finished":
                message = f"not run: it needs `%s`, which the tests '{cell.label}' did not get to"
                broken = report.ended == "broken"
                self._lost[name] = Report(message=f"{AT_FAULT} {message}") if broken else Report("failed", message)

    def _not_run(self, name: str) -> Report:
        """The report of a cell that needs *name*, which another one did not get to."""
        lost = self._lost[name]
        return Report(lost.ended, lost.message.replace("%s", name, 1))

    def _finished(self, ran: Ran) -> Report | None:
        """The only report that can earn points: of a cell each of whose statements ran to its end. Else None."""
        statements = self._cell.tree.body
        if ran.error is not None or not statements or ran.completed != len(statements) or self.remote.missed:
            return None
        value, begun = ran.value, self._cell.parts
        if begun or type(value) is Score:
            if len(begun) != 1 or type(value) is not Score or value is not begun[0].result:
                return Report(message=f"{AT_FAULT} Its last line is not the score of the parts that it has.")
            return Report("finished", score=float(value), parts=_results(begun[0].parts))
        score = number_of(value)
        if score is not None and is_taken(statements[-1], self._cell.fetched):
            return Report(message=f"{AT_FAULT} Its last line gives the answer's number for its points.")
        return Report("finished", score=score)

    def _failed(self, error: BaseException | None) -> Report:
        """The report of a cell that did not finish."""
        if isinstance(error, AnswerGone) or self.remote.gone or self.remote.missed:
            return Report("stopped", "the answer's process ended")
        if error is None:
            return Report(message=f"{AT_FAULT} It holds no statement, or left some out.")
        parts = _results(error.parts) if isinstance(error, AllFailed | Enough) else ()
        line = next((line for label, line, _ in own_frames(error) if label == self._cell.label), 0)
        if isinstance(error, NameError) and not isinstance(error, AnswerError):
            lost = self._lost_name(error)
            if lost is not None:
                return lost
        if isinstance(error, Enough):
            return Report("failed", message_of(error), parts=parts)
        fault = self._fault_of(error)
        if fault:
            return Report("broken", fault, parts=parts, line=line)
        return Report("failed", _told(error, self._cell.missing), parts=parts, line=line)

    def verdict_of(self, error: Exception) -> tuple[Outcome, str] | None:
        """What an error in a part means, and what is said of it; None if it is the answer's fault."""
        if isinstance(error, NameError) and not isinstance(error, AnswerError):
            lost = self._lost_name(error)
            if lost is not None:
                return "broken" if lost.ended == "broken" else "not run", lost.message
        fault = self._fault_of(error)
        return ("broken", fault) if fault else None

    def _lost_name(self, error: NameError) -> Report | None:
        """What a cell or part reports that needs a name which an earlier cell did not get to, or which was lost since."""
        name = error.name
        if name in self._lost:
            return self._not_run(name)
        if self._renewed and name in self._held and self._cell.label not in self._held[name]:
            return Report("stopped", f"not run: it needs `{name}`, which was lost when an earlier cell was stopped")
        return None

    def _fault_of(self, error: BaseException) -> str:
        """What is wrong with the test itself, if it is that, and not the answer, which is to blame for *error*; else "".

        An assertion's failure and an error that crossed the boundary are the answer's. A module that is missing, text that
        is no Python, what can't cross the boundary and a name that other master cells should give a value are the test's.
        Anything else, a TypeError say, is the answer's once the test has got something from it, or may have.
        """
        if isinstance(error, AnswerError | AssertionError):
            return ""
        own_text = isinstance(error, SyntaxError) and str(error.filename).startswith("<cell ")
        always = own_text or isinstance(error, Misuse | ImportError) or not isinstance(error, Exception)
        if isinstance(error, NameError) and not isinstance(error, UnboundLocalError):
            if error.name in self._cell.missing:
                return ""
            always = error.name in self._held and self._cell.label not in self._held[error.name]
        return f"{AT_FAULT} {_named(error)}" if always or not self._touched(error) else ""

    def _touched(self, error: BaseException) -> bool:
        """Whether the cell had got something from the answer when *error* came, or used a name that it got from it."""
        cell = self._cell
        if self.remote.replies > cell.replies or cell.has_read:
            return True
        lines = [line for label, line, _ in own_frames(error) if label == cell.label]
        theirs = cell.fetched.keys() | cell.missing | self._derived
        return not theirs.isdisjoint(names_used_until(cell.tree, lines[0] if lines else 0))

    def knows_enough(self, parts: list[Part]) -> bool:
        """Whether a part is lost, and the phrases that are asked for have been told."""
        if self._cell.enough is None or all(part.passed for part in parts):
            return False
        told = "\n".join(f"{part.name}: {part.message}" for part in parts if not part.passed).lower()
        return all(phrase.lower() in told for phrase in self._cell.enough)

    def begun(self, parts: Parts) -> None:
        """The cell that runs collects parts from now on."""
        self._cell.parts.append(parts)


class _TestsCell:
    """A tests cell while it runs, and what it has got from the answer."""

    def __init__(self, label: str, tree: ast.Module, enough: list[str] | None = None) -> None:
        self.label, self.tree, self.enough = label, tree, enough
        self.fetched: dict[str, Any] = {}
        self.missing: set[str] = set()
        self.parts: list[Parts] = []
        self.replies = 0  # of the answer before it ran
        self.has_read = False

    def read(self, cells: list[str]) -> list[str]:
        """The answer's texts, for rules about them."""
        self.has_read = True
        return cells


def _results(parts: list[Part] | tuple[Part, ...]) -> tuple[PartResult, ...]:
    """Parts as they are reported."""
    return tuple(
        PartResult(str(part.name)[:MAX_NAME], float(part.weight), part.outcome, str(part.message)[:MOST_SENT])
        for part in parts
    )


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {message_of(error)}"


def _told(error: BaseException, missing: set[str]) -> str:
    """What the student reads of an error in a tests cell."""
    if isinstance(error, AnswerError):
        where = f"\n  in your cell {error.where}" if error.where else ""
        return f"Your code raised {type(error).__name__}: {error}{where}"
    if isinstance(error, NameError) and getattr(error, "name", None) in missing:
        return f"{error.name!r} is not defined: is its cell complete, and does it run without an error?"
    return message_of(error) if isinstance(error, AssertionError) else _named(error)


def serve(control: Link, boundary: Link, runner: Runner) -> None:
    """Do what the engine says until it hangs up. It is trusted; its messages are msgpack all the same."""
    side = TestSide(Remote(boundary, runner.outputs.text), runner)
    warm = len(sys.modules)
    for request in _requests(control):
        if "master" in request:
            side.know(request["master"], request["renewed"])
        if request["do"] == "prepare":
            failed = side.prepare(request["source"], request["label"], request["imports"])
            control.send(msgpack.packb({"failed": failed}, unicode_errors="replace"))
        elif request["do"] == "modules":
            # Their names are counted only: to look at each takes a copy of the page that it lies in.
            new = list(sys.modules)[warm:] if len(sys.modules) > warm else []
            control.send(msgpack.packb({"modules": new}))
        elif request["do"] == "reconnect":
            side.remote.reconnect(Link(_receive_socket(control)))
            control.send(msgpack.packb({}))
        else:
            report, outputs, count = side.run(request)
            side.remote.settle()
            reply: protocol.TestsRan = {
                "number": request["number"],
                "outputs": outputs,
                "report": asdict(report),
                "count": count,
                "gone": side.remote.gone,
            }
            control.send(_packed(reply))


def _packed(reply: protocol.TestsRan) -> bytes:
    """The reply as bytes, without the outputs if they hold what can't be sent."""
    packer = msgpack.Packer(unicode_errors="replace", default=lambda value: f"<{type(value).__name__}>")
    try:
        data = packer.pack(reply)
    except (TypeError, ValueError, OverflowError, RecursionError):
        data = msgpack.packb({**reply, "outputs": []}, unicode_errors="replace")
    assert isinstance(data, bytes)
    return data


def forget(runner: Runner) -> None:
    """Undo what :func:`serve` has set up in this process, but for what is kept of texts and references."""
    set_channel(None)
    set_cells(None)
    set_watcher(None)
    runner.forget()


def _requests(control: Link) -> Iterator[protocol.TestRequest]:
    while True:
        try:
            yield msgpack.unpackb(control.recv())
        except Closed:
            return


def _receive_socket(control: Link) -> Any:
    import socket

    _, files, _, _ = socket.recv_fds(control.socket, 1, 1)
    return socket.socket(fileno=files[0])
