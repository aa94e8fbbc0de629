"""Redraw figures/: ``python make_figures.py [FOLDER]``. The same bytes on every run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the unit's own Python

import licences
from workbook.notebook import svg


def remix(sources: list[str], new: str) -> tuple[str, str]:
    """The chart of one source, as Creative Commons publishes it."""
    (source,) = sources
    old, target = ({*name.split()[1].split("-")} if "CC0" not in name else set() for name in (source, new))
    if "ND" in old or ("SA" in old and old != target):
        return "no", ""
    if ("NC" in old and "NC" not in target) or (old and not target):
        return "not recommended", ""
    return "ok", ""


SIX = {("chosen", "in need"): "Ara", ("chosen", "not in need"): "Eun",
       ("not chosen", "in need"): "Bom Cho Dan", ("not chosen", "not in need"): "Fil"}  # fmt: skip
"""The six people of lesson 5, by the cell of the confusion matrix that each stands in."""
MEASURES = (
    ("demographic parity", "chosen", "all", "2 of 6"),
    ("equal opportunity", "chosen and in need", "in need", "1 of 4"),
    ("predictive parity", "chosen and in need", "chosen", "1 of 2"),
)
"""A measure's name, who is counted, among whom, and the share."""


def six() -> str:
    """The six people three times: dark who is counted, tinted among whom, white who is not looked at."""
    shapes = []
    for place, (name, counted, among, share) in enumerate(MEASURES):
        left = 20 + place * 300
        shapes.append(svg.text(left, 28, f"{name}: {share}", size=15, bold=True))
        shapes.append(svg.text(left, 48, f"{counted}, among {among}", size=13))
        for (row, column), people in SIX.items():
            inside = among == "all" or among in (row, column)
            hit = inside and row == "chosen" and (counted == "chosen" or column == "in need")
            x, y = left + 78 + 98 * (column == "not in need"), 78 + 62 * (row == "not chosen")
            fill = svg.GOOD if hit else "#cfe3f1" if inside else svg.PAPER
            shapes.append(svg.box(x, y, 96, 60, fill, edge=svg.INK))
            ink = "#ffffff" if hit else svg.INK if inside else svg.GREY
            shapes.append(svg.text(x + 48, y + 35, people, size=13, anchor="middle", colour=ink, bold=hit))
        for words, y in (("chosen", 112), ("not chosen", 174)):
            shapes.append(svg.text(left + 72, y, words, size=12, anchor="end"))
        for words, x in (("in need", left + 126), ("not in need", left + 224)):
            shapes.append(svg.text(x, 72, words, size=12, anchor="middle"))
    alt = (
        "The confusion matrix of six people, three times. Demographic parity counts Ara and Eun, chosen, among all six. "
        "Equal opportunity counts Ara among the four in need. Predictive parity counts Ara among the two chosen."
    )
    return svg.picture(910, 216, shapes, alt)


CROWDS = {
    "20 of 100 in need": {"tp": 15, "fn": 5, "fp": 5, "tn": 75},
    "40 of 100 in need": {"tp": 30, "fn": 10, "fp": 10, "tn": 50},
}
"""Two groups of lesson 5 with the same true positive rate and the same predictive value: 0.75."""


