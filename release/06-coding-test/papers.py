"""What is drawn for a student from the name and the paper, and how it is shown.

An instance hangs on the student's name and the paper alone, never on the run's seed, so that every machine and the
grader draw the same one. Choices that change what is asked are between alternatives of equal work; the traps in the
tables and the boxes are the same for everyone, only their places and numbers differ. Nothing here knows what is right: which
faults a loop has, and what a table or a network comes to, is for hidden tests alone to know.
"""

from __future__ import annotations

import functools
import hashlib
import json
import pprint
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.check.failure import Failure

if TYPE_CHECKING:
    import numpy

PAPERS = ("one", "two")
SAMPLE = "your name"
WIDE = 10_000
"""Columns that nobody writes: how wide lines are is looked at in one part of each exercise."""
MINUTES = {"A": 15, "B": 20, "C": 20, "D": 20, "E": 15}
SITES = ("Ulm", "Bonn", "Aachen", "Zug", "Erfurt", "Linz", "Graz", "Kiel", "Essen", "Trier", "Celle", "Goslar")
PLANS = ("basic", "plus", "team", "family", "school", "night", "travel", "local")


def seed(paper: str, student: str, part: str = "") -> int:
    """The logged seed of a student's instance; capitals and blanks in the name don't count.

    Raises Failure when the paper isn't known or the name is no text.
    """
    if paper not in PAPERS:
        raise Failure(f"there is no paper {paper!r}", " or ".join(PAPERS))
    if type(student) is not str or not student.strip():
        raise Failure("student", "your name, as text", repr(student)[:60], "the cell at the top that holds your name")
    return int.from_bytes(hashlib.sha256(f"exam:{paper}:{_plain(student)}:{part}".encode()).digest()[:4], "big")


def is_sample(name: object) -> bool:
    """Whether *name* is the one that stands in a new paper, and nobody's own; capitals and blanks don't count."""
    return type(name) is str and _plain(name) == SAMPLE


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def rng(paper: str, student: str, part: str) -> numpy.random.Generator:
    """The generator that one part of a student's instance is drawn with."""
    import numpy

    return numpy.random.default_rng(seed(paper, student, part))


@functools.cache
def _data(name: str) -> Any:
    """What a file of the unit's ``data/`` says, beside this module or, in the grader, in the working folder."""
    beside = Path(__file__).resolve().parent / "data" / name
    path = beside if beside.is_file() else Path("data") / name
    return json.loads(path.read_text(encoding="utf-8"))


@functools.cache
def _loops(paper: str) -> list[tuple[str, list[list[str]]]]:
    """The loops that are handed out: each text, with what the two published tests look at."""
    kept = _data("loops.json")[paper]
    lines = dict(zip(kept["letters"], kept["lines"], strict=True))
    seen = kept["looks"]
    return [("".join(f"{lines[letter]}\n" for letter in word), seen[look]) for look, word in kept["loops"]]


def loop_number(paper: str, student: str) -> int:
    """Which of the loops is a student's."""
    return seed(paper, student, "C") % len(_loops(paper))


def looked_at(paper: str, student: str) -> list[list[str]]:
    """The behaviours that the two published tests of part C look at."""
    return _loops(paper)[loop_number(paper, student)][1]


def side_after(net: dict[str, Any], axis: str) -> int:
    """The ``"height"`` or ``"width"`` of what conv1 gives, as the course's own networks gave it."""
    fit = _data("sides.json")[f"{net['kernels'][0]} {net['stride']} {net['padding']}"]
    side: int = fit[axis][str(net["input"][1 if axis == "height" else 2])]
    return side


def draw(paper: str, student: str) -> dict[str, Any]:
    """A student's instance: for each of the parts A to E a dict of plain data."""
    made = {part: rng(paper, student, part) for part in MINUTES if part != "C"}
    card = _machines(made["A"]) if paper == "one" else _customers(made["A"])
    return {
        "A": card,
        "B": _equations(made["B"], paper),
        "C": {"text": _loops(paper)[loop_number(paper, student)][0]},
        "D": _boxes(made["D"], paper),
        "E": _network(made["E"]),
    }


