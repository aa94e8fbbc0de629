"""What the visible tests of an exercise call: functions with which arguments, scripts in which trees, queries on which tables."""

from __future__ import annotations

import ast
import base64
import contextlib
import inspect
import io
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from workbook import check
from workbook.check.sql.query import text_of
from workbook.classroom.oral.inside.limits import limit
from workbook.classroom.oral.inside.written import Unwritable, written

MOST_CALLS = 24
"""Different calls of one function that are kept."""
_SECONDS = 12.0


def record(task: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """Run the statements of the visible tests, whatever becomes of each, and tell what they called."""
    calls = _Calls(_codes(task["answer"], names))
    scripts: list[dict[str, Any]] = []
    queries: list[dict[str, Any]] = []
    space = dict(names)
    with _replaced("run_script", _scripts(scripts)), _replaced("query", _queries(queries)), limit(_SECONDS):
        for statement in ast.parse(task["tests"]).body:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()), calls.watched():
                exec(compile(ast.Module([statement], []), "<visible tests>", "exec"), space)
    return {"calls": calls.found, "scripts": scripts, "queries": queries}


@contextlib.contextmanager
def _replaced(name: str, made: Callable[[Any], Any]) -> Iterator[None]:
    kept = getattr(check, name)
    setattr(check, name, made(kept))
    try:
        yield
    finally:
        setattr(check, name, kept)


def _scripts(found: list[dict[str, Any]]) -> Callable[[Any], Any]:
    """Makes a ``check.run_script`` that also notes down the runs that need nothing but a tree, arguments and input."""

    def wrapped(real: Any) -> Any:
        def run_script(name: str, tree: Any = None, args: Any = (), **more: Any) -> Any:
            plain = {key: value for key, value in more.items() if key in ("stdin", "env", "inside", "kind")}
            if more.keys() <= {*plain, "shell"} and more.get("shell", "bash") == "bash" and len(found) < MOST_CALLS:
                stdin = plain.get("stdin") or ""
                found.append(
                    {
                        "name": name,
                        "tree": packed(check_tree(tree or {})),
                        "args": [str(arg) for arg in args],
                        "kind": str(plain.get("kind", "")),
                        "stdin": stdin if isinstance(stdin, str) else stdin.decode("latin-1"),
                        "env": dict(plain.get("env") or {}),
                        "inside": str(plain.get("inside", "")),
                    }
                )
            return real(name, tree, args, **more)

        return run_script

    return wrapped


def check_tree(tree: Any) -> dict[str, Any]:
    """The tree with every folder named and every file's bytes."""
    from workbook.check.shell.trees import whole_tree

    return whole_tree(tree)


def packed(tree: dict[str, Any]) -> dict[str, list[Any]]:
    """A tree as JSON can hold it; :func:`unpacked` makes it one again."""
    return {
        path: [base64.b64encode(part).decode() if isinstance(part, bytes) else part for part in entry]
        for path, entry in tree.items()
    }


def unpacked(tree: dict[str, list[Any]]) -> dict[str, Any]:
    """What :func:`packed` made."""
    return {
        path: ("file", entry[1], base64.b64decode(entry[2]), *entry[3:]) if entry[0] == "file" else tuple(entry)
        for path, entry in tree.items()
    }


def _queries(found: list[dict[str, Any]]) -> Callable[[Any], Any]:
    """Makes a ``check.query`` that also notes down the small databases."""

    def wrapped(real: Any) -> Any:
        def query(answer: Any, **more: Any) -> Any:
            if more.get("on"):
                tables = {str(name): str(text) for name, text in more["on"].items()}
                found.append({"text": text_of(answer), "on": tables, "folder": more.get("folder", "")})
            return real(answer, **more)

        return query

    return wrapped


