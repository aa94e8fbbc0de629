"""The coding test: what is drawn for a student from the name and the paper, and how it is shown.

An instance hangs on the student's name and the paper alone, never on the run's seed, so that every machine and the
grader draw the same one. Choices that change what is asked are between alternatives of equal work; the traps in the
tables and the boxes are the same for everyone, only their places and numbers differ.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from workbook.check import loops as _loops
from workbook.check.failure import Failure

if TYPE_CHECKING:
    import numpy
    import pandas

__all__ = ["MINUTES", "PAPERS", "SAMPLE", "draw", "sheet"]  # what answers see of it; tests see everything

PAPERS = ("one", "two")
SAMPLE = "your name"
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
    name = " ".join(student.casefold().split())
    return int.from_bytes(hashlib.sha256(f"exam:{paper}:{name}:{part}".encode()).digest()[:4], "big")


def rng(paper: str, student: str, part: str) -> numpy.random.Generator:
    """The generator that one part of a student's instance is drawn with."""
    import numpy

    return numpy.random.default_rng(seed(paper, student, part))


def draw(paper: str, student: str) -> dict[str, Any]:
    """A student's instance: for each of the parts A to E a dict of plain data. Which faults C has isn't told."""
    made = {part: rng(paper, student, part) for part in MINUTES}
    card = _machines(made["A"]) if paper == "one" else _customers(made["A"])
    return {
        "A": card,
        "B": _equations(made["B"], paper),
        "C": {"text": _loops.plant(made["C"], paper)["text"]},
        "D": _boxes(made["D"], paper),
        "E": _network(made["E"]),
    }


def _pick(rng: numpy.random.Generator, choices: tuple[Any, ...]) -> Any:
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
        "keep": _pick(rng, ("first", "last")),
        "missing": _pick(rng, (-999.0, -99.0, -1.0, 9999.0)),
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
        "keep": _pick(rng, ("first", "last")),
        "currency": _pick(rng, ("€", "$", "£", "kr")),
        "numeric": numeric,
        "plans": [PLANS[int(index)] for index in rng.permutation(len(PLANS))[:3]],
    }


