"""The test process: runs read-only and tests cells of the master against the answer beyond the boundary."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator, Set
from dataclasses import asdict
from typing import Any

import msgpack

from workbook.check.beside import set_channel
from workbook.check.cells import parsed
from workbook.check.source import set_cells
from workbook.grading.answer_errors import AnswerError, AnswerGone, Misuse
from workbook.grading.ipython import Runner, message_of, names_bound, names_used, own_frames
from workbook.grading.link import Closed, Link
from workbook.grading.model import PartResult
from workbook.grading.remote import Proxy, Remote
from workbook.grading.verdict import Report, number_of


class TestSide:
    """The master's namespace, and what it knows of the answer."""

    __test__ = False

    def __init__(self, remote: Remote, runner: Runner) -> None:
        self.remote, self._runner = remote, runner
        self._space = runner.shell.user_ns
        set_channel(
            lambda name, args, kwargs: remote.ask("observe", name, args, kwargs),
            lambda name, args, kwargs: remote.begin("observe", name, args, kwargs),
        )

    def prepare(self, text: str, label: str, imports_only: bool) -> None:
        """Run a read-only cell here too, unless it needs what the student defines.

        Of a released plain or answer cell only the imports are run, so that the test's modules are never the student's.
        """
        python = self._python(text)
        if python is None:
            return
        code, tree = python
        if imports_only:
            lines = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
            text = code = "\n".join(lines)
            tree = ast.parse(text)
        missing = {name for name in names_used(code, tree) - names_bound(tree) if not self._known(name)}
        if missing:
            for name in names_bound(tree):
                self._space.pop(name, None)
        elif text.strip():
            self._runner.run(text, label, 64 * 1024)

    def _python(self, text: str) -> tuple[str, ast.Module] | None:
        """A cell as Python, its magics written out, and its syntax tree."""
        try:
            code = self._runner.shell.transform_cell(text)
        except SyntaxError:
            return None
        tree = parsed(code)
        return None if tree is None else (code, tree)

    def _known(self, name: str) -> bool:
        return name in self._space or hasattr(builtins, name)

    def run(
        self, text: str, label: str, cells: list[str], given: list[str], most: int
    ) -> tuple[Report, list[dict[str, Any]], int]:
        """Run a tests cell; *cells* are the texts of the cells that ran in the answer process, *given* the master's of them."""
        set_cells(lambda: cells, given)
        python = self._python(text)
        if python is None:
            ran = self._runner.run(text, label, most)
            return Report(broken=True, message="The test itself has a syntax error."), ran.outputs, ran.count
        code, tree = python
        wanted = [
            name for name in sorted(names_used(code, tree)) if not self._known(name) and not name.startswith("__")
        ]
        bound = names_bound(tree)
        fetched: dict[str, Any] = {}
        missing: set[str] = set()
        try:
            self._fetch(wanted, bound, fetched, missing)
        except (AnswerError, AnswerGone, Misuse) as error:
            return self._report(error, None, missing), [], 0
        self._space.update(fetched)
        ran = self._runner.run(text, label, most)
        for name, value in fetched.items():
            if self._space.get(name) is value:
                del self._space[name]
        return self._report(ran.error, ran.value, missing - bound), ran.outputs, ran.count

    def _fetch(self, wanted: list[str], bound: Set[str], fetched: dict[str, Any], missing: set[str]) -> None:
        """Fetch *wanted*. Of names that the cell itself gives a value (*bound*), whatever can't be had is left out."""
        known = self.remote.fetch_all(wanted)
        for name in wanted:
            try:
                found, value = known[name] if name in known else self.remote.fetch(name)
            except AnswerError:
                if name not in bound:
                    raise
                continue
            if not found:
                missing.add(name)
            elif isinstance(value, Proxy) and Proxy.__remote_type__(value) == "module":
                if name in bound:
                    continue
                raise Misuse(f"it uses {name}, a module that no read-only or tests cell imports")
            else:
                fetched[name] = value

    def _report(self, error: BaseException | None, value: Any, missing: set[str]) -> Report:
        if error is None:
            return Report(score=number_of(value), parts=parts_of(value))
        if isinstance(error, AnswerGone) or self.remote.gone:
            return Report(stopped=True, message="the answer's process ended")
        name = type(error).__name__
        line = next((line for _, line, _ in own_frames(error)), 0)
        if isinstance(error, Misuse | SyntaxError | ImportError) and not isinstance(error, AnswerError):
            return Report(error=name, broken=True, message=f"The test itself is at fault. {name}: {error}", line=line)
        return Report(error=name, message=_told(error, missing), parts=parts_of(error), line=line)


def parts_of(holder: Any) -> tuple[PartResult, ...]:
    """The parts that a score of ``check.parts`` carries, or the failure that it raised when all failed."""
    parts = getattr(holder, "parts", ()) if type(holder).__module__.startswith("workbook.check") else ()
    return tuple(PartResult(part.name, float(part.weight), bool(part.passed), str(part.message)) for part in parts)


def _told(error: BaseException, missing: set[str]) -> str:
    """What the student reads of an error in a tests cell."""
    if isinstance(error, AnswerError):
        where = f"\n  in your cell {error.where}" if error.where else ""
        return f"Your code raised {type(error).__name__}: {error}{where}"
    if isinstance(error, NameError) and getattr(error, "name", None) in missing:
        return f"{error.name!r} is not defined: is its cell complete, and does it run without an error?"
    return message_of(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {message_of(error)}"


def serve(control: Link, boundary: Link, runner: Runner) -> None:
    """Do what the engine says until it hangs up. It is trusted; its messages are msgpack all the same."""
    side = TestSide(Remote(boundary, runner.outputs.text), runner)
    warm = len(sys.modules)
    for request in _requests(control):
        if request["do"] == "prepare":
            side.prepare(request["source"], request["label"], request["imports"])
            control.send(msgpack.packb({}))
        elif request["do"] == "modules":
            # Their names are counted only: to look at each takes a copy of the page that it lies in.
            new = list(sys.modules)[warm:] if len(sys.modules) > warm else []
            control.send(msgpack.packb({"modules": new}))
        elif request["do"] == "reconnect":
            side.remote.reconnect(Link(_receive_socket(control)))
            control.send(msgpack.packb({}))
        else:
            texts = request["cells"], request["given"]
            report, outputs, count = side.run(request["source"], request["label"], *texts, request["most"])
            side.remote.settle()
            reply = {"report": asdict(report), "outputs": outputs, "count": count, "gone": side.remote.gone}
            control.send(msgpack.packb(reply, unicode_errors="replace", default=str))


def forget(runner: Runner) -> None:
    """Undo what :func:`serve` has set up in this process, but for what is kept of texts and references."""
    set_channel(None)
    set_cells(None)
    runner.forget()


def _requests(control: Link) -> Iterator[dict[str, Any]]:
    while True:
        try:
            yield msgpack.unpackb(control.recv())
        except Closed:
            return


def _receive_socket(control: Link) -> Any:
    import socket

    _, files, _, _ = socket.recv_fds(control.socket, 1, 1)
    return socket.socket(fileno=files[0])
