"""Finds an observer by the name that a test sent: only the kit's checks and the unit's own Python have any."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

from workbook.check.observers import find
from workbook.course import HIDDEN
from workbook.grading.sandbox import box

CHECKS = "workbook.check."


@functools.lru_cache(maxsize=200)
def may_observe(module: str) -> bool:
    """Whether *module* may have observers: one below ``workbook.check``, or of the unit's own Python as the box shows it."""
    parts = module.split(".")
    if not all(part.isidentifier() for part in parts) or parts[0] == HIDDEN:
        return False
    own = (box.FILES / f"{parts[0]}.py", box.FILES / parts[0] / "__init__.py")
    return module.startswith(CHECKS) or any(path.is_file() for path in own)


def observer(name: str) -> Callable[..., Any]:
    """The observer called ``module:function``, imported if it must be; raises LookupError for any other name."""
    module = name.partition(":")[0]
    if not may_observe(module):
        raise LookupError(f"{name!r} is no observer of the checks or of the unit")
    try:
        return find(name)
    except KeyError:
        importlib.import_module(module)
        return find(name)