def told(rows: Sequence[Any], in_your_format: Any) -> str:
    """Rows of a box by its corners, a score and a class, as a message shows them: boxes in the student's format."""
    if not rows:
        return "no boxes"
    boxes = in_your_format([row[0] for row in rows]).tolist()
    scores = [round(row[1], 4) for row in rows]
    if len(set(scores)) < len({row[1] for row in rows}):  # what differs must be seen to differ
        scores = [row[1] for row in rows]
    return f"boxes {boxes}, scores {scores}, classes {[row[2] for row in rows]}"


def from_scratch(layer: Any, args: tuple[Any, ...], *inputs: Any, without: set[str]) -> None:
    """What ``layer.from_scratch`` asks for, but for the width of lines: nothing of *without* written, inherited or called."""
    from workbook.check import no_calls
    from workbook.check.torch.banned import spellings

    layer.banned.update(without)
    no_calls(layer.name, spellings(without), why=f"{layer.name} is to be written from scratch, with tensor operations")
    for train in (True, False):
        layer(*args).output(*inputs, train=train)


def pick(rng: numpy.random.Generator, choices: Sequence[Any]) -> Any:
    """One of *choices*."""
    return choices[int(rng.integers(len(choices)))]


def _machines(rng: numpy.random.Generator) -> dict[str, Any]:
    numeric = {}
    for name in ("temp", "load"):
        low = float(rng.integers(5, 30))
        high = low + float(rng.integers(40, 90))
        numeric[name] = {
            "low": low,
            "high": high,
            "fill": round(float(rng.uniform(low + 5, high - 5)), 1),
            "mean": round(float(rng.uniform(low + 10, high - 10)), 1),
            "std": round(float(rng.uniform(4, 15)), 1),
        }
    sites = [SITES[int(index)] for index in rng.permutation(len(SITES))[:3]]
    return {
        "keep": pick(rng, ("first", "last")),
        "missing": pick(rng, (-999.0, -99.0, -1.0, 9999.0)),
        "numeric": numeric,
        "sites": sites,
    }


def _customers(rng: numpy.random.Generator) -> dict[str, Any]:
    numeric = {}
    for name in ("spend", "visits"):
        numeric[name] = {
            "fill": float(rng.integers(10, 90)),
            "most": float(rng.integers(500, 4000)),
            "mean": round(float(rng.uniform(2, 4)), 2),
            "std": round(float(rng.uniform(0.5, 2)), 2),
        }
    return {
        "keep": pick(rng, ("first", "last")),
        "currency": pick(rng, ("€", "$", "£", "kr")),
        "numeric": numeric,
        "plans": [PLANS[int(index)] for index in rng.permutation(len(PLANS))[:3]],
    }


def _equations(rng: numpy.random.Generator, paper: str) -> dict[str, Any]:
    if paper == "one":
        return {
            "gate": pick(rng, ("sigmoid", "tanh", "hard")),
            "join": pick(rng, ("residual", "highway")),
            "eps": pick(rng, (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.24)),
        }
    return {
        "score": pick(rng, ("tanh", "sigmoid", "relu")),
        "value": pick(rng, ("blended", "centred")),
        "heat": pick(rng, (0.4, 0.5, 0.6, 0.7, 0.75, 1.5, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0)),
    }


def _boxes(rng: numpy.random.Generator, paper: str) -> dict[str, Any]:
    rules = {
        "format": pick(rng, ("xywh", "cxcywh")),
        "drop": pick(rng, ("more than", "at least")),
        "threshold": pick(rng, (0.25, 0.5, 0.75)),
        "least": pick(rng, (0.125, 0.1875, 0.3125, 0.375, 0.4375, 0.5625, 0.625, 0.6875)),  # exact, and no threshold
    }
    return {**rules, "label": int(rng.integers(1, 4))} if paper == "one" else rules


