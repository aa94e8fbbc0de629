"""Generated tables for part A, with traps of each kind: the same for everyone, only their places and numbers differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papers import pick

if TYPE_CHECKING:
    import numpy
    import pandas


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
    return pick(rng, (value, f"{value:.1f}", f"{value:.1f}".replace(".", ","), f"  {value:.1f} "))


def _priced(rng: numpy.random.Generator, value: float, sign: str) -> Any:
    if value != value:
        return value
    return pick(rng, (value, f"{value:.2f}", f"{sign} {value:,.2f}", f" {value:,.2f}{sign} "))
