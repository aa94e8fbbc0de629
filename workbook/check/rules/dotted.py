"""Dotted names: what they stand for here, and which of them hide what they run."""

from __future__ import annotations

import functools
import itertools
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any

NOT_READABLE = {
    "exec", "eval", "compile", "globals", "locals", "get_ipython", "runpy", "code", "codeop", "ctypes", "marshal", "pickle", "gc", "inspect",
    "subprocess", "os.system", "os.popen", "sys._getframe", "types.FunctionType", "types.CodeType", "pkgutil", "zipimport",
    "importlib.util", "importlib.machinery", "importlib.reload", "multiprocessing", "sys.settrace",
}  # fmt: skip
"""Ways to run what no text shows."""
_NOT_READABLE_OF_ANYTHING = {
    "__globals__",
    "__builtins__",
    "__subclasses__",
    "__code__",
    "__loader__",
    "f_globals",
    "f_builtins",
}


@dataclass(frozen=True)
class Use:
    """One name that a text uses, written out in full as far as all cells tell; ``.name`` of what isn't known."""

    name: str
    line: int
    part: str
    """The top-level name whose text it stands in."""
    value: bool = False
    """Whether it is handed on, and not only a step to one of its attributes."""


def found_as(dotted: str) -> tuple[str, Any]:
    """A dotted name by the module that really holds it, and its object if that is loaded here. Nothing is imported or run."""
    return _found_as(dotted, len(sys.modules))


@functools.lru_cache(maxsize=4000)
def _found_as(dotted: str, loaded: int) -> tuple[str, Any]:
    head, *rest = dotted.split(".")
    module, place = sys.modules.get(head), head
    for index, word in enumerate(rest):
        if not isinstance(module, ModuleType):
            return dotted, None
        value = vars(module).get(word, sys.modules.get(f"{module.__name__}.{word}"))
        if not isinstance(value, ModuleType):
            return ".".join([module.__name__, *rest[index:]]), value if index == len(rest) - 1 else None
        module, place = value, value.__name__
    return place, module


def hides(use: Use) -> bool:
    """Whether *use* runs or reaches what no text shows."""
    name = use.name.removeprefix("builtins.")
    return not steps(name).isdisjoint(NOT_READABLE) or name.rpartition(".")[2] in _NOT_READABLE_OF_ANYTHING


@functools.lru_cache(maxsize=4000)
def steps(dotted: str) -> frozenset[str]:
    """*dotted* and all that stands above it: ``a``, ``a.b`` and ``a.b.c``."""
    return frozenset(itertools.accumulate(dotted.split("."), "{}.{}".format))