def _network(rng: numpy.random.Generator) -> dict[str, Any]:
    """No two numbers of one kind are equal, so that taking one for the other shows."""
    depth, first = int(rng.integers(2, 5)), 4 * int(rng.integers(2, 9))
    second = pick(rng, [channels for channels in range(12, 44, 4) if channels != first])
    kernel = pick(rng, (3, 5))
    stride, padding = pick(rng, ((2, 1), (3, 1), (3, 2)))
    fit = _data("sides.json")[f"{kernel} {stride} {padding}"]
    height = pick(rng, list(fit["height"]))
    width = pick(rng, [side for side in fit["width"] if fit["width"][side] != fit["height"][height]])
    return {
        "input": [depth, int(height), int(width)],
        "channels": [first, second],
        "kernels": [kernel, 8 - kernel],
        "stride": stride,
        "padding": padding,
        "classes": int(rng.integers(3, 20)),
    }


def sheet(paper: str, student: str, part: str) -> str:
    """What a student's own sheet says for one part, as text."""
    drawn = draw(paper, student)[part]
    head = f"Paper {paper}, part {part}, for {student} (seed {seed(paper, student)})"
    if is_sample(student):
        head += (
            "\nThis is the sample sheet: write your own name in the cell at the top,\nand run it and this cell again."
        )
    return f"{head}\n\n{_SHEETS[part](drawn)}"


def _card_sheet(card: dict[str, Any]) -> str:
    return f"your card, the dict sheet['A']\n{pprint.pformat(card, sort_dicts=False, width=72)}"


_GATES = {
    "sigmoid": "g = sigmoid(z)",
    "tanh": "g = (tanh(z) + 1) / 2",
    "hard": "g = z / 6 + 1 / 2, cut to the range 0 to 1",
}
_JOINS = {"residual": "y = x + g * n", "highway": "y = g * n + (1 - g) * x"}
_SCORES = {"tanh": "tanh(u_t)", "sigmoid": "sigmoid(u_t)", "relu": "u_t where u_t > 0, else 0"}
_VALUES = {
    "blended": "y = (sum over t of a_t * x_t + mean of x_t over the real t) / 2",
    "centred": "y = sum over t of a_t * x_t - mean of x_t over the real t",
}


def _equation_sheet(drawn: dict[str, Any]) -> str:
    if "gate" in drawn:
        return (
            f"your equations, sheet['B'], with eps = {drawn['eps']:g}\n"
            "n = scale * x / sqrt(eps + mean of x**2 over the last axis)\nz = n W^T + b\n"
            f"{_GATES[drawn['gate']]}\n{_JOINS[drawn['join']]}"
        )
    return (
        f"your equations, sheet['B'], with heat = {drawn['heat']:g}\n"
        f"u_t = x_t W^T + b\nh_t = {_SCORES[drawn['score']]}, entry by entry\n"
        "s_t = (v . h_t) / heat\na = softmax of s over the real t; 0 elsewhere\n"
        f"{_VALUES[drawn['value']]}"
    )


_FORMATS = {"xywh": "[left, top, width, height]", "cxcywh": "[centre x, centre y, width, height]"}


def _box_sheet(drawn: dict[str, Any]) -> str:
    return (
        f"your rules, sheet['D']\nformat: {drawn['format']}, a box is {_FORMATS[drawn['format']]}\n"
        f"drop: a box is dropped if the {'IoU' if 'label' in drawn else 'overlap'} is {drawn['drop']} the threshold\nthreshold: {drawn['threshold']:g}\n"
        f"least: {drawn['least']:g}" + (f"\nlabel: {drawn['label']}" if "label" in drawn else "")
    )


def _network_sheet(drawn: dict[str, Any]) -> str:
    (c, h, w), (one, two), (k1, k2) = drawn["input"], drawn["channels"], drawn["kernels"]
    stride, padding = drawn["stride"], drawn["padding"]
    return (
        f"your network, sheet['E'], for one image of {c} x {h} x {w}\n"
        f"conv1: nn.Conv2d({c}, {one}, {k1}, stride={stride}, padding={padding}), then ReLU\n"
        f"pool:  nn.MaxPool2d(2)\nconv2: nn.Conv2d({one}, {two}, {k2}), then ReLU\n"
        f"last:  nn.Flatten(), nn.Linear(..., {drawn['classes']})"
    )


def _loop_sheet(drawn: dict[str, Any]) -> str:
    return f"your loop, with five faults\n\n{drawn['text']}"


_SHEETS = {"A": _card_sheet, "B": _equation_sheet, "C": _loop_sheet, "D": _box_sheet, "E": _network_sheet}
