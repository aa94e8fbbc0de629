"""What graded cells call: ``from workbook import check``.

A check says what was checked, what was expected, what came and where to look. It raises :class:`Failure`, never
warns, and writes nothing to standard error.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbook.check import live
from workbook.check import tables as tables
from workbook.check.calls import raises
from workbook.check.decisions import Decision, decision, decisions
from workbook.check.failure import Failure, fail, that
from workbook.check.features import same_features
from workbook.check.observers import beside
from workbook.check.parts import Parts, Score, parts
from workbook.check.rules.source import at_most_lines, no_calls, no_names, source_of
from workbook.check.seeds import rng, seed, torch_generator
from workbook.check.shell.script import Run, run_script, shells
from workbook.check.shell.trees import (
    NAME_KINDS,
    copied,
    dice,
    file,
    folder,
    hostile_name,
    link,
    read_only,
    twin,
    words,
)
from workbook.check.sql.changes import database
from workbook.check.sql.query import query, seeks
from workbook.check.torch.tensors import (
    input_gradients,
    inputs_after,
    leaves_input_alone,
    no_operations,
    no_python_loop,
    operations,
    python_steps,
)
from workbook.check.values import close, equal

if TYPE_CHECKING:
    from workbook.check.torch.dropout import drops, drops_all, leaves_alone
    from workbook.check.torch.functions import differentiates, saves_for_backward
    from workbook.check.torch.layers import layer
    from workbook.check.torch.records import recorded

# Imported when first used: these modules import torch, which the units on SQL and the shell do without.
_LATER = {
    "differentiates": "torch.functions",
    "drops": "torch.dropout",
    "drops_all": "torch.dropout",
    "layer": "torch.layers",
    "leaves_alone": "torch.dropout",
    "recorded": "torch.records",
    "saves_for_backward": "torch.functions",
}

__all__ = [
    "NAME_KINDS",
    "Decision",
    "Failure",
    "Parts",
    "Run",
    "Score",
    "at_most_lines",
    "beside",
    "close",
    "copied",
    "database",
    "decision",
    "decisions",
    "dice",
    "differentiates",
    "drops",
    "drops_all",
    "equal",
    "fail",
    "file",
    "folder",
    "hostile_name",
    "input_gradients",
    "inputs_after",
    "layer",
    "leaves_alone",
    "leaves_input_alone",
    "link",
    "no_calls",
    "no_names",
    "no_operations",
    "no_python_loop",
    "operations",
    "parts",
    "python_steps",
    "query",
    "raises",
    "read_only",
    "recorded",
    "rng",
    "run_script",
    "same_features",
    "saves_for_backward",
    "seed",
    "seeks",
    "shells",
    "source_of",
    "that",
    "torch_generator",
    "twin",
    "words",
]


def __getattr__(name: str) -> Any:
    """A check whose module is imported when first used."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


live.begin()
