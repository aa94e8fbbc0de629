"""A result as a card: readable HTML for notebooks, and the same as plain text for terminals.

One look for all: the tests cells of a notebook, ``%check``, and, drawn by JupyterLab itself from the same facts, the card
below a cell there. Everything is set as text, never as HTML, and no meaning hangs on colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

NO_MATHS = "mathjax_ignore tex2jax_ignore"
"""Classes of all HTML in which a dollar is a dollar: pages typeset what stands between two of them."""

_FIELDS = {"  expected: ": "expected", "  got:      ": "got", "  look at:  ": "look"}
_NAMES = {"expected": "Expected", "got": "Got", "look": "Look at"}
_MOST = 6000  # characters of one field
# Outcome → sign, colour of the edge (3 : 1 on white and on black), words.
_LOOKS = {
    "passed": ("✓", "#2e8b3d", "Right"),
    "partial": ("◐", "#b9770e", "Partly right"),
    "failed": ("✗", "#d03a3a", "Not right yet"),
    "stopped": ("✗", "#d03a3a", "Stopped"),
    "broken": ("!", "#d03a3a", "The test itself is at fault"),
    "new": ("○", "#808080", "Not begun"),
}


@dataclass(frozen=True)
class Fact:
    """One part of a test: what was checked and, where it is lost, what was expected, what came and where to look."""

    name: str
    outcome: str
    checked: str = ""
    expected: str = ""
    got: str = ""
    look: str = ""

    @property
    def passed(self) -> bool:
        """Whether it is all right."""
        return self.outcome == "passed"


@dataclass(frozen=True)
class Card:
    """What became of one tests cell. ``outcome`` is one of passed, partial, failed, stopped, broken, new."""

    outcome: str
    title: str = ""
    points: str = ""
    """``2 of 4 points``, where points are known."""
    words: str = ""
    """The verdict in other words than the outcome's usual ones."""
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    trace: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def headline(self) -> str:
        """The first line: the verdict, points, and the exercise."""
        words = self.words or _LOOKS[self.outcome][2]
        return f"{words}: {self.points}" if self.points else words

    def bundle(self) -> dict[str, str]:
        """The card for IPython's ``display(..., raw=True)``."""
        return {"text/html": html(self), "text/plain": text(self)}


def taken_apart(message: str) -> dict[str, str]:
    """``checked``, ``expected``, ``got`` and ``look`` of a check's message; a field that it has not is empty."""
    found = {"checked": "", "expected": "", "got": "", "look": ""}
    place, begun = "checked", False
    for line in message.splitlines():
        for mark, name in _FIELDS.items():
            if line.startswith(mark) and not found[name]:
                place, line, begun = name, line.removeprefix(mark), False
        found[place] += f"\n{line}" if begun else line
        begun = True
    return found


def fact(name: str, outcome: str, message: str) -> Fact:
    """A part, with its message taken apart."""
    return Fact(name, outcome, **taken_apart("" if outcome == "passed" else message))


def of_result(exercise: Mapping[str, Any], hidden: bool, notes: Iterable[str] = ()) -> Card:
    """The card of one exercise of a check's answer (docs/jupyter-api.md); *hidden*: whether the hidden tests were run."""
    most = _number(exercise["max_points"])
    points = f"{_number(exercise['points'])} of {most} point{'s' * (most != '1')}"
    if not exercise["begun"]:
        return Card("new", exercise["title"], points, summary="The answer is as released. Write yours, then check.")
    facts = tuple(Fact(**part) for part in exercise["parts"])
    summary = summed_up(facts, hidden)
    return Card(
        exercise["outcome"],
        exercise["title"],
        points,
        summary=summary,
        facts=facts,
        trace=exercise["trace"],
        notes=tuple(filter(None, notes)),
    )


def summed_up(facts: tuple[Fact, ...], hidden: bool) -> str:
    """One sentence on how many parts pass; *hidden*: whether the hidden ones are among them."""
    passed = sum(one.passed for one in facts)
    many = len(facts)
    if passed == many:
        parts = f"{many} " if many > 1 else ""
        noun = "tests pass" if not many else "parts pass" if many > 1 else "part passes"
        start = "All" if many != 1 else "The"
        seen = "" if hidden else "visible "
        return f"{start} {parts}{seen}{noun}{', the hidden ones too.' if hidden else '; the hidden tests decide.'}"
    if passed:
        return f"{passed} of {many} parts pass."
    return f"None of {many} parts passes yet." if many > 1 else ""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(card: Card) -> str:
    """The card in plain lines."""
    sign = _LOOKS[card.outcome][0]
    lines = [f"{sign} {card.headline}" + (f"  ({card.title})" if card.title else "")]
    lines += [f"  {card.summary}"] if card.summary else []
    for one in card.facts:
        if not one.passed:
            lines += [f"  ✗ {one.name}"] if one.name else []
            lines += _indented(one.checked, "      ")
            for name, label in _NAMES.items():
                said = getattr(one, name)
                lines += _indented(f"{label.lower() + ':':<10}{said}", "        ") if said else []
    passed = [one.name for one in card.facts if one.passed and one.name]
    lines += [f"  ✓ passed: {' · '.join(passed)}"] if passed and len(passed) < len(card.facts) else []
    lines += ["  Traceback of your answer:", *_indented(card.trace, "    ")] if card.trace else []
    lines += [f"  {note}" for note in card.notes]
    return "\n".join(lines)


