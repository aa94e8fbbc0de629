"""A question to think about before running a cell: it costs no points, and each wrong choice says what it overlooks.

    quiz("What does this print?", runs="print(0.1 + 0.2)", right="0.30000000000000004",
         wrong={"0.3": "None of the three numbers has a finite form in base two."}, because="The sum is rounded twice.")
    quiz("How many rows come out?", number=6, wrong={3: "Each row on the left meets two on the right."}, because="3 times 2.")
    quiz("Put the steps in order.", order=["split", "fit", "measure"], because="What is measured must not have been seen.")
    quiz("Which line is wrong?", shows=code, line=2, wrong={1: "That is how it should be."}, because="It changes its input.")

It is drawn by the page alone: no kernel, no network, nothing lost at a restart. Without scripts, on an exported page, each choice
still opens. In a console the text says how to answer.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from workbook.check.card import NO_MATHS

_CODE = re.compile(r"`([^`]+)`")
_STRESSED = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Choice:
    """One answer that a reader may choose, and what is said to it."""

    text: str
    right: bool
    said: str


@dataclass(frozen=True)
class Quiz:
    """A question as a notebook shows it. Made by :func:`quiz`, which tells what the fields hold."""

    question: str
    because: str
    choices: tuple[Choice, ...] = ()
    number: float | None = None
    within: float = 0.0
    order: tuple[str, ...] = ()
    code: str = ""
    proven: bool = False
    database: str = ""
    notes: Mapping[float, str] = field(default_factory=dict)

    def answer(self, given: str | float | Sequence[str]) -> str:
        """What is said to an answer: a choice's letter or text, a number, or the items in an order."""
        if self.order:
            right = not isinstance(given, str | float | int) and tuple(given) == self.order
            return self._said(right, self.because if right else "look at the order again")
        if self.number is not None:
            return self._number_said(given)
        for letter, choice in zip(_LETTERS, self.choices, strict=False):
            if str(given).strip().lower() in (letter, choice.text.lower()):
                return self._said(choice.right, choice.said)
        return f"There is no such choice. Choose one of {', '.join(_LETTERS[: len(self.choices)])}."

    def _number_said(self, given: object) -> str:
        try:
            value = float(given)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return "Answer with a number."
        assert self.number is not None
        if abs(value - self.number) <= self.within:
            return self._said(True, self.because)
        return self._said(False, self.notes.get(value, "think again, then look at the answer"))

    @staticmethod
    def _said(right: bool, text: str) -> str:
        return f"{'✓ Right' if right else '✗ Not this'}: {text}"

    @property
    def key(self) -> str:
        """What the page remembers an answer under."""
        return hashlib.sha256(self.question.encode()).hexdigest()[:16]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html()}

    def text(self) -> str:
        """The question for a console."""
        lines = [f"Question: {self.question}", *(f"    {line}" for line in self.code.splitlines())]
        if self.choices:
            lines += [f"  {letter}) {choice.text}" for letter, choice in zip(_LETTERS, self.choices, strict=False)]
            return "\n".join(
                [
                    *lines,
                    f"To answer: _.answer(...) with its letter in quotes, one of {', '.join(_LETTERS[: len(self.choices)])}",
                ]
            )
        if self.order:
            return "\n".join(
                [*lines, *(f"  - {item}" for item in self._shuffled()), "To answer: _.answer(['first', 'next', …])"]
            )
        return "\n".join([*lines, "To answer: _.answer(...) with a number"])

    def html(self) -> str:
        """The question for a page: it works without scripts, and better with them."""
        name = f"quiz-{self.key}"
        body = self._choices(name) if self.choices else self._order(name) if self.order else self._number(name)
        code = f"<pre><code>{escape(self.code)}</code></pre>" if self.code else ""
        return (
            f"<style>{_asset('quiz.css')}</style>"
            f'<section class="workbook-quiz {NO_MATHS}" id="{name}" data-key="{self.key}" aria-labelledby="{name}-question">'
            f'<p class="workbook-quiz-question" id="{name}-question"><strong>Think first.</strong> {_inline(self.question)}</p>'
            f"{code}{body}</section><script>{_asset('quiz.js')}</script>"
        )

    def _choices(self, name: str) -> str:
        return "".join(
            f'<details class="workbook-quiz-choice" name="{name}"><summary>{_inline(choice.text)}</summary>'
            f"<p>{_inline(self._said(choice.right, choice.said))}</p></details>"
            for choice in self.choices
        )

    def _number(self, name: str) -> str:
        facts = {
            "number": self.number,
            "within": self.within,
            "notes": {f"{key:g}": _inline(text) for key, text in self.notes.items()},
        }
        return (
            f'<div class="workbook-quiz-form" hidden data-facts="{escape(json.dumps(facts))}">'
            f'<label for="{name}-number">Your answer</label> <input id="{name}-number" inputmode="decimal" autocomplete="off">'
            f' <button type="button" class="workbook-quiz-check">Check</button> <span role="status" aria-live="polite"></span></div>{self._revealed()}'
        )

    def _order(self, name: str) -> str:
        items = "".join(
            f'<li data-item="{escape(item)}"><span>{_inline(item)}</span> '
            f'<button type="button" class="workbook-quiz-up" aria-label="{_plain(item)}: one place up" hidden>↑</button>'
            f'<button type="button" class="workbook-quiz-down" aria-label="{_plain(item)}: one place down" hidden>↓</button></li>'
            for item in self._shuffled()
        )
        facts = escape(json.dumps({"order": self.order}))
        return (
            f'<ol class="workbook-quiz-order">{items}</ol><div class="workbook-quiz-form" hidden data-facts="{facts}">'
            f'<button type="button" class="workbook-quiz-check" id="{name}-check">Check the order</button> <span role="status" aria-live="polite"></span></div>'
            f"{self._revealed()}"
        )

    def _revealed(self) -> str:
        shown = ", then ".join(map(_inline, self.order)) if self.order else f"{self.number:g}"
        return f"<details><summary>The answer</summary><p>{shown}. {_inline(self.because)}</p></details>"

    def _shuffled(self) -> list[str]:
        items = list(self.order)
        while items == list(self.order):
            random.Random(f"{self.key}{items}").shuffle(items)
            if items == list(self.order):
                items = items[1:] + items[:1]
        return items


