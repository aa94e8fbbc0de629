"""Whether a sheet catches an answer, as quickly as can be said: only that, neither how many points nor in which words.

A tests cell is cut into its parts. The key runs all of them once for each student, and it is noted how each generator stands
before each part. A wrong answer is then tried on the part that caught it on the sheet before, and on the others only if it passes
that. This is exact: where a part tells an answer from the key with the key's generators, either an earlier part has told it already, or none
has, and then the generators stand as the key's do. What is the same for all answers (crowds of boxes, tables and what a card makes of them, the
problems of a loop, what a cell's text says) is made once for each student, and no failing instance is made small.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import io
import pickle
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import CodeType
from typing import Any
from unittest.mock import patch

import numpy
import torch

from hidden import boxes, looks, tables
from workbook import check
from workbook.check.failure import Failure

BEFORE = "before every part"
"""Where an answer is caught that loses all of its points at once: too many lines, a banned name, an error of its own."""
States = dict[str, Any]
_answer: ContextVar[str] = ContextVar("answer", default="")


@dataclass(frozen=True)
class Piece:
    """A statement of a tests cell: a part with its name, a loop over parts, or, without a name, what stands outside of all parts."""

    part: str
    code: CodeType


def pieces(text: str, name: str) -> list[Piece]:
    """A tests cell, cut at its parts; the line that calculates the points is left out."""
    found = []
    for node in ast.parse(text).body:
        if ast.unparse(node) == "grade.score()":
            continue
        inside = [one for one in ast.walk(node) if isinstance(one, ast.With)]
        calls = [one.items[0].context_expr for one in inside]
        named = [call for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == "grade"]
        part = ast.unparse(named[0].args[0]).strip("'\"") if named else ""
        found.append(Piece(part, compile(ast.Module([node], []), f"<{name}>", "exec")))
    return found


def states(names: dict[str, Any]) -> States:
    """How each generator among *names* stands."""
    found: States = {}
    for name, value in names.items():
        if isinstance(value, numpy.random.Generator):
            found[name] = value.bit_generator.state
        elif isinstance(value, torch.Generator):
            found[name] = value.get_state()
    return found


def restore(names: dict[str, Any], kept: States) -> None:
    """Put the generators among *names* where they stood."""
    for name, state in kept.items():
        if isinstance(names.get(name), numpy.random.Generator):
            names[name].bit_generator.state = state
        elif isinstance(names.get(name), torch.Generator):
            names[name].set_state(state)


@dataclass
class Sheet:
    """One student's tests of one exercise. *begin* gives the names of the notebook after an answer was run."""

    cell: list[Piece]
    begin: Callable[[str], dict[str, Any]]
    before: dict[str, States] = field(default_factory=dict)

    def lost(self, text: str) -> list[str]:
        """Run all parts on the answer *text*, noting how the generators stand: the parts that it loses, with what is told."""
        _answer.set(text)
        names = self.begin(text)
        for piece in self.cell:
            if piece.part:
                self.before[piece.part] = states(names)
            exec(piece.code, names)
        return [f"{part.name}: {part.message}" for part in _settled(names["grade"]) if not part.passed]

    def catches(self, text: str, first: list[str]) -> str:
        """The part that the answer *text* loses, looked for in the order of *first*; nothing if it loses none."""
        _answer.set(text)
        try:
            names = self.begin(text)
            for piece in self.cell:
                if not piece.part:
                    exec(piece.code, names)
        except Exception:  # noqa: BLE001  (outside of every part: nothing is earned)
            return BEFORE
        codes = {piece.part: piece.code for piece in self.cell if piece.part}
        for part in dict.fromkeys([*(part for part in first if part in codes), *codes]):
            restore(names, self.before[part])
            exec(codes[part], names)
            if not all(one.passed for one in _settled(names["grade"])):
                return part
        return ""


def _settled(grade: Any) -> list[Any]:
    with contextlib.suppress(Failure):
        grade.score()
    return list(grade.parts)


@dataclass
class Order:
    """In which order the parts are tried on an answer: the last that caught it, then those that caught it more often."""

    last: str = ""
    often: Counter[str] = field(default_factory=Counter)

    def note(self, part: str) -> None:
        """*part* has caught it."""
        self.last = part
        self.often[part] += 1

    def __call__(self) -> list[str]:
        return [self.last, *(part for part, _ in self.often.most_common())]


def _told(rng: Any) -> Any:
    state = rng.bit_generator.state if isinstance(rng, numpy.random.Generator) else rng.get_state().numpy().tobytes()
    return repr(state)


def drawn_once(function: Callable[..., Any], place: int = 0) -> Callable[..., Any]:
    """*function*, which draws with the generator at *place* of its arguments; from one state it is called once."""
    kept: dict[str, tuple[Any, Any]] = {}

    @functools.wraps(function)
    def drawn(*args: Any, **options: Any) -> Any:
        rng = args[place]
        key = repr((_told(rng), [arg for n, arg in enumerate(args) if n != place], sorted(options)))
        if key not in kept:
            made = function(*args, **options)
            kept[key] = (copy.deepcopy(made), states({"rng": rng}))
        found, state = kept[key]
        restore({"rng": rng}, state)
        return copy.deepcopy(found)

    return drawn


def worked_out_once(function: Callable[..., Any]) -> Callable[..., Any]:
    """*function*, which only looks at its arguments; for the same ones it is called once."""
    kept: dict[bytes, Any] = {}

    @functools.wraps(function)
    def found(*args: Any) -> Any:
        key = pickle.dumps(args, 5)
        if key not in kept:
            kept[key] = function(*args)
        return copy.deepcopy(kept[key])

    return found


def read_once(function: Callable[..., None]) -> Callable[..., None]:
    """A check that looks at an answer's text alone; what it says of one is said again of the same one."""
    kept: dict[str, Failure | None] = {}

    @functools.wraps(function)
    def looked(*args: Any, **options: Any) -> None:
        key = repr((_answer.get(), args[0], sorted(map(str, args[1:])), sorted(options)))
        if key not in kept:
            try:
                kept[key] = function(*args, **options)
            except Failure as failure:
                kept[key] = failure
        said = kept[key]
        if said is not None:
            raise said

    return looked


@contextlib.contextmanager
def texts_read_once() -> Iterator[None]:
    """Within it, rules about an answer's text are looked at once for each answer."""
    with contextlib.ExitStack() as stack:
        for name in ("at_most_lines", "no_calls"):
            stack.enter_context(patch.object(check, name, read_once(getattr(check, name))))
        yield


@contextlib.contextmanager
def drawn_once_each() -> Iterator[None]:
    """Within it, what is drawn for all answers alike is made once, and nothing is printed. Open it anew for each student."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        for module, name in ((boxes, "crowd"), (tables, "machines"), (tables, "customers"), (looks, "problem")):
            stack.enter_context(patch.object(module, name, drawn_once(getattr(module, name))))
        stack.enter_context(patch.object(tables, "expected", worked_out_once(tables.expected)))
        stack.enter_context(patch.object(boxes, "smallest", lambda items, fails: list(items)))
        yield
