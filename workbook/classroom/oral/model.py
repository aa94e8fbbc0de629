"""A question on a piece of a student's code, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbook.classroom.similar.tokens import Language

Outcome = dict[str, Any]
"""What one run in the box gave; what two runs disagree on is left out."""


@dataclass(frozen=True)
class Solved:
    """An answer cell that earned points, and what the visible tests of its exercise called."""

    lesson: str
    exercise: str
    """The exercise's title."""
    tests: str
    answer: str
    """Grade ids."""
    language: Language
    source: str

    @property
    def key(self) -> tuple[str, str]:
        """The answer among all of the unit's."""
        return self.lesson, self.answer


@dataclass(frozen=True)
class Question:
    """One question. Texts are for people; what stands between backticks is code."""

    solved: Solved
    kind: str
    ask: str
    answer: str
    choices: tuple[str, ...] = ()
    """Code that the question names as a, b, c …"""
    given: str = ""
    """What is given: a table, a tree."""
    proof: str = ""
    """What the runs gave, for whoever wants to look closer."""
    lines: tuple[int, ...] = ()
    """Lines of the answer that it is about, from 1."""

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two questions the same."""
        return (*self.solved.key, self.kind, self.ask, *self.choices, self.given)
