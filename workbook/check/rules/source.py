"""Rules about an answer's text: how long it is, and what it may not use.

In a student's kernel the text is the notebook's own history; the grader sets :func:`set_cells` to the submission.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Set
from types import ModuleType

from workbook.check.failure import Failure
from workbook.check.rules.bindings import body_of, bound_by, code_of
from workbook.check.rules.dotted import Use, found_as, hides, steps
from workbook.check.rules.reading import Text, text_of
from workbook.check.rules.scopes import Imported

MAX_COLUMNS = 100
_UNDEFINED = "the answer cell: run it, or write `def` or `class` there"


def _history() -> list[str]:
    from IPython import get_ipython

    shell = get_ipython()
    return list(shell.user_ns.get("In", [])) if shell is not None else []


_cells: Callable[[], Iterable[str]] = _history
_given: Set[str] | None = None


def set_cells(cells: Callable[[], Iterable[str]] | None, given: Iterable[str] = ()) -> None:
    """Take the answers' texts, in the order in which they ran, from *cells*; None: from the kernel's history.

    Those that are *given*, the lesson's own, are read for what names mean, but what stands there breaks no rule. A kernel
    doesn't know which they are: there only the answer's own cell is the student's.
    """
    global _cells, _given
    _cells, _given = cells or _history, None if cells is None else frozenset(given)


def source_of(name: str) -> str:
    """The text of the last function, class or assignment that gives *name* a value at the top level of a cell.

    Raises Failure when no cell does.
    """
    return _found(name)[0]


def _found(name: str) -> tuple[str, str]:
    """The text that gives *name* its value, and the text of the cell that holds it."""
    for cell in reversed(list(_cells())):
        found = _definition(cell, name)
        if found is not None:
            return found, code_of(cell)
    raise Failure(f"{name} is not defined in any cell", look=_UNDEFINED)


def _definition(cell: str, name: str) -> str | None:
    elsewhere = cell.isascii() and name not in cell  # other letters may stand for the name's
    for node in reversed(() if elsewhere else body_of(cell)):
        if any(not isinstance(value, Imported) for value in bound_by(node).values.get(name, ())):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            return "".join(_lines(code_of(cell))[first - 1 : node.end_lineno])
    return None


def _lines(text: str) -> list[str]:
    """The lines of *text* as Python counts them: a form feed, say, ends none."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


def logical_lines(text: str) -> int:
    """How many logical lines *text* has: blank lines, comments and docstrings don't count, `;` begins a new one."""
    tree = ast.parse(text)
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
        and isinstance(node.body[0].value.value, str)
    }
    count, start = 0, None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _SKIPPED:
            continue
        if token.type == tokenize.NEWLINE or (token.type == tokenize.OP and token.string == ";"):
            count += start is not None and start not in docstrings
            start = None
        elif start is None:
            start = token.start[0]
    return count


_SKIPPED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


def at_most_lines(name: str, most: int = 50, *, columns: int = MAX_COLUMNS, cell: bool = False) -> None:
    """Fail if the answer called *name* has more than *most* logical lines or a line wider than *columns*.

    With *cell* the whole cell that defines it counts, helpers and imports too.
    """
    text = _found(name)[cell]
    for use in uses(name):
        if use.name.removeprefix("builtins.") in ("exec", "eval", "compile"):
            raise Failure(f"{name} uses {use.name}, {_HIDES}", f"an answer whose lines can be counted: at most {most}")
    what = f"the answer cell with {name}" if cell else name
    physical = sum(bool(line.strip()) for line in _lines(text)) + text.count(";")
    lines = logical_lines(text) if physical > most else physical  # which is never less
    look = "what repeats itself, or what the library already does"
    if lines > most:
        raise Failure(f"{what} is too long", f"at most {most} logical lines", f"{lines} logical lines", look)
    for number, line in enumerate(_lines(text), start=1):
        if len(line.rstrip("\r\n")) > columns:
            wide = len(line.rstrip("\r\n"))
            raise Failure(
                f"{what}, line {number} is too wide",
                f"at most {columns} characters",
                f"{wide} characters",
                "break the line inside brackets",
            )


_HIDES = "which hides what it runs"


def uses(name: str) -> list[Use]:
    """All that the answer called *name* uses, and what it uses of other cells; Failure when no cell defines it."""
    return _text(name).uses(name)


def _text(name: str) -> Text:
    """The cells as one text, in which those are marked that are given."""
    cells = tuple(_cells())
    own = next((index for index in reversed(range(len(cells))) if _definition(cells[index], name) is not None), None)
    if own is None:
        raise Failure(f"{name} is not defined in any cell", look=_UNDEFINED)
    given = (index != own if _given is None else cell in _given for index, cell in enumerate(cells))
    return text_of(cells, tuple(given))