def crowds() -> str:
    """Two groups of a hundred people, a square each; the chosen have a dark edge."""
    fills = {"tp": svg.GOOD, "fn": "#bfe0da", "fp": svg.FAIR, "tn": svg.PALE}
    shapes = []
    for place, (title, matrix) in enumerate(CROWDS.items()):
        left, chosen = 20 + place * 330, matrix["tp"] + matrix["fp"]
        shapes.append(svg.text(left, 28, title, size=15, bold=True))
        words = f"chosen {chosen}; chosen without need {matrix['fp']} of {matrix['fp'] + matrix['tn']}"
        shapes.append(svg.text(left, 48, words, size=13))
        cells = [cell for cell in ("tp", "fp", "fn", "tn") for _ in range(matrix[cell])]
        for number, cell in enumerate(cells):
            x, y = left + number % 10 * 24, 62 + number // 10 * 24
            edge, thick = (svg.INK, 2) if cell in ("tp", "fp") else (svg.PAPER, 1)
            shapes.append(svg.box(x + 1, y + 1, 21, 21, fills[cell], edge=edge, thick=thick))
    legend = {"tp": "chosen, in need", "fp": "chosen, not in need", "fn": "missed", "tn": "rightly left out"}
    for place, (cell, words) in enumerate(legend.items()):
        edge, thick = (svg.INK, 2) if cell in ("tp", "fp") else (svg.PAPER, 1)
        shapes.append(svg.box(20 + place * 158, 320, 16, 16, fills[cell], edge=edge, thick=thick))
        shapes.append(svg.text(42 + place * 158, 333, words, size=12))
    alt = (
        "Two groups of a hundred people. In the first 20 are in need: 15 of them and 5 others are chosen. In the second 40 are in "
        "need: 30 of them and 10 others are chosen. Three of four are reached and three of four are right in both, yet 20 are "
        "chosen in one and 40 in the other, and 5 of 80 against 10 of 60 are chosen without need."
    )
    return svg.picture(640, 350, shapes, alt)


DEATHS = {1955: (30,), 1960: (30, 50), 1965: (30, 50, 70)}
"""Three authors of lesson 1 by the year of the death: the terms that they got, one after the other."""


def terms() -> str:
    """A bar for each author: how long the works were protected, and where a longer term came in time."""

    def at(year: float) -> float:
        return 120 + (year - 1950) * 7

    shapes = []
    for year, words in ((1987.5, "1 July 1987: 50 years"), (2013.5, "1 July 2013: 70 years")):
        shapes.append(svg.line(at(year), 44, at(year), 212, colour=svg.INK, width=1.5, dash="4 3"))
        shapes.append(svg.text(at(year), 34, words, size=13, anchor="middle", bold=True))
    for place, (died, spans) in enumerate(DEATHS.items()):
        y, start = 62 + place * 50, died + 1
        shapes.append(svg.text(at(1950) + 8, y + 12, f"died {died}", size=13, anchor="end", bold=True))
        shapes.append(svg.text(at(1950) + 8, y + 28, f"to the end of {died + spans[-1]}", size=12, anchor="end"))
        for span, fill in zip(spans, (svg.GOOD, "#7cc4b8", "#bfe0da"), strict=False):
            end = died + span + 1
            shapes.append(svg.box(at(start), y, at(end) - at(start), 30, fill, edge=svg.INK))
            ink = "#ffffff" if fill == svg.GOOD else svg.INK
            words = f"{span} years" if span == spans[0] else f"to {span}"
            shapes.append(svg.text((at(start) + at(end)) / 2, y + 20, words, size=12, anchor="middle", colour=ink))
            start = end
    for year in range(1960, 2041, 10):
        shapes.append(svg.text(at(year), 232, str(year), size=12, anchor="middle"))
    alt = (
        "Three bars on a line of years. Who died in 1955 was protected for 30 years, to the end of 1985, before the 50 years "
        "came on 1 July 1987. Who died in 1960 got 50 years, to the end of 2010, before the 70 years came on 1 July 2013. Who "
        "died in 1965 gets all 70, to the end of 2035."
    )
    return svg.picture(790, 248, shapes, alt)


def made() -> str:
    """Two works, and what becomes of them as an adaptation, a collection and a copy."""
    one, other, shapes = svg.GOOD, svg.FAIR, []
    for place, (name, words) in enumerate(
        (("adaptation", "changed creatively"), ("collection", "unchanged, chosen, side by side"), ("copy", "unchanged"))
    ):
        left = 20 + place * 270
        shapes.append(svg.text(left, 28, name, size=15, bold=True))
        shapes.append(svg.text(left, 48, words, size=13))
        shapes.append(svg.box(left, 72, 44, 44, one, edge=svg.INK))
        if name != "copy":
            shapes.append(svg.box(left, 126, 44, 44, other, edge=svg.INK))
        middle = 94 if name == "copy" else 121
        shapes.append(svg.line(left + 54, middle, left + 94, middle, colour=svg.INK, width=1.5, arrow=True))
        if name == "adaptation":
            shapes.append(svg.box(left + 104, 81, 80, 80, "#9fae63", edge=svg.INK))
            shapes.append(svg.text(left + 144, 126, "one work", size=12, anchor="middle"))
        elif name == "collection":
            shapes.append(svg.box(left + 104, 89, 118, 64, svg.PAPER, edge=svg.INK, dash="4 3"))
            shapes.append(svg.box(left + 114, 99, 44, 44, one, edge=svg.INK))
            shapes.append(svg.box(left + 168, 99, 44, 44, other, edge=svg.INK))
        else:
            shapes.append(svg.box(left + 104, 72, 44, 44, one, edge=svg.INK))
    alt = (
        "Two works become one mixed work in an adaptation, stand unchanged side by side in one box in a collection, and in a "
        "copy one work stands there once more as it was."
    )
    return svg.picture(790, 186, shapes, alt)


