"""Generated tables for part A, with traps of each kind, and what a card makes of them.

The traps are the same for everyone, only their places and numbers differ. Beside a student's own card stand others of the same
form: what is written into an answer, instead of being taken from the card, shows there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from hidden import boxes
from papers import pick

if TYPE_CHECKING:
    import numpy
    import pandas

KINDS = ("repeats", "texts", "codes", "outside")


def cards(paper: str, own: dict[str, Any]) -> list[dict[str, Any]]:
    """A student's own card, and two others: the columns in the other order, one column, other names, a fill out of range."""
    if paper == "one":
        load = {"low": -40.0, "high": 60.0, "fill": 75.0, "mean": 10.0, "std": 20.0}
        temp = {"low": 0.0, "high": 80.0, "fill": -9.5, "mean": 35.5, "std": 0.5}
        return [
            own,
            {"keep": "first", "missing": 0.0, "numeric": {"load": load, "temp": temp}, "sites": ["Bad Ems", "Ulm"]},
            {"keep": "last", "missing": 50.0, "numeric": {"temp": temp}, "sites": ["Zug", "Aachen", "Bonn", "Bad Ems"]},
        ]
    visits = {"fill": 900.0, "most": 40.0, "mean": 1.5, "std": 0.25}
    spend = {"fill": 0.0, "most": 5e6, "mean": -2.0, "std": 3.0}
    plans = ["day pass", "team", "plus", "basic"]
    return [
        own,
        {"keep": "first", "currency": "CHF", "numeric": {"visits": visits, "spend": spend}, "plans": plans},
        {"keep": "last", "currency": "$", "numeric": {"spend": spend}, "plans": plans[:2]},
    ]


_OTHER_FORMS = ("1e3", "2E1", "inf", "-inf", "Infinity", "+5", "1_0", "1 000", "7 1", "7 .5", "-", ".", "- 5", "5²")
"""Texts that Python or pandas may take for numbers, though they aren't only digits with a point."""

_TWO_POINTS = ("7..5", "7.5.", "..5", "1.2.5")
"""Texts with more than one point."""

_ALIKE = ("7", "07", "7.0", "7", "1_0", "10")
"""Names that differ as texts, and would be equal as numbers; only the first of them comes again."""

_EXTREME = (2e-05, 3e-07, 1e17)
"""Numbers, and no texts: written out, they would have an exponent."""

_STAND_INS = ["missing", "Unknown", "other", "X", "n/a", "<NA>", "-", "null", "empty"]
"""What people put where a name is missing: here they are names themselves."""