def no_calls(name: str, banned: Iterable[str], *, why: str) -> None:
    """Fail if the answer called *name* uses a *banned* dotted name, such as ``torch.nn.functional.linear``.

    A banned ``.method`` stands for that attribute of anything; a banned name bans what lies below it too. Names are
    followed through imports of all forms, other names for a thing, texts (``getattr(torch, "nn")``), and what the answer
    uses of any cell: helpers, classes, variables. What hides what it runs (``eval``, a computed name) is refused.
    """
    bans = _bans(frozenset(banned), len(sys.modules))
    found = uses(name)
    handed = {step for use in found if use.value for step in (use.name, found_as(use.name)[0])} & bans.above
    for use in found:
        if bans.hold(use) or (handed and use.name in bans.tails):
            raise Failure(f"{name} uses {use.name} ({_place(name, use)})", f"an answer without it: {why}")
    _readable(name, found, bans.above, why)


def no_names(name: str, banned: Iterable[str], *, why: str) -> None:
    """Fail if the answer called *name*, or what it uses of any cell, uses something by a *banned* name, or part of it.

    A function, module or attribute counts under whatever other name it is used; a variable of the answer's own may be called
    so. What hides what it runs is refused.
    """
    bans = set(banned)
    found = uses(name)
    for use in found:
        words = {*use.name.split("."), *found_as(use.name)[0].split(".")} & bans
        if words:
            raise Failure(f"{name} uses {min(words)} ({_place(name, use)})", f"an answer without it: {why}")
    places = {step for use in found for step in steps(use.name)}
    _readable(name, found, {step for step in places if isinstance(found_as(step)[1], ModuleType)}, why)


@functools.lru_cache(maxsize=64)
def _bans(names: frozenset[str], loaded: int) -> _Bans:
    """The bans, looked up anew only when there are other modules."""
    return _Bans(names)


class _Bans:
    """Banned names, as they are written and as the objects that they stand for."""

    def __init__(self, names: frozenset[str]) -> None:
        found = {name: found_as(name) for name in names if not name.startswith(".")}
        self._names = names | {place for place, _ in found.values()}
        if any(name.startswith("torch.") for name in names):
            self._names |= {"torch._C"}  # where torch keeps all of it again, under names of its own
        self._attributes = tuple(name for name in names if name.startswith("."))
        self._objects = {id(thing) for _, thing in found.values() if callable(thing)}
        self.above = {step for name in found for step in steps(name)} - set(found)
        self.tails = {f".{name.rpartition('.')[2]}" for name in found if "." in name}

    def hold(self, use: Use) -> bool:
        """Whether *use* is of something banned, of something below it, or of the same thing under another name."""
        place, thing = found_as(use.name)
        return (
            (bool(self._attributes) and use.name.endswith(self._attributes))
            or not self._names.isdisjoint(steps(use.name))
            or not self._names.isdisjoint(steps(place))
            or (callable(thing) and id(thing) in self._objects)
        )


def _place(name: str, use: Use) -> str:
    return f"line {use.line} " + ("of the answer" if use.part == name else f"of {use.part}, which it uses")


def _readable(name: str, found: list[Use], modules: Set[str], why: str) -> None:
    """Refuse what can't be read: what runs texts, names that are computed, names that nothing defines."""
    handed = {step for use in found if use.value for step in (use.name, found_as(use.name)[0])} & modules
    for use in found:
        base, _, last = use.name.rpartition(".")
        places = {base, found_as(base)[0]} if base else set()
        computed = last == "?" and (base == "*" or handed or places & modules)
        if hides(use) or computed or (last == "__dict__" and use.value and places & modules):
            said = f"a computed name of {base.strip('*') or 'a module'}" if last == "?" else use.name.removeprefix(".")
            raise Failure(f"{name} uses {said} ({_place(name, use)}), {_HIDES}", f"an answer that can be read: {why}")
    for module in sorted(_text(name).modules(name)):
        if module not in sys.modules and importlib.util.find_spec(module) is None:  # a file that a cell wrote, say
            said = f"{name} uses the module {module}, which is neither installed nor the lesson's"
            raise Failure(said, f"an answer that can be read: {why}")
    for word in _text(name).unknown(name):
        if word in sys.stdlib_module_names or word in sys.modules:
            said = f"{name} uses {word}, which no cell imports or defines"
            raise Failure(said, f"import {word}, or define it, in the answer's cell: {why}")
        raise Failure(
            f"{name} uses {word}, which no cell defines in a way that can be read", f"an answer that can be read: {why}"
        )