def quiz(
    question: str,
    *,
    because: str,
    right: str | None = None,
    wrong: Mapping[str, str] | Mapping[int, str] | Mapping[float, str] | None = None,
    number: float | None = None,
    within: float = 0.0,
    order: Sequence[str] = (),
    line: int | None = None,
    shows: str = "",
    runs: str = "",
    database: str = "",
) -> Quiz:
    """A question of one of four kinds, to stand on the last line of a cell.

    Args:
        question: one sentence; words in back-quotes are code, words between asterisks are stressed, here and in what is said.
        because: why the right answer is right.
        right: the right choice, of a question with choices.
        wrong: what is said to each wrong choice, number or line.
        number: the right number; within: how far off counts as right.
        order: the items in their right order.
        line: the number, from 1, of the line of the code that is asked for.
        shows: code that is shown.
        runs: code that is shown, and that prints the right answer: the tests of lessons run it; bash does if it begins with %%bash.
        database: a folder of tables beside the lesson; then runs= is a query on it. It prints one value, or its rows, by commas.

    Raises ValueError for a question that isn't whole.
    """
    said = dict(wrong or {})
    code = (runs or shows).strip("\n")
    kinds = [right is not None, number is not None, bool(order), line is not None]
    if sum(kinds) != 1 or (shows and runs):
        raise ValueError("a question has one of right=, number=, order= and line=, and at most one of shows= and runs=")
    if database and not runs:
        raise ValueError("a question with database= has a query to run on it: runs=")
    if not question.strip() or not because.strip() or not all(str(text).strip() for text in said.values()):
        raise ValueError("a question, the reason and each explanation say something")
    whole = {"question": question, "because": because, "code": code, "proven": bool(runs), "database": database}
    if order:
        if len(set(order)) < max(2, len(order)) or said:
            raise ValueError("an order has two items or more, each once, and no wrong=")
        return Quiz(**whole, order=tuple(order))  # type: ignore[arg-type]
    if number is not None:
        notes = {float(key): str(text) for key, text in said.items()}
        if any(abs(key - number) <= within for key in notes):
            raise ValueError("the right number is not among the wrong ones")
        return Quiz(**whole, number=float(number), within=within, notes=notes)  # type: ignore[arg-type]
    if line is not None:
        return Quiz(**whole, choices=_lines(code, line, said, because))  # type: ignore[arg-type]
    assert right is not None
    if not said or right in said:
        raise ValueError("there is at least one wrong choice, and the right one is not among them")
    choices = [Choice(right, True, because), *(Choice(str(text), False, str(why)) for text, why in said.items())]
    random.Random(question).shuffle(choices)
    return Quiz(**whole, choices=tuple(choices))  # type: ignore[arg-type]


def _lines(code: str, line: int, said: Mapping[object, object], because: str) -> tuple[Choice, ...]:
    lines = code.split("\n")
    if not 1 <= line <= len(lines) or line in said or not set(said) <= set(range(1, len(lines) + 1)):
        raise ValueError(f"line= and the keys of wrong= are numbers of lines, from 1 to {len(lines)}, each once")
    return tuple(
        Choice(
            f"{number}: `{text.strip()}`",
            number == line,
            because if number == line else str(said.get(number, "this line is as it should be")),
        )
        for number, text in enumerate(lines, start=1)
        if text.strip()
    )


def _inline(text: str) -> str:
    """As HTML: words in back-quotes as code, and words between asterisks stressed, but not within code."""
    pieces = _CODE.split(escape(text))
    return "".join(
        f"<code>{piece}</code>" if number % 2 else _STRESSED.sub(r"<em>\1</em>", piece)
        for number, piece in enumerate(pieces)
    )


def _plain(text: str) -> str:
    """For an attribute that is read aloud: without the marks of code and stress."""
    return _STRESSED.sub(r"\1", escape(text).replace("`", ""))


@cache
def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
