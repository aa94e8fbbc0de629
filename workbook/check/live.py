"""In a student's own Jupyter kernel: tests cells show a card, and ``%check`` and ``%progress`` are there.

A tests cell shows what the course panel would: readable HTML, the same as text for terminals and for nbgrader, which goes on
reading points off the last line and errors off the error that is sent. It gives no points, which hidden tests decide. In the
grader, in a plain Python and where ``WORKBOOK_PLAIN`` is set (a grader's own kernel) nothing of this happens.
"""

from __future__ import annotations

import linecache
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from workbook.check.card import Card, Fact, fact, summed_up

_TESTS = re.compile(r"^[^#\n]*\bcheck\.\w+\(", re.MULTILINE)
_HIDDEN = "### BEGIN HIDDEN TESTS"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LOOK = re.compile(r'\blook="([^"]+)"\)\s*$')
_LONGEST = 160  # characters of a line of code


class PartLike(Protocol):
    """What is shown of a part."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def outcome(self) -> Any:
        """passed, failed, broken or not run."""

    @property
    def message(self) -> str:
        """Why it is lost."""


@dataclass
class _Cell:
    """The tests cell that runs now."""

    text: str = ""
    parts: list[PartLike] = field(default_factory=list)
    shown: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the hidden tests stand in it: it is not a student's."""
        return _HIDDEN in self.text


_now: _Cell | None = None


def shell_of_kernel() -> Any:
    """IPython's shell, if a Jupyter kernel runs here whose outputs a student looks at; else None."""
    if os.environ.get("WORKBOOK_PLAIN"):
        return None
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return shell if hasattr(shell, "kernel") else None


def begin() -> None:
    """Load the course's magics and cards into the kernel that this is, if it is one. Nothing here can make an import fail."""
    shell = shell_of_kernel()
    if shell is None:
        return
    try:
        _watch(shell)
        shell.extension_manager.load_extension("workbook")
    except Exception:  # noqa: BLE001  (a lesson works without magics and cards)
        return


def _watch(shell: Any) -> None:
    """Have each tests cell noticed before it runs, and its error shown as a card."""
    if getattr(shell, "_workbook_watched", False):
        return
    shell._workbook_watched = True
    send = shell._showtraceback

    def showtraceback(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        send(kind, error, _short(kind, error, lines))  # the error is always sent: graders count it

    shell._showtraceback = showtraceback
    shell.events.register("pre_run_cell", _before)


def _before(info: Any) -> None:
    global _now
    text = str(getattr(info, "raw_cell", "") or "")
    _now = _Cell(text) if _TESTS.search(text) else None


def collects(parts: list[PartLike]) -> bool:
    """Whether the cell that now begins to collect *parts* will be shown as a card instead of printed lines."""
    if _now is None or shell_of_kernel() is None:
        return False
    _now.parts = parts
    return True


def show_parts() -> bool:
    """Show the card of the parts that the cell has collected; whether that was possible."""
    if _now is None:
        return False
    facts = tuple(fact(part.name, part.outcome, part.message) for part in _now.parts)
    return _show(_now, facts)


def _show(cell: _Cell, facts: tuple[Fact, ...], trace: str = "") -> bool:
    passed = [one.passed for one in facts]
    outcome = "passed" if all(passed) else "partial" if any(passed) else "failed"
    if any(one.outcome == "broken" for one in facts):
        outcome = "broken"
    words = "Right so far" if outcome == "passed" and not cell.hidden else ""
    try:
        from IPython.display import display

        made = Card(outcome, words=words, summary=summed_up(facts, cell.hidden), facts=facts, trace=trace)
        display(made.bundle(), raw=True)
    except Exception:  # noqa: BLE001  (what a test found is said in any case)
        return False
    cell.shown = True
    return True


def _short(kind: type[BaseException], error: BaseException, lines: list[str]) -> list[str]:
    """What is sent as a tests cell's traceback: one line where a card says the rest, else all *lines*."""
    cell = _now
    if cell is None or not isinstance(error, Exception) or isinstance(error, SyntaxError):
        return lines
    if cell.shown:
        return lines[-1:] if isinstance(error, AssertionError) else lines
    try:
        before = [fact(part.name, part.outcome, part.message) for part in cell.parts]
        message = str(error) if isinstance(error, AssertionError) and str(error) else explained(error)
        found = (fact("", "failed", message), *before)
        own = isinstance(error, AssertionError) or cell.hidden
        trace = "" if own else _ANSI.sub("", "\n".join(lines))
        shown = _show(cell, found, trace)
    except Exception:  # noqa: BLE001  (an error whose own text fails: as IPython shows it)
        return lines
    first = (message.splitlines() or [""])[0]
    named = isinstance(error, AssertionError) or first.startswith(kind.__name__)
    return [first if named else f"{kind.__name__}: {first}"] if shown else lines


def explained(error: BaseException) -> str:
    """What a student reads of an error that is no check's: what came, in which call of the test, at which line of the answer."""
    if type(error) is AssertionError and not str(error):
        return _with_places("not so", error)
    if isinstance(error, NotImplementedError) and not str(error):
        return "not written yet: the answer still raises NotImplementedError"
    if isinstance(error, NameError) and error.name and not getattr(error, "where", ""):
        return f"{error.name!r} is not defined: is its cell complete, and does it run without an error?"
    where = getattr(error, "where", "")  # the grader knows the line of the answer
    said = f"{type(error).__name__}: {error}".removesuffix(": ")
    return f"{said} (in your cell {where})" if where else _with_places(said, error)


def _with_places(said: str, error: BaseException) -> str:
    """In a student's own kernel: which line of the test called, and at which line of the answer it came to the error."""
    shell = shell_of_kernel()
    if shell is None or _now is None:
        return said
    frames = list(_frames(error, getattr(shell.compile, "_filename_map", {})))
    if not frames:
        return said
    test, line, text = frames[0]
    lines = [said]
    if text and not _within_hidden(test, line):
        lines.append(f"in the test's line: {text}")
    answers = [one for one in frames[1:] if one[0] != test]
    advice = _LOOK.search(linecache.getline(test, line)) if not _within_hidden(test, line) else None
    if answers:
        _, line, text = answers[-1]
        lines.append(f"  look at:  line {line} of your cell: {text}")
    if advice:  # the check's own word, which it never came to say
        lines.append(f"  {'and at:  ' if answers else 'look at: '} {advice[1]}")
    return "\n".join(lines)


def _frames(error: BaseException, cells: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """``(file, line, its text)`` of the frames of *error* that lie in cells, from the test inwards."""
    trace, known = error.__traceback__, set(cells)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in known:
            yield name, trace.tb_lineno, linecache.getline(name, trace.tb_lineno).strip()[:_LONGEST]
        trace = trace.tb_next


def _within_hidden(file: str, number: int) -> bool:
    inside = False
    for line in linecache.getlines(file)[:number]:
        inside = inside != ("### BEGIN HIDDEN" in line or "### END HIDDEN" in line)
    return inside
