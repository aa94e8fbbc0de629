"""Which pairs of students have rare forms in common, and how surprising that is.

A form counts for a pair by how few have it: log2(answers / answers that have it) bits, shared out over its tokens; the answers
are the class's and those of the key and the bank. A token counts once, by the rarest shared form that covers it. Forms of the released text, of the key and of the answer bank count
nothing, nor do those that many of the class have: whoever solves the exercise may write them.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbook.classroom.similar.forms import Form, Forms

MANY = 0.1
"""The share of a class from which on a form is one that many have; always more than FEW students."""
FEW = 4
LEAST_BITS = 12.0
"""Of surprise, over all exercises, from which on a pair is worth a look; measured in benchmarks/similar.py."""
LEAST_SHARE = 0.4
"""Of an answer's own rare code that the other has too, for the exercise to count."""
LEAST_EACH = 3.0
"""Bits of an exercise that counts as one of several."""
LEAST_ALONE = 40.0
"""Bits from which on one exercise alone is worth a look, if most of both answers is shared."""

Exercise = tuple[str, str]
"""Lesson and the answer cell's id."""


@dataclass(frozen=True)
class Match:
    """One exercise of a pair: bits of surprise, what share of either's own code is shared, and the tokens to mark."""

    exercise: Exercise
    bits: float
    shares: tuple[float, float]
    marks: tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Pair:
    """Two students and what they share, the most surprising exercise first."""

    students: tuple[str, str]
    matches: tuple[Match, ...]

    @property
    def bits(self) -> float:
        """Over all exercises."""
        return sum(match.bits for match in self.matches)


class Compared:
    """One exercise's answers by student, and what is no surprise in them."""

    def __init__(self, exercise: Exercise, answers: Mapping[str, Forms], known: Iterable[Forms]) -> None:
        self.exercise, self.answers = exercise, answers
        others = list(known)
        free = set().union(*(one.names for one in others))
        had = Counter(form for one in answers.values() for form in one.names)
        most = max(FEW, MANY * len(answers))
        self._bits = {
            form: math.log2((len(answers) + len(others)) / count) / _size(form)
            for form, count in had.items()
            if count <= most and form not in free
        }
        self.sharers: dict[Form, list[str]] = defaultdict(list)
        for student, one in answers.items():
            for form in one.names:
                if form in self._bits and had[form] > 1:
                    self.sharers[form].append(student)

    def candidates(self) -> set[tuple[str, str]]:
        """Pairs with anything rare in common."""
        return {pair for students in self.sharers.values() for pair in itertools.combinations(sorted(students), 2)}

    def match(self, one: str, other: str) -> Match:
        """What the answers of two students share."""
        mine, theirs = self.answers[one], self.answers[other]
        shared = [form for form in mine.names & theirs.names if form in self._bits]
        sides = [self._tokens(answer, shared) for answer in (mine, theirs)]
        own = [
            sum(self._tokens(answer, [form for form in answer.names if form in self._bits]).values())
            for answer in (mine, theirs)
        ]
        shares = [sum(side.values()) / whole if whole else 0.0 for side, whole in zip(sides, own, strict=True)]
        return Match(
            self.exercise,
            bits=min(sum(side.values()) for side in sides),
            shares=(min(shares[0], 1.0), min(shares[1], 1.0)),
            marks=(frozenset(sides[0]), frozenset(sides[1])),
        )

    def _tokens(self, answer: Forms, shared: Sequence[Form]) -> dict[int, float]:
        """Bits by token: of the rarest of the forms that cover it."""
        found: dict[int, float] = {}
        for form in shared:
            bits = self._bits[form]
            for token in answer.covers[form]:
                found[token] = max(found.get(token, 0.0), bits)
        return found


def _size(form: Form) -> float:
    """Tokens that a form's bits are shared out over."""
    return float(len(form) - 1) if form[0] == "run" else max(5.0, form[1].count("(") / 2)


def pairs(exercises: Iterable[Compared], least: float = LEAST_BITS) -> list[Pair]:
    """Pairs worth a look, the most surprising first."""
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for compared in exercises:
        for one, other in compared.candidates():
            match = compared.match(one, other)
            if max(match.shares) >= LEAST_SHARE:
                found[one, other].append(match)
    made = [Pair(names, tuple(sorted(ms, key=lambda m: (-m.bits, m.exercise)))) for names, ms in found.items()]
    return sorted((pair for pair in made if _surprising(pair, least)), key=lambda pair: (-pair.bits, pair.students))


def _surprising(pair: Pair, least: float) -> bool:
    """One exercise that looks alike happens, and most of it is one idea; two or more seldom are chance."""
    first = pair.matches[0]
    several = sum(match.bits >= LEAST_EACH for match in pair.matches) > 1
    return pair.bits >= least and (several or (first.bits >= LEAST_ALONE and min(first.shares) >= 2 * LEAST_SHARE))
