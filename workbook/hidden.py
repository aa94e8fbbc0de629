"""Lets hidden tests import their unit's package ``hidden`` in an ordinary kernel, for whoever has ``source/``.

In the grader's sandbox there is neither a course folder nor the variable: test processes find the package by
``sys.path`` there, and answers not at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

VARIABLE = "WORKBOOK_HIDDEN"
"""The environment variable that names the folder ``hidden``; without it, the working folder tells the unit."""
NAME = "hidden"


def folder() -> Path | None:
    """The package that hidden tests of notebooks in the working folder import; None where there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from workbook.course import hidden_beside

    try:
        return hidden_beside(Path.cwd())
    except FileNotFoundError:  # the working folder has gone
        return None


class _Finder(MetaPathFinder):
    """Finds ``hidden``, and nothing else. It comes first: nothing of that name in a submission takes its place."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        found = folder() if name == NAME else None
        if found is None:
            return None
        return spec_from_file_location(name, found / "__init__.py", submodule_search_locations=[str(found)])


def install() -> None:
    """Have ``import hidden`` work in this process."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