def small(paper: str, traps: str) -> Iterator[tuple[pandas.DataFrame, dict[str, Any], str]]:
    """Small tables with cards of their own, and what each is about: clauses that no draw may leave untouched."""
    import pandas

    made: dict[str, list[tuple[dict[str, Any], list[tuple[Any, ...]], str]]]
    if paper == "one":
        names = ("machine", "temp", "site")
        temp = {"low": -5.0, "high": 60.0, "fill": 75.0, "mean": 10.0, "std": 20.0}
        card = {"keep": "last", "missing": -1.0, "numeric": {"temp": temp}, "sites": ["Ulm", "Bonn"]}
        broken = {**card, "missing": -99.9, "numeric": {"temp": {**temp, "low": -200.0}}}
        sites = {**card, "sites": ["Biel am See", "ULM 2", "bonn", "Bad Ems", "None", "Nan"]}
        written = (
            "bIEL AM see",
            "Ulm 2",
            "BONN ",
            "BadEms",
            "bad  ems",
            "Bad Ems",
            "none",
            None,
            "nan",
            math.nan,
            "NAN",
        )
        made = {
            "repeats": [
                (
                    card,
                    [("m1", 1, "Ulm"), ("M1", 2, "Ulm"), (" m1", 3, "Bonn"), ("m1 ", 4, "Ulm")],
                    "names that differ in capitals or blanks",
                ),
                (card, [(name, n, "Ulm") for n, name in enumerate(_ALIKE)], "names made of digits"),
                (card, [("m1", n, "Ulm") for n in (1, 1, 2)] + [("m2", 3, "Ulm")], "a row that comes again as it is"),
            ],
            "texts": [
                (
                    card,
                    [
                        (f"m{n}", text, "Ulm")
                        for n, text in enumerate((*_TWO_POINTS, "7,,5", "1.234,5", "1,234.5", "1,2,5"))
                    ],
                    "text with more than one point or comma",
                ),
                (
                    card,
                    [(f"m{n}", text, "Ulm") for n, text in enumerate(("7.25", "7,125", "-3.75", " 12,50 ", "0,0625"))],
                    "numbers with several decimals",
                ),
                (card, [(f"m{n}", text, "Ulm") for n, text in enumerate(_OTHER_FORMS)], "text of other forms"),
                (card, [(f"m{n}", value, "Ulm") for n, value in enumerate(_EXTREME)], "tiny or huge numbers"),
            ],
            "codes": [
                (
                    card,
                    [(f"m{n}", zero, "Ulm") for n, zero in enumerate((0, 0.0, "0", "0,0", "0.0", -1, "-1"))],
                    "a value of 0, which is not missing",
                ),
                (
                    {**card, "numeric": {"temp": {**temp, "fill": 0.0}}},
                    [(f"m{n}", value, "Ulm") for n, value in enumerate((None, "", "x", -1, 5, math.nan))],
                    "a fill of 0",
                ),
                (
                    broken,
                    [
                        (f"m{n}", code, "Ulm")
                        for n, code in enumerate((-99.9, "-99,9", " -99.9 ", -99, "-99", -100, "-99.8"))
                    ],
                    "a missing code with a fraction",
                ),
            ],
            "sites": [
                (sites, [(f"m{n}", 1, site) for n, site in enumerate(written)], "sites called like this"),
                ({**card, "sites": _STAND_INS}, [("m1", 1, None), ("m2", 1, math.nan)], "sites that are missing"),
            ],
            "all": [
                ({**card, "keep": keep}, rows[::step], f"the {keep} record has gaps, the other has none")
                for keep, step in (("last", 1), ("first", -1))
                for rows in [[("m1", 5, "Ulm"), ("m1", None, None)]]
            ],
        }
    else:
        names = ("customer", "spend", "plan")
        spend = {"fill": 5.0, "most": 999.0, "mean": 1.0, "std": 2.0}
        card = {"keep": "last", "currency": "€", "numeric": {"spend": spend}, "plans": ["basic", "plus"]}
        amounts = ("12 pcs", "1a2", "ca. 5", "$5", "7 £", "CHF 8", "5k", "2 K", "€ 9")
        within = ("1€2", "12 € 50", "1,2€50")
        letters = ("5 k", "r 5", "kr 6", "7 kr", "5 rk", "rk 5", "k 5 r", "5 krr", "kkr 5")
        plans = {**card, "plans": ["Basic", "PLUS", "none", "nan", "Day Pass", "By  Night"]}
        blanks = ("DayPass", "day  pass", " day pass ", "by night", "by  night")
        plan_names = ("basic", "BASIC ", "Plus", "none", None, "NaN", math.nan, *blanks)
        made = {
            "repeats": [
                (
                    card,
                    [("c1", 1, "plus"), ("C1", 2, "plus"), (" c1", 3, "basic"), ("c1 ", 4, "plus")],
                    "names that differ in capitals or blanks",
                ),
                (card, [(name, n, "plus") for n, name in enumerate(_ALIKE)], "names made of digits"),
                (card, [("c1", n, "plus") for n in (1, 1, 2)] + [("c2", 3, "plus")], "a row that comes again as it is"),
            ],
            "texts": [
                (
                    card,
                    [(f"c{n}", text, "plus") for n, text in enumerate((*_TWO_POINTS, "1,250..5", "€ 7..5"))],
                    "text with more than one point",
                ),
                (
                    card,
                    [(f"c{n}", amount, "plus") for n, amount in enumerate(amounts)],
                    "text that is no number, and other signs",
                ),
                (
                    card,
                    [(f"c{n}", text, "plus") for n, text in enumerate((*_OTHER_FORMS, *within))],
                    "text of other forms",
                ),
                (
                    {**card, "currency": "kr"},
                    [(f"c{n}", text, "plus") for n, text in enumerate(letters)],
                    "the sign, and letters of the sign",
                ),
                (card, [(f"c{n}", value, "plus") for n, value in enumerate(_EXTREME)], "tiny or huge numbers"),
            ],
            "plans": [
                (plans, [(f"c{n}", 1, plan) for n, plan in enumerate(plan_names)], "plans called like this"),
                ({**card, "plans": _STAND_INS}, [("c1", 1, None), ("c2", 1, math.nan)], "plans that are missing"),
            ],
            "all": [
                ({**card, "keep": keep}, rows[::step], f"the {keep} record has gaps, the other has none")
                for keep, step in (("last", 1), ("first", -1))
                for rows in [[("c1", 5, "plus"), ("c1", None, None)]]
            ],
        }
    for used, rows, kind in made.get(traps, []):
        yield pandas.DataFrame([(*row, "x") for row in rows], columns=[*names, "note"]), used, kind