def machines(rng: numpy.random.Generator, card: dict[str, Any], rows: int, traps: str = "all") -> pandas.DataFrame:
    """A table for part A of paper one: *rows* machines' readings.

    *traps*: ``"none"``, one of ``"repeats"``, ``"texts"``, ``"codes"``, ``"outside"``, ``"sites"``, or ``"all"``.
    """
    import pandas

    on = {name: traps in ("all", name) for name in ("repeats", "texts", "codes", "outside", "sites")}
    names = [f"m{number:03d}" for number in rng.permutation(rows)]
    if on["repeats"]:
        names = [names[int(index)] for index in rng.integers(0, max(2, rows // 2), rows)]
    table: dict[str, list[Any]] = {"machine": names}
    for column, rule in card["numeric"].items():
        values: list[Any] = [round(float(v), 1) for v in rng.uniform(rule["low"] + 1, rule["high"] - 1, rows)]
        if on["outside"]:
            _set(rng, values, rule["low"] - 3.5, rule["high"] + 400)
        if on["codes"]:
            _set(rng, values, card["missing"], float("nan"), None)
        if on["texts"]:
            values = [_written(rng, value) for value in values]
            _set(rng, values, "n/a", "", "  ", f" {card['missing']:.0f} " if on["codes"] else "broken")
        table[column] = values
    sites: list[Any] = [card["sites"][int(index)] for index in rng.integers(0, 3, rows)]
    if on["sites"]:
        first, second = card["sites"][:2]
        _set(rng, sites, f" {first}", second.upper(), f"{first.lower()} ", "Atlantis", None)
    return pandas.DataFrame({**table, "site": sites, "note": "x"})


def customers(rng: numpy.random.Generator, card: dict[str, Any], rows: int, traps: str = "all") -> pandas.DataFrame:
    """A table for part A of paper two: *rows* lines of a customer list.

    *traps*: ``"none"``, one of ``"repeats"``, ``"texts"``, ``"codes"``, ``"outside"``, ``"plans"``, or ``"all"``.
    """
    import pandas

    on = {name: traps in ("all", name) for name in ("repeats", "texts", "codes", "outside", "plans")}
    names = [f"c{number:03d}" for number in rng.permutation(rows)]
    if on["repeats"]:
        names = [names[int(index)] for index in rng.integers(0, max(2, rows // 2), rows)]
    table: dict[str, list[Any]] = {"customer": names}
    for column, rule in card["numeric"].items():
        values: list[Any] = [round(float(v), 2) for v in rng.uniform(1, rule["most"] - 1, rows)]
        if on["outside"]:
            _set(rng, values, rule["most"] + 1500.0, rule["most"] * 7)
        if on["codes"]:
            _set(rng, values, -4.0, float("nan"), None)
        if on["texts"]:
            values = [value if value is None else _priced(rng, value, card["currency"]) for value in values]
            _set(rng, values, "unknown", "", f"{card['currency']} 1,250.50", f"2,000 {card['currency']}")
        table[column] = values
    plans: list[Any] = [card["plans"][int(index)] for index in rng.integers(0, 3, rows)]
    if on["plans"]:
        first, second = card["plans"][:2]
        _set(rng, plans, f" {first}", second.upper(), f"{first.title()} ", "forgotten", None)
    return pandas.DataFrame({**table, "plan": plans, "note": "x"})


def _set(rng: numpy.random.Generator, values: list[Any], *special: Any) -> None:
    """Put each of *special* in a place of its own."""
    for place, value in zip(rng.permutation(len(values)), special, strict=False):
        values[int(place)] = value


def _written(rng: numpy.random.Generator, value: Any) -> Any:
    if value is None or value != value:
        return value
    return _pick(rng, (value, f"{value:.1f}", f"{value:.1f}".replace(".", ","), f"  {value:.1f} "))


def _priced(rng: numpy.random.Generator, value: float, sign: str) -> Any:
    if value != value:
        return value
    return _pick(rng, (value, f"{value:.2f}", f"{sign} {value:,.2f}", f" {value:,.2f}{sign} "))


def _equations(rng: numpy.random.Generator, paper: str) -> dict[str, Any]:
    if paper == "one":
        return {
            "gate": _pick(rng, ("sigmoid", "tanh", "hard")),
            "join": _pick(rng, ("residual", "highway")),
            "eps": _pick(rng, (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25)),
        }
    return {
        "score": _pick(rng, ("tanh", "sigmoid", "relu")),
        "value": _pick(rng, ("blended", "centred")),
        "heat": _pick(rng, (0.4, 0.5, 0.6, 0.7, 0.75, 1.5, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0)),
    }


def _boxes(rng: numpy.random.Generator, paper: str) -> dict[str, Any]:
    rules = {
        "format": _pick(rng, ("xywh", "cxcywh")),
        "drop": _pick(rng, ("more than", "at least")),
        "threshold": _pick(rng, (0.25, 0.5, 0.75)),
        "least": _pick(rng, (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.55, 0.6)),
    }
    return {**rules, "label": int(rng.integers(0, 4))} if paper == "one" else rules


def _network(rng: numpy.random.Generator) -> dict[str, Any]:
    depth, first, second = int(rng.integers(1, 5)), 4 * int(rng.integers(2, 9)), 4 * int(rng.integers(3, 11))
    kernels = [_pick(rng, (3, 5)), _pick(rng, (3, 5))]
    stride, padding = _pick(rng, (2, 3)), _pick(rng, (1, 2))
    return {
        "input": [depth, *(_pick(rng, sides) for sides in _sides(kernels[0], stride, padding))],
        "channels": [first, second],
        "kernels": kernels,
        "stride": stride,
        "padding": padding,
        "classes": int(rng.integers(3, 20)),
    }


def _sides(kernel: int, stride: int, padding: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Heights and widths with the same traps on every sheet.

    The height changes if padding is counted on one side only, the width if rounding goes up; pooling rounds both down.
    """
    ways = [(side, side + 2 * padding - kernel) for side in range(30, 70)]
    odd = [(side, way) for side, way in ways if (way // stride + 1) % 2]
    heights = tuple(side for side, way in odd if way // stride != (way - padding) // stride)
    return heights, tuple(side for side, way in odd if way % stride)


def sheet(paper: str, student: str, part: str) -> str:
    """What a student's own sheet says for one part, as text."""
    drawn = draw(paper, student)[part]
    head = f"Paper {paper}, part {part}, for {student} (seed {seed(paper, student)})"
    if student == SAMPLE:
        head += (
            "\nThis is the sample sheet: write your own name in the cell at the top, and run it and this cell again."
        )
    return f"{head}\n\n{_SHEETS[part](drawn)}"


def _card_sheet(card: dict[str, Any]) -> str:
    lines = [f"{name}: {value!r}" for name, value in card.items() if name != "numeric"]
    for name, rule in card["numeric"].items():
        lines.append(f"numeric[{name!r}]: " + ", ".join(f"{key} {value:g}" for key, value in rule.items()))
    return "\n".join(["your card, sheet['A']", *lines])


_GATES = {
    "sigmoid": "g = 1 / (1 + exp(-z))",
    "tanh": "g = (tanh(z) + 1) / 2",
    "hard": "g = z / 6 + 1 / 2, cut to the range 0 to 1",
}
_JOINS = {"residual": "y = x + g * n", "highway": "y = g * n + (1 - g) * x"}
_SCORES = {"tanh": "tanh(u)", "sigmoid": "1 / (1 + exp(-u))", "relu": "u where u > 0, else 0"}
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
        f"u_t = x_t W^T + b\nh_t = {_SCORES[drawn['score']]}, entry by entry, with u = u_t\n"
        "s_t = (v . h_t) / heat\na = softmax of s over the real t; 0 elsewhere\n"
        f"{_VALUES[drawn['value']]}"
    )


_FORMATS = {"xywh": "[left, top, width, height]", "cxcywh": "[centre x, centre y, width, height]"}


def _box_sheet(drawn: dict[str, Any]) -> str:
    return (
        f"your rules, sheet['D']\nformat: {drawn['format']}, a box is {_FORMATS[drawn['format']]}\n"
        f"drop: a box goes if the {'IoU' if 'label' in drawn else 'overlap'} is {drawn['drop']} the threshold\nthreshold: {drawn['threshold']:g}\n"
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