def _codes(answer: str, names: dict[str, Any]) -> dict[CodeType, str]:
    """The code of each function and method that the answer defines, with its name: ``mean``, ``Linear.forward``."""
    found: dict[CodeType, str] = {}
    for node in ast.parse(answer).body:
        own = names.get(getattr(node, "name", ""))
        if isinstance(node, ast.FunctionDef):
            _take(found, own, node.name)
        elif isinstance(node, ast.ClassDef) and isinstance(own, type):
            for name in ("__init__", *(part.name for part in node.body if isinstance(part, ast.FunctionDef))):
                method = own.__dict__.get(name)
                if not isinstance(method, staticmethod | classmethod):
                    _take(found, method, f"{node.name}.{name}")
    return found


def _take(found: dict[CodeType, str], function: Any, name: str) -> None:
    code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
    if isinstance(code, CodeType):
        found[code] = name


class _Calls:
    """The calls of some functions from outside of them, each as the Python that makes it."""

    def __init__(self, codes: dict[CodeType, str]) -> None:
        self._codes = codes
        self._made: dict[int, tuple[Any, str]] = {}  # objects, which are kept so that no other gets their id
        self._inside = 0
        self.found: dict[str, list[str]] = {}

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        sys.settrace(self._begins)  # not setprofile, which the checks of layers use themselves
        try:
            yield
        finally:
            sys.settrace(None)
            self._inside = 0

    def _begins(self, frame: FrameType, event: str, _: Any) -> Any:
        name = self._codes.get(frame.f_code)
        if name is None or event != "call":
            return None
        if self._inside == 0 or name.endswith(".__init__"):
            with contextlib.suppress(Unwritable):
                self._note(name, frame)
        self._inside += 1
        frame.f_trace_lines = False
        return self._ends

    def _ends(self, _: FrameType, event: str, __: Any) -> Any:
        if event == "return":
            self._inside -= 1
        return self._ends

    def _note(self, name: str, frame: FrameType) -> None:
        owner, _, method = name.partition(".")
        arguments = _arguments(frame, skip=bool(method))
        if method == "__init__":
            own = frame.f_locals.get(frame.f_code.co_varnames[0])
            self._made[id(own)] = (own, f"{owner}({arguments})")
            return
        if method:
            own = frame.f_locals.get(frame.f_code.co_varnames[0])
            if id(own) not in self._made:
                return
            made = self._made[id(own)][1]
            call = f"{made}({arguments})" if method in ("forward", "__call__") else f"{made}.{method}({arguments})"
        else:
            call = f"{name}({arguments})"
        known = self.found.setdefault(name, [])
        if call not in known and len(known) < MOST_CALLS:
            known.append(call)


def _arguments(frame: FrameType, skip: bool) -> str:
    """The arguments of the call that a frame has begun: what has its default is left out, what may be named is."""
    code, values = frame.f_code, frame.f_locals
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS | inspect.CO_GENERATOR):
        raise Unwritable
    positional = code.co_varnames[: code.co_argcount][1 if skip else 0 :]
    named = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    defaults = _defaults(frame)
    parts = []
    for name in (*positional, *named):
        text = written(values[name])
        if name in defaults:
            if text != defaults[name]:
                parts.append(f"{name}={text}")
        else:
            parts.append(f"{name}={text}" if name in named else text)
    return ", ".join(parts)


def _defaults(frame: FrameType) -> dict[str, str]:
    """The texts of the defaults of the function that a frame runs, as far as they can be written."""
    found: dict[str, str] = {}
    for function in _functions_of(frame):
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.default is not inspect.Parameter.empty:
                with contextlib.suppress(Unwritable):
                    found[name] = written(parameter.default)
    return found


def _functions_of(frame: FrameType) -> Iterator[Any]:
    name = frame.f_code.co_name
    candidates = [frame.f_globals.get(name)]
    if frame.f_code.co_argcount:
        candidates.append(getattr(type(frame.f_locals.get(frame.f_code.co_varnames[0])), name, None))
    for candidate in candidates:
        if getattr(candidate, "__code__", None) is frame.f_code:
            yield candidate
            return
