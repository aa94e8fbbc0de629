"""The figures of one exercise, and what makes it suspicious."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbook.classroom.insight import measures
from workbook.classroom.insight.measures import FEW, FIFTHS, Measured
from workbook.classroom.insight.model import Exercise, Mistake, TryFigures
from workbook.classroom.insight.records import Tries

STRONG_FAIL = 0.5
"""Mean share of the strongest fifth below which an exercise looks broken."""
UNKNOWN = "No record of checks was handed in for it."


@dataclass(frozen=True)
class Answered:
    """One student's answer: its share of the points, None if it was not handed in or nobody has graded it."""

    share: float | None
    missing: bool = False
    begun: bool = True
    mistake: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One graded cell, and the answers by student."""

    lesson: str
    cell: str
    max_points: float
    answers: dict[str, Answered] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, float]:
        """The shares of those whose answers are graded."""
        return {student: one.share for student, one in sorted(self.answers.items()) if one.share is not None}


def exercise(
    graded: Graded,
    title: str,
    rests: Mapping[str, float | None],
    tries: Mapping[str, Mapping[tuple[str, str], Tries]],
) -> Exercise:
    """All figures of one exercise; *rests* are the students' shares of all the others, *tries* their own records."""
    known = graded.known
    shares, strengths = list(known.values()), [rests.get(student) for student in known]
    groups = dict(zip(known, measures.groups(strengths), strict=True))
    answers = [graded.answers[student] for student in known]
    mistakes = _mistakes(graded, groups, rests)
    found = measures.discrimination(shares, strengths)
    fifths = measures.by_fifth(shares, list(groups.values()))
    reasons = suspicions(shares, found, fifths)
    return Exercise(
        lesson=graded.lesson,
        cell=graded.cell,
        title=title,
        max_points=graded.max_points,
        graded=len(known),
        waiting=sum(one.share is None and not one.missing for one in graded.answers.values()),
        missing=sum(one.missing for one in graded.answers.values()),
        full=sum(share >= 1 for share in shares),
        none=sum(share <= 0 for share in shares),
        not_begun=sum(not one.begun for one in answers),
        difficulty=measures.mean(shares),
        discrimination=found,
        fifths=fifths,
        tries=_tries([own[name] for own in tries.values() if (name := (graded.lesson, graded.cell)) in own]),
        mistakes=mistakes,
        unnamed=sum(one.begun and not one.mistake and (one.share or 0) < 1 for one in answers),
        parts=tuple(Counter(name for one in answers if one.begun for name in one.lost).most_common()),
        suspicions=tuple(reason for _, reason in reasons),
        gravity=sum(weight for weight, _ in reasons),
    )


def _mistakes(
    graded: Graded, groups: Mapping[str, int | None], rests: Mapping[str, float | None]
) -> tuple[Mistake, ...]:
    who: dict[str, list[str]] = {}
    for student, answer in sorted(graded.answers.items()):
        if answer.mistake:
            who.setdefault(answer.mistake, []).append(student)
    cut = any(group is not None for group in groups.values())
    found = []
    for name, students in who.items():
        counts = Counter(groups.get(student) for student in students)
        strengths = [rest for student in students if (rest := rests.get(student)) is not None]
        fifths = tuple(counts[number] for number in range(FIFTHS)) if cut else None
        nothing = "There is no other graded exercise to compare it with."
        found.append(Mistake(name, len(students), fifths, measures.mean(strengths, nothing)))
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def _tries(known: Sequence[Tries]) -> TryFigures:
    times = [one.seconds for one in known if one.seconds is not None]
    nothing = "Nobody's record says so." if known else UNKNOWN
    return TryFigures(
        first=measures.mean([one.first for one in known], UNKNOWN),
        last=measures.mean([one.last for one in known], UNKNOWN),
        count=measures.mean([float(one.count) for one in known], UNKNOWN),
        solved=sum(one.seconds is not None or one.last >= 1 for one in known),
        looked=sum(one.looked for one in known),
        seconds=measures.median(times, nothing),
    )


def suspicions(shares: Sequence[float], discrimination: Measured, fifths: Sequence[Measured]) -> list[tuple[int, str]]:
    """Why an exercise itself may be at fault, each with its weight, the gravest first."""
    found: list[tuple[int, str]] = []
    value = discrimination.value
    if value is not None and value < 0:
        certain = (discrimination.high is not None and discrimination.high < 0) or value <= -1
        sure = "" if certain else ", which may be chance"
        found.append(
            (
                8 if certain else 3,
                f"Who knows the rest does worse here (discrimination {value:.2f}{sure}).".replace("-", "−"),
            )
        )
    weak, strong = fifths[0].value, fifths[-1].value
    if strong is not None and strong < STRONG_FAIL:
        found.append((4, f"Strong students fail: the strongest fifth earns {_percent(strong)} on average."))
    if strong is not None and weak is not None and strong < weak:
        found.append(
            (2, f"The strongest fifth earns less than the weakest ({_percent(strong)} against {_percent(weak)}).")
        )
    if len(shares) >= FEW and max(shares) <= 0:
        found.append((6, f"None of {len(shares)} students earned anything."))
    return sorted(found, key=lambda one: -one[0])


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
