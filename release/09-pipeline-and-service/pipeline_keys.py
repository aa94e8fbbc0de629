"""What is seen of keys and of a store of results that run next to the answer (lesson 2): raw observations, never a verdict."""

from __future__ import annotations

import builtins
import copy
import importlib.util
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbook.check.observers import beside

_number = itertools.count()


def _module(source: str, folder: Path) -> Any:
    """The module with this source, in a file of its own."""
    path = folder / f"steps{next(_number)}.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Strange:
    """A value that JSON doesn't know."""


_STRANGE: dict[str, Callable[[], Any]] = {
    "set": lambda: {1, 2},
    "object": Strange,
    "function": lambda: len,
    "bytes": lambda: b"a",
}


@beside
def keys(answer: Callable[..., Any], cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The key of each case: its `source` in a module of its own, the function `name` there, `params`, and `files` by name.

    Of a case further: `age`, how many seconds ago its files were written; `strange`, a kind of value that becomes a parameter.
    """
    seen = []
    for case in cases:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            function: Any = _module(case["source"], folder)
            for step in case.get("name", "step").split("."):
                function = function[int(step)] if step.isdigit() else getattr(function, step)
            inputs: dict[str, Any] = {}
            for name, content in case.get("files", {}).items():
                path = folder / f"file{next(_number)}.bin"
                path.write_bytes(content)
                os.utime(path, (1_772_000_000 - case.get("age", 0),) * 2)
                inputs[name] = path if case.get("paths") else str(path)
            for name in case.get("missing", []):
                inputs[name] = str(folder / "nothing.bin")
            params = copy.deepcopy(case.get("params", {}))
            if "strange" in case:
                params["kind"] = _STRANGE[case["strange"]]()
            seen.append(_asked(answer, function, params, inputs, case))
    return seen


@contextmanager
def _salted(salt: int) -> Iterator[None]:
    """Within the block, ``hash`` gives other numbers, as it does for texts in another process."""
    usual = builtins.hash
    builtins.hash = lambda value: usual(value) ^ salt
    try:
        yield
    finally:
        builtins.hash = usual


def _asked(
    answer: Callable[..., Any], function: Any, params: dict[str, Any], inputs: dict[str, Any], case: dict[str, Any]
) -> dict[str, Any]:
    names, found = list(inputs.items()), dict[str, Any](key=None, came="", kinds=[], kept=True)
    try:
        with _salted(case.get("salt", 0)):
            key = answer(function, params, inputs)
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        found["kinds"] = [kind.__name__ for kind in type(error).__mro__]
        found["came"] = f"{found['kinds'][0]}: {error}"[:200]
        return found
    found["key"] = key if type(key) is str else None
    found["came"] = f"{type(key).__name__}, {key!r}"[:160]
    wanted = case.get("params", {})
    found["kept"] = "strange" in case or (
        params == wanted and list(params) == list(wanted) and list(inputs.items()) == names
    )
    return found


@beside
def remembered(answer: Callable[..., Any], events: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What ``answer(folder, key, compute)`` returned for each event, and how often it called compute.

    An event is ("ask", folder, key, result), where result is what compute returns, ("fails", folder, key), where it raises an error,
    ("spoil", folder, key, result), where what came is changed afterwards, ("cut", folder, length), which leaves of each file only so
    many bytes, or ("clear", folder), which deletes all files. Folders are numbers.
    """
    seen = []
    with tempfile.TemporaryDirectory() as place:
        for what, number, *given in events:
            folder = Path(place) / f"store{number}"
            folder.mkdir(exist_ok=True)
            files = [path for path in folder.rglob("*") if path.is_file()]
            if what in ("cut", "clear"):
                for path in files:
                    if what == "clear":
                        path.unlink()
                    else:
                        path.write_bytes(path.read_bytes()[: given[0]])
                seen.append({"files": len(files)})
                continue
            seen.append(_one(answer, folder, what, given))
    return seen


def _one(answer: Callable[..., Any], folder: Path, what: str, given: list[Any]) -> dict[str, Any]:
    calls = 0

    def compute() -> Any:
        nonlocal calls
        calls += 1
        if what == "fails":
            raise ArithmeticError("the step has failed")
        return copy.deepcopy(given[1])

    found: dict[str, Any] = {"got": None, "error": "", "kinds": []}
    try:
        got = answer(folder, given[0], compute)
        found["got"] = copy.deepcopy(got)
        if what == "spoil" and isinstance(got, list):
            got.append("changed afterwards")
    except Exception as error:  # noqa: BLE001
        found["kinds"] = [kind.__name__ for kind in type(error).__mro__]
        found["error"] = f"{found['kinds'][0]}: {error}"[:200]
    return {**found, "calls": calls}
