"""The pictures of the lesson on words and search: code points, pieces of a text, an inverted index, and BM25 under two sliders."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from workbook.notebook import interactive, svg

CELL = 34.0
COLOURS = ("#cfe5f5", "#fbe3c4", "#cdebdf", "#f2d9e6")
"""Pale grounds for pieces, in turn."""


def draw_code_points(words: Sequence[str]) -> str:
    """A row of boxes for each word: every code point with its number in hexadecimal."""
    shapes, spoken = [svg.text(12, 22, "What the computer compares: code points", size=15, bold=True)], []
    for row, word in enumerate(words):
        top = 38 + 66 * row
        shapes.append(svg.text(12, top + 28, f"{len(word)} code points", size=12))
        for place, letter in enumerate(word):
            left = 120 + 62 * place
            mark = unicodedata.category(letter)[0] == "M"
            shapes.append(svg.box(left, top, 58, 48, COLOURS[1] if mark else COLOURS[0], edge=svg.GREY))
            shown = f"◌{letter}" if mark else letter
            shapes.append(svg.text(left + 29, top + 21, shown, size=17, anchor="middle"))
            shapes.append(svg.text(left + 29, top + 41, f"U+{ord(letter):04X}", size=11, anchor="middle"))
        spoken.append(f"row {row + 1}: " + ", ".join(f"U+{ord(letter):04X}" for letter in word))
    width = 140 + 62 * max(map(len, words))
    return svg.picture(
        width, 42 + 66 * len(words), shapes, "Code points of words that look the same. " + "; ".join(spoken)
    )


def code_points(*words: str) -> None:
    """Show the code points of *words*, one row each."""
    interactive.show(draw_code_points(words))


def draw_pieces(text: str, spans: Sequence[tuple[int, int]], title: str) -> str:
    """*text* in boxes of one character, with its places below, and the pieces from start to end in colour."""
    shapes = [svg.text(12, 22, title, size=15, bold=True)]
    width = 22.0
    for place, letter in enumerate(text):
        owner = next((number for number, (start, end) in enumerate(spans) if start <= place < end), None)
        fill = svg.PAPER if owner is None else COLOURS[owner % len(COLOURS)]
        left = 12 + width * place
        shapes.append(svg.box(left, 36, width, 30, fill, edge=svg.LINE))
        shown = f"◌{letter}" if unicodedata.category(letter)[0] == "M" else letter
        shapes.append(svg.text(left + width / 2, 57, shown, size=15, anchor="middle"))
        if place % 2 == 0 or any(place in span for span in spans):
            shapes.append(svg.text(left + width / 2, 80, str(place), size=10, anchor="middle"))
    for start, end in spans:
        middle = 12 + width * (start + end) / 2
        shapes.append(svg.line(14 + width * start, 90, 10 + width * end, 90, colour=svg.INK, width=2))
        shapes.append(svg.text(middle, 106, f"{start} to {end}", size=11, anchor="middle"))
    told = ", ".join(f"{text[start:end]!r} from {start} to {end}" for start, end in spans)
    return svg.picture(24 + width * len(text), 118, shapes, f"{title}: {told}")


def pieces(text: str, spans: Sequence[tuple[int, int]], title: str = "Pieces, and where they stand") -> None:
    """Show where pieces of *text* begin and end."""
    interactive.show(draw_pieces(text, spans, title))


def draw_postings(texts: Sequence[Sequence[str]], postings: Mapping[str, Sequence[tuple[int, int]]]) -> str:
    """Texts on the left, and on the right for each word where it stands and how often."""
    shapes = [
        svg.text(12, 22, "Texts: number, words", size=15, bold=True),
        svg.text(330, 22, "Index: word, postings", size=15, bold=True),
    ]
    for number, one in enumerate(texts):
        top = 36 + 40 * number
        shapes.append(svg.box(12, top, 32, 30, svg.PALE, edge=svg.GREY))
        shapes.append(svg.text(28, top + 20, str(number), anchor="middle", bold=True))
        shapes.append(svg.text(54, top + 20, " ".join(one) or "(empty)"))
    for row, (word, hits) in enumerate(postings.items()):
        top = 36 + 32 * row
        shapes.append(svg.text(330, top + 18, word))
        for place, (number, count) in enumerate(hits):
            left = 410 + 78 * place
            shapes.append(svg.box(left, top, 70, 26, COLOURS[number % len(COLOURS)], edge=svg.GREY))
            shapes.append(svg.text(left + 35, top + 18, f"{number}: {count} ×", size=12, anchor="middle"))
    height = 50 + max(40 * len(texts), 32 * len(postings))
    told = "; ".join(
        f"{word} in " + ", ".join(f"text {number} {count} times" for number, count in hits)
        for word, hits in postings.items()
    )
    return svg.picture(660, height, shapes, f"An inverted index: {told}")


def postings(texts: Sequence[Sequence[str]], index: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Show texts beside their inverted index."""
    interactive.show(draw_postings(texts, index))


