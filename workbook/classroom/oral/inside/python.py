"""Variants of a Python answer, and what calls of them give: value, shape, output, error, local names, and how often a line ran."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import traceback
from collections import Counter
from types import FrameType
from typing import Any

from workbook.classroom.oral.inside.limits import Patience, limit
from workbook.classroom.oral.inside.written import MOST_SHOWN, shown

_FILE = "<answer>"
_SECONDS = 1.5
_LIBRARIES = {"torch": "torch", "np": "numpy", "pd": "pandas"}


def run(task: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """The outcome of each call of each variant: ``{"asks": [{"id": …, "source": …, "calls": […], "watched": …}]}``."""
    asks = list(task["asks"])
    if task["backwards"]:  # what one call leaves behind for another shows as a difference
        asks.reverse()
    found: dict[str, Any] = {}
    patience = Patience(_SECONDS)
    for ask in asks:
        calls = list(enumerate(ask["calls"]))
        outcomes = {
            number: _outcome(ask, call, names, patience)
            for number, call in (calls[::-1] if task["backwards"] else calls)
        }
        found[ask["id"]] = [outcomes[number] for number, _ in calls]
    return found


def _outcome(ask: dict[str, Any], call: str, names: dict[str, Any], patience: Patience) -> dict[str, Any]:
    """One call of a variant that is made anew for it."""
    printed, told = io.StringIO(), {"stopped": True}
    watch = _Watch() if ask["watched"] else None
    if not patience.seconds:
        return told
    with limit(patience.seconds), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        told = _called(ask["source"], call, names, watch)
    if told.get("stopped"):
        patience.stopped()
        return told
    text = printed.getvalue()
    return {**told, "printed": text if len(text) <= MOST_SHOWN else None, **(watch.found if watch else {})}


def _called(source: str, call: str, names: dict[str, Any], watch: _Watch | None) -> dict[str, Any]:
    space = dict(names)
    for short, library in _LIBRARIES.items():
        if f"{short}." in call:
            space[short] = importlib.import_module(library)
    try:
        exec(compile(source, _FILE, "exec"), space)
        code = compile(call, "<call>", "eval")
        sys.settrace(watch.enter if watch else None)
        try:
            value = eval(code, space)
        finally:
            sys.settrace(None)
        return shown(value)
    except BaseException as error:
        if not isinstance(error, Exception | SystemExit | KeyboardInterrupt | GeneratorExit):
            raise  # the time is over
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _FILE]
        name = type(error).__name__
        said = str(error).strip().split("\n")[0][:160]
        return {"error": name, "said": said, "line": frames[-1].lineno if frames else 0}


class _Watch:
    """How often each line of the answer ran, and the local names at the end of each of its functions."""

    def __init__(self) -> None:
        self._lines: Counter[int] = Counter()
        self._locals: dict[str, dict[str, dict[str, str]]] = {}

    @property
    def found(self) -> dict[str, Any]:
        return {"lines": {str(line): count for line, count in self._lines.items()}, "locals": self._locals}

    def enter(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._inside if frame.f_code.co_filename == _FILE and event == "call" else None

    def _inside(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self._lines[frame.f_lineno] += 1
        elif event == "return" and not frame.f_code.co_name.startswith("<"):
            values = {name: shown(value) for name, value in frame.f_locals.items() if name != "self"}
            self._locals[frame.f_code.co_qualname] = {name: value for name, value in values.items() if value}
        return self._inside