def _node(x: float, y: float, words: str, *, operator: bool = False) -> list[str]:
    """A box with *words*, its middle at (x, y)."""
    wide = 58 if operator else 118
    fill, ink = (svg.GOOD, "#ffffff") if operator else (svg.PAPER, svg.INK)
    return [
        svg.box(x - wide / 2, y - 15, wide, 30, fill, edge=svg.INK),
        svg.text(x, y + 5, words, size=13, anchor="middle", colour=ink, bold=operator),
    ]


def trees() -> str:
    """The same three licences twice, without and with brackets: what is joined first hangs lower."""
    shapes = []
    for left, title, top, under, lone, pair in (
        (20, "MIT OR Apache-2.0 AND BSD-3-Clause", "OR", "AND", "MIT", ("Apache-2.0", "BSD-3-Clause")),
        (430, "(MIT OR Apache-2.0) AND BSD-3-Clause", "AND", "OR", "BSD-3-Clause", ("MIT", "Apache-2.0")),
    ):
        inner, outer = (left + 240, left + 60) if left == 20 else (left + 130, left + 310)
        middle = left + 150 if left == 20 else left + 220
        shapes.append(svg.text(left, 28, title, size=14, bold=True))
        ends = [(middle, 66, outer, 130), (middle, 66, inner, 130)]
        ends += [(inner, 130, inner - 65, 194), (inner, 130, inner + 65, 194)]
        shapes += [svg.line(*end, colour=svg.INK, width=1.5) for end in ends]
        shapes += _node(middle, 66, top, operator=True) + _node(inner, 130, under, operator=True)
        shapes += _node(outer, 130, lone) + _node(inner - 65, 194, pair[0]) + _node(inner + 65, 194, pair[1])
    alt = (
        "Two trees. Without brackets OR is at the top, over MIT and an AND of Apache-2.0 and BSD-3-Clause. With brackets AND is "
        "at the top, over an OR of MIT and Apache-2.0, and BSD-3-Clause."
    )
    return svg.picture(820, 222, shapes, alt)


def alarms() -> str:
    """Of 20,000 videos 20 are fakes; the 19 + 400 alarms (0.95 × 20 and 0.02 × 19,980), a square each."""
    shapes = [svg.text(20, 28, "The alarms from 20,000 videos, 20 of them fakes", size=15, bold=True)]
    for number in range(419):
        x, y = 20 + number % 42 * 16, 46 + number // 42 * 16
        right = number < 19
        shapes.append(svg.box(x, y, 13, 13, svg.BAD if right else svg.PALE, edge=svg.INK if right else svg.GREY))
    for place, (words, fill) in enumerate(
        (("a fake, found (19 of 20)", svg.BAD), ("a real video, accused (about 400)", svg.PALE))
    ):
        shapes.append(svg.box(20 + place * 220, 220, 16, 16, fill, edge=svg.INK))
        shapes.append(svg.text(42 + place * 220, 233, words, size=12))
    alt = (
        "A square for each alarm from 20,000 videos, 20 of them fakes. Nineteen squares are fakes that were found, about 400 are "
        "real videos."
    )
    return svg.picture(712, 250, shapes, alt)


def main(folder: Path = Path(__file__).parent.parent / "figures") -> None:
    """Write every figure into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "terms": terms(), "made": made(), "remix": licences.single(remix), "trees": trees(), "six": six(),
        "crowds": crowds(), "alarms": alarms(),
    }  # fmt: skip
    for name, picture in pictures.items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
