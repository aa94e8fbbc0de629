"""Mutants of a key: its answers with one small edit each, as a tired hand would make it."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.authoring.rules import without_marks
from workbook.bank.mutation import python, shell, sql
from workbook.bank.mutation.edits import Mutant, apply

_SHELLS = ("%%bash", "%%sh", "%%script")


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of an answer cell's text; its cell magic says the language."""
    source = without_marks(source)
    first, _, rest = source.partition("\n")
    if not first.startswith("%%"):
        yield from apply(source, python.edits(source))
        return
    if first.startswith("%%sql"):
        edits = sql.edits(rest)
    elif first.startswith(_SHELLS) or first.rstrip().endswith((".sh", ".bash")):
        edits = shell.edits(rest)
    else:
        edits = python.edits(rest)
    for mutant in apply(rest, edits):
        yield Mutant(mutant.change, f"{first}\n{mutant.text}")
