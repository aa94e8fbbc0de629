"""Model cards and the tables that their numbers come from: right, off by just under or over half of the last digit, shown twice, silent."""

from __future__ import annotations

import functools

from workbook import check

Line = tuple[str, str, str]
Table = dict[tuple[str, str], float]
Case = tuple[str, list[Line], Table, dict[str, str], list[str]]
"""Kind, numbers, table, sections, problems."""

NINE = [
    "model details",
    "intended use",
    "factors",
    "metrics",
    "evaluation data",
    "training data",
    "quantitative analyses",
    "ethical considerations",
    "caveats and recommendations",
]
METRICS, GROUPS = ["recall", "precision", "false alarms"], ["north", "south", "island", "under 18"]


class Deck:
    def __init__(self, name: str) -> None:
        self.random = check.rng(name)

    def one(self, choices: list[str]) -> str:
        return choices[int(self.random.integers(len(choices)))]

    def shown(self, off: float, turn: int) -> tuple[str, float]:
        """A number as it is shown, and a true value that is off by so many halves of its last digit."""
        percent, decimals = turn % 2 == 1, [1, 2, 3][turn // 2 % 3] - (turn % 2)
        scale = 10**decimals * (100 if percent else 1)
        units = int(self.random.integers(scale // 5 + 1, scale * 4 // 5))
        text = f"{units / scale * (100 if percent else 1):.{decimals}f}{'%' if percent else ''}"
        return text, (units + off / 2) / scale

    def sections(self, lost: int) -> tuple[dict[str, str], list[str]]:
        gone = [NINE[int(place)] for place in self.random.permutation(9)[:lost]]
        there = {name: "…text…" for name in NINE if name not in gone}
        if lost:
            there[gone[0]] = self.one(["", " ", "\n", " \n\t"])
        return there | {"appendix": "…text…"}, [f"missing {name}" for name in gone]


def sections(deck: Deck, turn: int) -> Case:
    there, problems = deck.sections([0, 1, 2, 9, 3][turn % 5])
    return "a card that lacks some sections", [], {}, there, sorted(problems)


def numbers(deck: Deck, turn: int) -> Case:
    """Each number is off by some halves of its last digit: more than one is wrong. Others are silent or unknown."""
    near = [0.0, 0.6, -0.6, 1.0, -1.0, 0.998, -0.998, 1.4, -1.4, 1.002, -1.002, 3.0, -4.0]
    lines: list[Line] = []
    table: Table = {}
    problems = set()
    pairs = [(metric, group) for metric in METRICS for group in GROUPS]
    for count, place in enumerate(deck.random.permutation(len(pairs))[:3]):
        pair = pairs[int(place)]
        off = near[(turn * 3 + count) % len(near)]
        text, table[pair] = deck.shown(off, turn + 5 * count)
        lines.append((*pair, text))
        if abs(off) > 1:
            problems.add(f"wrong {pair[0]} {pair[1]}")
    return "numbers near half of their last digit", lines, table, dict.fromkeys(NINE, "…text…"), sorted(problems)


def others(deck: Deck, turn: int) -> Case:
    """Silent and unknown values, numbers shown twice, several problems of each kind in any order."""
    lines: list[Line] = []
    table: Table = {}
    problems = set()
    pairs = [(metric, group) for metric in METRICS for group in GROUPS]
    order = [pairs[int(place)] for place in deck.random.permutation(len(pairs))[:5]]
    for count, pair in enumerate(order):
        name, what = f"{pair[0]} {pair[1]}", (turn + count) % 5
        text, value = deck.shown(0.4, turn + count)
        if what == 0:
            table[pair] = value
            problems.add(f"silent {name}")
        elif what == 1:
            lines += [(*pair, text)] * (1 + turn % 2)
            problems.add(f"unknown {name}")
        elif what == 2:  # twice: once right, once wrong, in either order
            wrong, _ = deck.shown(0.4, turn + count)
            while abs(float(wrong.strip("%")) - float(text.strip("%"))) < 0.01 * float(text.strip("%")):
                wrong, _ = deck.shown(0.4, turn + count)
            table[pair] = value
            twice = [(*pair, text), (*pair, wrong)]
            lines += twice if turn % 2 else [twice[1], twice[0], *twice[1:]]
            problems.add(f"wrong {name}")
        elif what == 3:  # twice right, once with fewer digits
            table[pair] = value
            lines += [(*pair, text), (*pair, f"{value:.1f}" if turn % 2 else f"{100 * value:.0f}%")]
        else:
            table[pair], text = [(1.0, "100%"), (0.0, "0.0"), (0.006, "0.6%"), (1.0, "1.00"), (0.0, "0%")][
                turn // 5 % 5
            ]
            lines.append((*pair, text))
    lines = [lines[int(place)] for place in deck.random.permutation(len(lines))]
    return (
        "values that the card does not show, shows twice, or shows without the table",
        lines,
        table,
        dict.fromkeys(NINE, "…text…"),
        sorted(problems),
    )


def mixed(deck: Deck, turn: int) -> Case:
    _, lines, table, _, problems = (others if turn % 2 else numbers)(deck, turn)
    there, missing = deck.sections(turn % 4)
    return "a card with problems of every kind", lines, table, there, sorted([*problems, *missing])


ALL = dict.fromkeys(NINE, "…text…")
PLANTED: dict[str, list[Case]] = {
    "sections": [
        (
            "a section whose name has a blank too many",
            [],
            {},
            {name + " " if name == "factors" else name: text for name, text in ALL.items()},
            ["missing factors"],
        ),
        ("sections of one sign, or of a word", [], {}, {**ALL, "factors": "-", "metrics": "TODO"}, []),
    ],
    "numbers": [
        ("a percentage without its sign", [("recall", "north", "81")], {("recall", "north"): 0.8132}, ALL, ["wrong recall north"]),
        ("a whole number", [("recall", "north", "1")], {("recall", "north"): 0.9}, ALL, []),
    ],
    "others": [
        (
            "values of 0 and 1 that the card does not show",
            [],
            {("recall", "north"): 0.0, ("recall", "south"): 1.0},
            ALL,
            ["silent recall north", "silent recall south"],
        ),
        (
            "metrics that differ in a capital letter",
            [("Recall", "north", "0.81"), ("AUC", "north", "0.7")],
            {("recall", "north"): 0.81, ("AUC", "north"): 0.7},
            ALL,
            ["silent recall north", "unknown Recall north"],
        ),
        (
            "groups and metrics whose names differ in a blank",
            [("recall", " north", "0.81"), ("recall ", "south", "0.7")],
            {("recall", "north"): 0.81, ("recall", "south"): 0.7},
            ALL,
            ["silent recall north", "silent recall south", "unknown recall  north", "unknown recall  south"],
        ),
    ],
}  # fmt: skip


@functools.cache
def cases(part: str, each: int = 40) -> list[Case]:
    deck = Deck(f"card {part}")
    make = {"sections": sections, "numbers": numbers, "others": others, "mixed": mixed}[part]
    return [make(deck, turn) for turn in range(each)] + PLANTED.get(part, [])
