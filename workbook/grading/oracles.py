"""Keeps reference answers out of reach of the answer process's imports.

The modules below ``workbook.check`` hold what checks compare with: reference answers, planted truths, generators of
hidden instances. Tests need them; cells don't. In the answer process every such module is therefore closed unless it is
listed here, and an import of it says why. Observers (``@beside``) go on working, wherever they are written.

Figures compute what they draw, and some of that is an exercise. An open module that has an ``__all__`` is therefore seen by
cells with those names only.

This is a fence and no wall: the package is open to be read, and its text can be pasted into an answer.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from workbook.check.beside import find

PACKAGE = "workbook.check"
FIGURES = "workbook.notebook"
OPEN = frozenset(
    {
        "banned", "beside", "calls", "causes", "companions", "exam", "failure", "features", "observe", "parts", "processes",
        "records", "script_box", "seeds", "source", "tables", "tensors", "trees", "values",
    }
)  # fmt: skip
"""Modules that hold nothing of any exercise's answer: the kit itself, and what cells of lessons use."""


def closed(name: str) -> bool:
    """Whether cells are refused the module called *name*."""
    package, _, rest = name.partition(f"{PACKAGE}.")
    return not package and bool(rest) and rest.partition(".")[0] not in OPEN


def shown(module: ModuleType) -> ModuleType:
    """What cells see of a loaded module: the names in its ``__all__``, or all of it if it has none."""
    if not hasattr(module, "__all__") or hasattr(module, "__path__"):
        return module
    front = ModuleType(module.__name__, module.__doc__)
    vars(front).update({name: getattr(module, name) for name in module.__all__}, __all__=list(module.__all__))
    return front


class _Front(Loader):
    """Hands out the front of a module that is loaded already."""

    def __init__(self, front: ModuleType) -> None:
        self._front = front

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._front

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


def _fronted(name: str) -> bool:
    return name.startswith(f"{FIGURES}.") or (name.startswith(f"{PACKAGE}.") and not closed(name))


class _Fence(MetaPathFinder):
    """Refuses closed modules while it is shut, and remembers those that were loaded before."""

    def __init__(self) -> None:
        self._kept: dict[str, ModuleType] = {}
        self._lifted = False
        self._loading = False
        self._surveyed: tuple[int, list[str], dict[str, ModuleType]] = (0, [], {})

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if not self._lifted and closed(name):
            raise ImportError(f"{name} holds the course's reference answers: an answer can't import it", name=name)
        if not _fronted(name) or self._loading:
            return None  # what such a module imports itself is loaded as it is
        self._loading = True
        try:
            front = shown(importlib.import_module(name))
            del sys.modules[name]  # or the import in progress would go on with the module itself
            return ModuleSpec(name, _Front(front))
        finally:
            self._loading = False

    def survey(self) -> None:
        """Note which of the loaded modules are closed, and the fronts of others: it takes a look at each of thousands."""
        names = [name for name in sys.modules if name.startswith((f"{PACKAGE}.", f"{FIGURES}."))]
        away = [name for name in names if closed(name)]
        fronts = {name: shown(sys.modules[name]) for name in names if _fronted(name)}
        fronts = {name: front for name, front in fronts.items() if front is not sys.modules[name]}
        self._surveyed = (len(sys.modules), away, fronts)

    def up_to_date(self) -> bool:
        """Whether as many modules are loaded as when they were surveyed."""
        return self._surveyed[0] == len(sys.modules)

    def shut(self) -> None:
        """Take every closed module away from ``sys.modules`` and from its package."""
        if not self.up_to_date():
            self.survey()
        (_, away, fronts), self._surveyed = self._surveyed, (0, [], {})
        for name in away:
            module = self._kept[name] = sys.modules.pop(name)
            above, _, last = name.rpartition(".")
            package = sys.modules.get(above)
            if package is not None and vars(package).get(last) is module:
                delattr(package, last)
        for name, front in fronts.items():
            above, _, last = name.rpartition(".")
            sys.modules[name] = front
            setattr(sys.modules[above], last, front)

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


def survey() -> None:
    """Look before a fork at what :func:`close` has to do after it."""
    _fence.survey()


def resurvey() -> None:
    """Look again if modules have come or gone since."""
    if not _fence.up_to_date():
        _fence.survey()


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
