"""What is shown in the lesson on explanations: a review whose words are switched on and off, pages of one's own in a frame, the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.notebook import interactive, svg

__all__ = ["draw_switches", "frame", "settle", "switches"]

Predict = Callable[[Sequence[str]], NDArray[np.float64]]
MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
LEFT, WIDTH = 30.0, 600.0


def draw_switches(predict: Predict, words: Sequence[str], on: Sequence[bool], column: int, name: str) -> str:
    """The review with what is switched off struck out, and the chance in *column*, called *name*, as a bar."""
    left = " ".join(word for word, stays in zip(words, on, strict=True) if stays)
    chance = float(predict([left])[0][column])
    whole = float(predict([" ".join(words)])[0][column])
    shapes = [svg.text(12, 24, f"The chance of {name}: {chance:.3f}", size=16, bold=True)]
    x, y = LEFT, 58.0
    for word, stays in zip(words, on, strict=True):
        room = 9.2 * len(word) + 16
        if x + room > LEFT + WIDTH:
            x, y = LEFT, y + 30
        shapes.append(svg.text(x, y, word, size=16, colour=svg.INK if stays else svg.GREY))
        if not stays:
            shapes.append(svg.line(x - 2, y - 5, x + room - 12, y - 5, colour=svg.BAD, width=2))
        x += room
    top = y + 26
    shapes.append(svg.box(LEFT, top, WIDTH, 26, svg.PALE))
    shapes.append(svg.box(LEFT, top, WIDTH * chance, 26, svg.VERMILION if name == "complaint" else svg.BLUE))
    for mark in (0, 0.5, 1):
        shapes.append(svg.text(LEFT + WIDTH * mark, top + 44, f"{mark:g}", size=12, anchor="middle"))
    place = LEFT + WIDTH * whole
    shapes.append(svg.line(place, top - 6, place, top + 32, colour=svg.INK, dash="4 3"))
    shapes.append(svg.text(12, top + 68, f"dashed: with all words, {whole:.3f}", size=12))
    alt = f"{left or 'No word'}: the chance of {name} is {chance:.3f}; with all words it is {whole:.3f}."
    return svg.picture(660, top + 80, shapes, alt)


def switches(predict: Predict, text: str) -> None:
    """*text* with a switch for each place of a word, and a choice of what is shown of the model's two columns."""
    words = text.split()
    menu = {
        "widget": "Dropdown", "options": ["complaint", "praise"], "value": "complaint", "description": "chance of",
        "style": {"description_width": "initial"}, "layout": {"max_width": "calc(100% - 4px)"},
    }  # fmt: skip
    controls: dict[str, dict[str, Any]] = {"name": menu}
    for place, word in enumerate(words):
        controls[f"word{place}"] = {
            "widget": "Checkbox",
            "value": True,
            "description": word,
            "indent": False,
            "layout": {"width": "auto", "margin": "0 12px 0 2px"},
        }

    def draw(name: str, **on: bool) -> str:
        column = ["complaint", "praise"].index(name)
        return draw_switches(predict, words, [on[f"word{place}"] for place in range(len(words))], column, name)

    interactive.controlled(draw, controls, columns=2)


def frame(page: str, height: int = 90) -> None:
    """Show *page* in a frame of its own, where nothing runs: the second lock, should the first one not hold."""
    if not isinstance(page, str):
        print(f"a page is a text, not {type(page).__name__}")
        return
    styled = f'<meta charset="utf-8"><body style="font: 16px sans-serif; line-height: 1.8; background: #ffffff; color: #000000">{page}</body>'
    framed = f'<iframe sandbox="" title="a review in colour" srcdoc="{escape(styled, quote=True)}" style="width: 100%; height: {height}px; border: 1px solid #888888"></iframe>'
    try:
        from IPython.display import display
    except ImportError:
        return
    display({"text/html": framed, "text/plain": page}, raw=True)


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