def machines(rng: numpy.random.Generator, card: dict[str, Any], rows: int, traps: str = "all") -> pandas.DataFrame:
    """A table for part A of paper one: *rows* machines' readings, at least 12.

    *traps*: ``"none"``, one of KINDS or ``"sites"``, or ``"all"``.
    """
    import pandas

    on = {name: traps in ("all", name) for name in (*KINDS, "sites")}
    table: dict[str, list[Any]] = {"machine": _names(rng, "m", rows, on["repeats"])}
    for column in ("temp", "load"):
        rule = card["numeric"].get(column, {"low": 0.0, "high": 100.0})
        low, high, code = rule["low"], rule["high"], card["missing"]
        values: list[Any] = [round(float(v), 1) for v in rng.uniform(low + 1, high - 1, rows)]
        if on["texts"]:
            values = [_written(rng, value) for value in values]
        special: list[Any] = []
        if on["outside"]:
            special += [low - 3.5, high + 400, low - 0.1, high + 0.1, int(low) - 1]
        if on["codes"]:
            text = f"{code:.1f}"
            special += [code, int(code), math.nan, None, f" {code:.0f} ", text, text.replace(".", ","), code + 0.5]
        if on["texts"]:
            special += [
                f"{low + 2.5:.1f}",
                f"{low + 2.5:.1f}".replace(".", ","),
                f"  {low + 3.5:.1f} ",
                "n/a",
                "",
                "  ",
                "7.1.5",
                "12 C",
            ]
        _set(rng, values, *special)
        table[column] = values
    first, second = card["sites"][:2]
    sites: list[Any] = [card["sites"][int(index)] for index in rng.integers(0, len(card["sites"]), rows)]
    if on["sites"]:
        spelt = [f" {first}", second.upper(), f"{first.lower()} ", "Atlantis", None, math.nan, ""]
        _set(rng, sites, *spelt, f"{first}haven", f"Neu-{second}", first[:-1], second.replace(" ", "") + "x")
    return pandas.DataFrame({**table, "site": sites, "note": "x"})


def customers(rng: numpy.random.Generator, card: dict[str, Any], rows: int, traps: str = "all") -> pandas.DataFrame:
    """A table for part A of paper two: *rows* lines of a customer list, at least 12.

    *traps*: ``"none"``, one of KINDS or ``"plans"``, or ``"all"``.
    """
    import pandas

    on = {name: traps in ("all", name) for name in (*KINDS, "plans")}
    table: dict[str, list[Any]] = {"customer": _names(rng, "c", rows, on["repeats"])}
    sign = card["currency"]
    for column in ("spend", "visits"):
        most = card["numeric"].get(column, {"most": 500.0})["most"]
        values: list[Any] = [round(float(v), 2) for v in rng.uniform(1, most - 1, rows)]
        if on["texts"]:
            values = [_priced(rng, value, sign) for value in values]
        special: list[Any] = []
        if on["outside"]:
            special += [most + 1500.0, most * 7, most + 0.5, int(most) + 1, 0]
        if on["codes"]:
            special += [-4.0, -0.25, math.nan, None, "-3.50", f"{sign} -12.00", "-1,250.00", 0, "0", f"0.00 {sign}"]
        if on["texts"]:
            special += [
                "unknown",
                "",
                "  ",
                sign,
                f"{sign} 1,250.50",
                f"2,000 {sign}",
                "1,234,567.00",
                f" {sign}12.5",
                "12-5",
            ]
        _set(rng, values, *special)
        table[column] = values
    first, second = card["plans"][:2]
    plans: list[Any] = [card["plans"][int(index)] for index in rng.integers(0, len(card["plans"]), rows)]
    if on["plans"]:
        spelt = [f" {first}", second.upper(), f"{first.title()} ", "forgotten", None, math.nan, ""]
        _set(rng, plans, *spelt, f"{first}er", f"pre{second}", first[:-1], first)
    return pandas.DataFrame({**table, "plan": plans, "note": "x"})


