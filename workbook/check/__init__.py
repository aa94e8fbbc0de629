"""What graded cells call: ``from workbook import check``.

A check says what was checked, what was expected, what came and where to look. It raises :class:`Failure`, never
warns, and writes nothing to standard error.
"""

from workbook.check import boxes, preprocessing
from workbook.check.beside import beside
from workbook.check.calls import outcome, raises
from workbook.check.decisions import Decision, decision, decisions
from workbook.check.failure import Failure, fail, that
from workbook.check.parts import Parts, Score, parts
from workbook.check.practice import practise_vi
from workbook.check.script import Run, run_script, shells
from workbook.check.seeds import rng, seed, torch_generator
from workbook.check.source import at_most_lines, no_calls, no_names, source_of
from workbook.check.tensors import (
    input_gradients,
    inputs_after,
    leaves_input_alone,
    no_operations,
    no_python_loop,
    operations,
    python_steps,
)
from workbook.check.trees import NAME_KINDS, copied, dice, file, folder, hostile_name, link, words
from workbook.check.values import close, equal

__all__ = [
    "NAME_KINDS",
    "Decision",
    "Failure",
    "Parts",
    "Run",
    "Score",
    "at_most_lines",
    "beside",
    "boxes",
    "close",
    "copied",
    "decision",
    "decisions",
    "dice",
    "equal",
    "fail",
    "file",
    "folder",
    "hostile_name",
    "input_gradients",
    "inputs_after",
    "leaves_input_alone",
    "link",
    "no_calls",
    "no_names",
    "no_operations",
    "no_python_loop",
    "operations",
    "outcome",
    "parts",
    "practise_vi",
    "preprocessing",
    "python_steps",
    "raises",
    "rng",
    "run_script",
    "seed",
    "shells",
    "source_of",
    "that",
    "torch_generator",
    "words",
]