def _indented(said: str, before: str) -> list[str]:
    return textwrap.indent(said[:_MOST], before).splitlines()


def html(card: Card) -> str:
    """The card as HTML with its own styles, for any notebook program, light or dark."""
    sign, colour, _ = _LOOKS[card.outcome]
    lost = [one for one in card.facts if not one.passed]
    passed = [one.name for one in card.facts if one.passed and one.name]
    inside = [
        f'<p style="margin:0 0 4px;font-weight:600"><span style="{_badge(colour)}" aria-hidden="true">{sign}</span> '
        f"{escape(card.headline)}{_beside(card.title)}</p>",
        _paragraph(card.summary),
        *(_fact(one) for one in lost[:1]),
        _more(lost[1:]),
        _paragraph(f"✓ Passed: {' · '.join(passed)}" if passed and lost else ""),
        _folded("Traceback", f"<pre>{escape(card.trace[:_MOST])}</pre>") if card.trace else "",
        *(_paragraph(note) for note in card.notes),
    ]
    style = (
        f"border:1px solid #8888;border-left:5px solid {colour};border-radius:4px;padding:8px 12px;margin:4px 0;"
        "max-width:90ch;line-height:1.45"
    )
    label = escape(f"{card.headline}{f', {card.title}' if card.title else ''}", quote=True)
    return f'<div class="{NO_MATHS}" role="group" aria-label="{label}" style="{style}">{"".join(inside)}</div>'


def _badge(colour: str) -> str:
    return f"display:inline-block;min-width:1.2em;text-align:center;border-bottom:2px solid {colour}"


def _beside(title: str) -> str:
    return f' <span style="font-weight:400">({escape(title)})</span>' if title else ""


def _paragraph(said: str) -> str:
    return f'<p style="margin:0 0 4px">{escape(said)}</p>' if said else ""


def _fact(one: Fact) -> str:
    name = f'<p style="margin:6px 0 2px;font-weight:600">✗ {escape(one.name)}</p>' if one.name else ""
    checked = f'<p style="margin:0 0 4px;white-space:pre-wrap">{escape(one.checked[:_MOST])}</p>' if one.checked else ""
    rows = "".join(
        f'<tr style="background:none"><th scope="row" style="text-align:left;vertical-align:top;padding:1px 12px 1px 0">'
        f'{label}</th><td style="text-align:left;vertical-align:top;padding:1px 0;white-space:pre-wrap;overflow-wrap:anywhere;font-family:monospace">'
        f"{escape(getattr(one, field)[:_MOST])}</td></tr>"
        for field, label in _NAMES.items()
        if getattr(one, field)
    )
    table = f'<table style="border:none;margin:0 0 4px">{rows}</table>' if rows else ""
    return name + checked + table


def _more(facts: list[Fact]) -> str:
    if not facts:
        return ""
    label = "1 more part to mend" if len(facts) == 1 else f"{len(facts)} more parts to mend"
    return _folded(label, "".join(map(_fact, facts)))


def _folded(label: str, inside: str) -> str:
    return f'<details><summary style="cursor:pointer">{label}</summary>{inside}</details>'


@dataclass(frozen=True)
class Plain:
    """A few sentences, and a table if there is one, with a frame but no verdict."""

    said: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """The first column is text, the others are numbers."""

    def bundle(self) -> dict[str, str]:
        """For IPython's ``display(..., raw=True)``."""
        return {"text/html": self._html(), "text/plain": "\n".join([*self._lines(), self.said])}

    def _lines(self) -> list[str]:
        lines = [self.head, *self.rows] if self.head else []
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        return [
            "  ".join(
                word.rjust(width) if column else word.ljust(width)
                for column, (word, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]

    def _html(self) -> str:
        rows = [_row(row) for row in self.rows]
        head = "".join(
            f'<th scope="col" style="text-align:{_side(at)}">{escape(one)}</th>' for at, one in enumerate(self.head)
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
        said = "".join(_paragraph(line) for line in self.said.splitlines())
        style = "border:1px solid #8888;border-radius:4px;padding:8px 12px;margin:4px 0;max-width:90ch;line-height:1.45"
        return f'<div class="{NO_MATHS}" style="{style}">{table}{said}</div>'


def _row(row: tuple[str, ...]) -> str:
    cells = "".join(f'<td style="text-align:{_side(at)}">{escape(one)}</td>' for at, one in enumerate(row))
    return f"<tr>{cells}</tr>"


def _side(column: int) -> str:
    return "right" if column else "left"


def facts(exercise: Mapping[str, Any]) -> dict[str, Any]:
    """One exercise of a check as the card below a cell shows it. Without parts, its message is its only part's."""
    parts = [
        {"name": part["name"], "outcome": part["outcome"], **taken_apart("" if part["passed"] else part["message"])}
        for part in exercise["parts"]
    ]
    if exercise["message"] and all(part["outcome"] == "passed" for part in parts):
        parts.append({"name": "", "outcome": "failed", **taken_apart(exercise["message"])})
    return {**{name: value for name, value in exercise.items() if name != "message"}, "parts": parts}