def _names(rng: numpy.random.Generator, letter: str, rows: int, repeats: bool) -> list[str]:
    """Names in no order; with *repeats* some come again, one of them at once, in the first and in the last row."""
    names = [f"{letter}{number:03d}" for number in rng.permutation(rows)]
    if repeats:
        names = [names[int(index)] for index in rng.integers(0, max(2, rows // 2), rows)]
        names[1] = names[-1] = names[0]
    return names


def _set(rng: numpy.random.Generator, values: list[Any], *special: Any) -> None:
    """Put each of *special* in a place of its own, as far as there are places."""
    for place, value in zip(rng.permutation(len(values)), special, strict=False):
        values[int(place)] = value


def _written(rng: numpy.random.Generator, value: float) -> Any:
    return pick(rng, (value, f"{value:.1f}", f"{value:.1f}".replace(".", ","), f"  {value:.1f} "))


def _priced(rng: numpy.random.Generator, value: float, sign: str) -> Any:
    return pick(rng, (value, f"{value:.2f}", f"{sign} {value:,.2f}", f" {value:,.2f}{sign} "))


def expected(paper: str, table: pandas.DataFrame, card: dict[str, Any]) -> numpy.ndarray:
    """What *card* makes of *table*."""
    import numpy

    key, line = ("machine", _machine) if paper == "one" else ("customer", _customer)
    rows = table.to_dict("records")
    order = range(len(rows))
    chosen = {rows[i][key]: i for i in (order if card["keep"] == "last" else reversed(order))}
    lines = [line(rows[i], card) for i in sorted(chosen.values())]
    return numpy.array(lines, dtype="float32").reshape(len(lines), len(columns(paper, card)))


def columns(paper: str, card: dict[str, Any]) -> list[str]:
    """The names of the result's columns."""
    if paper == "one":
        return [*card["numeric"], *card["sites"]]
    return [*(name + end for name in card["numeric"] for end in ("", " missing")), "plan"]


def _machine(row: dict[str, Any], card: dict[str, Any]) -> list[float]:
    found = []
    for name, rule in card["numeric"].items():
        value = _number(row[name], "[.,]")
        if value is None or value == card["missing"]:
            value = rule["fill"]
        else:
            value = min(max(value, rule["low"]), rule["high"])
        found.append((value - rule["mean"]) / rule["std"])
    place = row["site"].strip().lower() if isinstance(row["site"], str) else None
    return found + [float(place == site.lower()) for site in card["sites"]]


def _customer(row: dict[str, Any], card: dict[str, Any]) -> list[float]:
    found = []
    for name, rule in card["numeric"].items():
        value = _amount(row[name], card["currency"])
        gap = value is None or value < 0
        used = rule["fill"] if value is None or gap else min(value, rule["most"])
        found += [(math.log(1 + used) - rule["mean"]) / rule["std"], float(gap)]
    plan = row["plan"].strip().lower() if isinstance(row["plan"], str) else None
    plans = [name.lower() for name in card["plans"]]
    return [*found, float(plans.index(plan) if plan in plans else -1)]


def _number(value: Any, point: str = "[.]") -> float | None:
    if isinstance(value, str):
        text = value.strip()
        value = text.replace(",", ".") if re.fullmatch(rf"-?([0-9]+{point}?[0-9]*|{point}[0-9]+)", text) else None
    return None if value is None or value != value else float(value)


def _amount(value: Any, sign: str) -> float | None:
    """A number; commas don't count, and *sign* may stand before or behind it."""
    if not isinstance(value, str):
        return _number(value)
    text = value.strip()
    text = text.removeprefix(sign) if text.startswith(sign) else text.removesuffix(sign)
    return _number(text.replace(",", ""))


def smallest(table: pandas.DataFrame, fails: Callable[[pandas.DataFrame], bool]) -> pandas.DataFrame:
    """What is left of *table* when every row is taken out without which it still *fails*."""
    return table.iloc[boxes.smallest(range(len(table)), lambda rows: fails(table.iloc[rows]))]


def told(table: pandas.DataFrame, card: dict[str, Any], own: dict[str, Any]) -> str:
    """A small table and its card, as a message shows them."""
    few = 0 < len(table) <= 3
    shown = f"rows {table.drop(columns='note').to_dict('records')}" if few else f"{len(table)} rows"
    return f"{shown}, {'your card' if card == own else f'card {card}'}"