LEFT, RIGHT, TOP, BOTTOM = 60.0, 620.0, 50.0, 260.0
MOST = 20


def share(count: int, length: float, k1: float, b: float) -> float:
    """What *count* occurrences give in a text of *length* times the mean: the factor beside idf."""
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length)) if count else 0.0


def draw_saturation(k1: float, b: float) -> str:
    """The factor of BM25 against the count, for a short, a middling and a long text."""
    high = max(3.0, k1 + 1.2)

    def place(count: float, value: float) -> tuple[float, float]:
        return LEFT + (RIGHT - LEFT) * count / MOST, BOTTOM - (BOTTOM - TOP) * value / high

    shapes = [svg.text(12, 22, f"What a word adds to the score, k1 = {k1:g}, b = {b:g}", size=15, bold=True)]
    for value in range(int(high) + 1):
        x, y = place(0, value)
        shapes += [svg.line(x, y, RIGHT, y), svg.text(x - 8, y + 4, str(value), size=12, anchor="end")]
    for count in range(0, MOST + 1, 4):
        shapes.append(svg.text(place(count, 0)[0], BOTTOM + 18, str(count), size=12, anchor="middle"))
    shapes.append(svg.text((LEFT + RIGHT) / 2, BOTTOM + 38, "how often the word stands in the text", anchor="middle"))
    shapes.append(svg.text(12, 42, "factor, times idf", size=12))
    ceiling = place(0, k1 + 1)[1]
    shapes.append(svg.line(LEFT, ceiling, RIGHT, ceiling, colour=svg.GREY, width=2, dash="6 4"))
    shapes.append(svg.text(RIGHT, ceiling - 5, f"never above k1 + 1 = {k1 + 1:g}", size=12, anchor="end"))
    told = []
    for length, name, colour, dash in (
        (0.5, "half", svg.GREEN, ""),
        (1, "mean", svg.BLUE, ""),
        (3, "three times", svg.VERMILION, "7 4"),
    ):
        values = [share(count, length, k1, b) for count in range(MOST + 1)]
        shapes.append(svg.path([place(count, value) for count, value in enumerate(values)], colour=colour, dash=dash))
        told.append(f"{name} the mean length: {values[1]:.2f} for 1, {values[2]:.2f} for 2, {values[12]:.2f} for 12")
        row = len(told)
        shapes.append(
            svg.line(LEFT, BOTTOM + 38 + 22 * row, LEFT + 30, BOTTOM + 38 + 22 * row, colour=colour, width=3, dash=dash)
        )
        shapes.append(
            svg.text(LEFT + 40, BOTTOM + 42 + 22 * row, told[-1].replace("mean the mean", "the mean"), size=12)
        )
    alt = f"BM25's factor against the count, k1 = {k1:g}, b = {b:g}; " + "; ".join(told).replace(
        "mean the mean", "the mean"
    )
    return svg.picture(640, BOTTOM + 122, shapes, alt)


def saturation(k1: float = 1.2, b: float = 0.75) -> None:
    """What a word adds under BM25, with sliders for k1 and b."""
    controls = {
        "k1": interactive.slider("k1 (how soon it saturates)", 0.0, 3.0, k1, step=0.1),
        "b": interactive.slider("b (how much length counts)", 0.0, 1.0, b, step=0.05),
    }
    interactive.controlled(draw_saturation, controls)
