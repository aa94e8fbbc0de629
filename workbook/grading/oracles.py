"""Keeps reference answers out of reach of the answer process's imports.

The modules below ``workbook.check`` hold what checks compare with: reference answers, planted truths, generators of
hidden instances. Tests need them; cells don't. In the answer process every such module is therefore closed unless it is
listed here, and an import of it says why. Observers (``@beside``) go on working, wherever they are written.

This is a fence and no wall: the package is open to be read, and its text can be pasted into an answer.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any

from workbook.check.beside import find

PACKAGE = "workbook.check"
OPEN = frozenset(
    {
        "banned", "beside", "calls", "companions", "exam", "failure", "observe", "parts", "practice", "processes",
        "script_box", "seeds", "source", "tensors", "trees", "values",
    }
)  # fmt: skip
"""Modules that hold nothing of any exercise's answer: the kit itself, and what cells of lessons use."""


def closed(name: str) -> bool:
    """Whether cells are refused the module called *name*."""
    package, _, rest = name.partition(f"{PACKAGE}.")
    return not package and bool(rest) and rest.partition(".")[0] not in OPEN


class _Fence(MetaPathFinder):
    """Refuses closed modules while it is shut, and remembers those that were loaded before."""

    def __init__(self) -> None:
        self._kept: dict[str, ModuleType] = {}
        self._lifted = False

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if not self._lifted and closed(name):
            raise ImportError(f"{name} holds the course's reference answers: an answer can't import it", name=name)

    def shut(self) -> None:
        """Take every closed module away from ``sys.modules`` and from its package."""
        for name in [name for name in sys.modules if closed(name)]:
            module = self._kept[name] = sys.modules.pop(name)
            above, _, last = name.rpartition(".")
            package = sys.modules.get(above)
            if package is not None and vars(package).get(last) is module:
                delattr(package, last)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Let the course's own code import what it needs."""
        self._lifted = True
        sys.modules.update(self._kept)
        try:
            yield
        finally:
            self._lifted = False
            self.shut()


_fence = _Fence()


def close() -> None:
    """Close the modules in this process, from now on."""
    sys.meta_path.insert(0, _fence)
    _fence.shut()


def observer(name: str) -> Callable[..., Any]:
    """The observer called ``module:function``, imported if it must be."""
    try:
        return find(name)
    except KeyError:
        with _fence.lifted():
            importlib.import_module(name.partition(":")[0])
        return find(name)
