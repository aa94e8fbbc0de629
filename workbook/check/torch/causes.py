"""Likely causes: what a unit's hidden package knows of mistakes, for whoever has it.

A unit may have ``hidden/faults.py`` with ``known(name)``: wrong layers by the name of the right one, each with the words that say
what is wrong. The grader has it, and so do the course's own; a student's copy goes without, and messages name no cause there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

SHAPES = {
    "Linear": {"weight": "torch keeps one row per output: (out_features, in_features)"},
    "Conv2d": {
        "weight": "(out_channels, in_channels // groups, k, k): with groups, an output channel sees only its own group's inputs"
    },
    "LayerNorm": {"weight": "one number for each place of the last axis"},
    "BatchNorm2d": {"running_mean": "one number for each channel", "weight": "one number for each channel"},
}
"""How torch keeps the parameters of its layers, in words."""


def hidden(name: str) -> ModuleType | None:
    """The module *name* of the unit's package ``hidden``; None where students work without it."""
    try:
        return import_module(f"hidden.{name}")
    except ModuleNotFoundError as missing:
        if missing.name not in ("hidden", f"hidden.{name}"):
            raise
        return None


def known(name: str) -> Iterable[tuple[str, Callable[..., Any]]]:
    """The known faults of the layer *name*: the words that name each, and a function that builds a layer with it."""
    faults = hidden("faults")
    found: Iterable[tuple[str, Callable[..., Any]]] = faults.known(name) if faults else ()
    return found
