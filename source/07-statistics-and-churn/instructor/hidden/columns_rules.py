"""Tables with planted violations of planted rules, and which row breaks which rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ["rule", "table", "column", "must", "value", "when", "says"]
SINGLE = ("present", "absent", "in", "between")
SEVERAL = ("unique", "known in")


@dataclass
class Ruled:
    """Tables, rules, and the violations as (rule, row), in order."""

    tables: dict[str, pd.DataFrame]
    rules: pd.DataFrame
    expected: list[tuple[str, int]]

    def named(self, musts: tuple[str, ...], *, when: bool) -> list[str]:
        """The rules of these kinds, with or without a condition."""
        rules = self.rules[self.rules["must"].isin(musts) & ((self.rules["when"] != "") == when)]
        return [str(name) for name in rules["rule"]]

    def facts(self) -> Callable[[str, int], str]:
        """What a row holds, as a student would look it up."""
        entries = {entry["rule"]: entry for entry in self.rules.to_dict("records")}

        def told(rule: str, row: int) -> str:
            entry = entries[rule]
            table = self.tables[entry["table"]]
            if not 0 <= row < len(table):
                return f"the table has {len(table)} rows"
            names = [entry["column"], entry["value"], entry["when"].split("=")[0]]
            cells = ", ".join(f"{name}={table[name].tolist()[row]!r}" for name in names if name in table.columns)
            return f"{cells}; must {entry['must']} {entry['value']!r}, when {entry['when']!r}"

        return told


def _people(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    number = [float(5000 + row) for row in range(rows)]
    number[3] = number[1]
    number[6] = number[7] = number[2]
    number[4] = number[8] = float("nan")
    grade = rng.choice([1.0, 2.0, 3.0], rows)
    grade[[0, 2, 5, 6, 9]] = [4.0, 1.0, np.nan, 3.0, 9.0]
    joined = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(1, 80, rows), unit="D")
    joined = pd.Series(joined)
    days = ["2024-12-31", "2025-01-01", "2025-03-31", "2025-04-01", None]
    joined[[0, 1, 2, 3, 4]] = pd.to_datetime(pd.Series(days)).tolist()
    area = [str(name) for name in rng.choice(["01", "04"], rows)]
    area[:4] = ["1", "04", " 04", "4"]
    brought = [5001.0, 5002.0, float("nan"), 4999.0, *rng.choice([5001.0, 5002.0, 5010.0], rows - 4).tolist()]
    brought[6] = float("nan")
    part = rng.choice([0.5, 1.5, 2.0], rows)
    part[:6] = [0.25, 0.5, 1.5, 1.0, np.nan, 0.0]
    serial = rng.choice([1234567.0, 20000001.0], rows)
    serial[:4] = [1234567.0, 1234568.0, np.nan, 20000001.0]
    return pd.DataFrame(
        {"number": number, "grade": grade, "joined": joined, "area": area, "brought_by": brought, "part": part, "serial": serial}
    )  # fmt: skip


def _orders(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    name = [f"A{row}" for row in rng.permutation(rows)]
    name[5], name[7], name[1] = name[2], name[2], "a0"
    person = rng.choice([5001.0, 5002.0, 5005.0, 5010.0], rows)
    person[[2, 4, 9]] = [5999.0, np.nan, 5003.0]
    system = np.array(["new", "old", "older", None], dtype=object)[rng.integers(0, 4, rows)]
    system[:9] = ["new", "new", "new", "old", "old", "old", "older", None, "OLD"]
    amount = np.round(rng.uniform(4, 220, rows), 2)
    amount[:8] = [5.0, 200.0, 200.01, 499.0, 500.0, 20000.0, 3.0, 1.0]
    amount[[10, 11]] = [np.nan, -0.01]
    begun = pd.Series(pd.Timestamp("2025-02-01 08:00") + pd.to_timedelta(rng.integers(0, 900, rows), unit="h"))
    begun[0] = pd.Timestamp("2025-02-04 10:00")
    ended = begun + pd.to_timedelta(rng.integers(-30, 60, rows), unit="h")
    ended[0], ended[1], ended[3] = begun[0], begun[1] - pd.Timedelta(hours=1), begun[3] - pd.Timedelta(days=2)
    ended[2] = ended[5] = begun[6] = begun[5] = pd.NaT
    begun[4], ended[4] = pd.Timestamp("2025-02-09 14:30"), pd.Timestamp("2025-02-10 14:30")
    late = rng.choice([0.0, 3.0, np.nan], rows)
    late[:6] = [np.nan, 0.0, np.nan, np.nan, 1.0, 2.0]
    note = np.array(["x", "", None], dtype=object)[rng.integers(0, 3, rows)]
    note[:6] = ["", None, " ", None, "x", " x"]
    return pd.DataFrame(
        {
            "order": name,
            "person": person,
            "system": system,
            "amount": amount,
            "begun": begun,
            "ended": ended,
            "late": late,
            "note": note,
        }
    )


RULES = [
    ("people", "number", "unique", "", ""),
    ("people", "number", "present", "", ""),
    ("people", "grade", "in", "1|2|3", ""),
    ("people", "grade", "between", "|3", ""),
    ("people", "joined", "between", "2025-01-01|2025-03-31", ""),
    ("people", "area", "in", "01|04", ""),
    ("people", "area", "between", "02|05", ""),
    ("people", "part", "in", "0.5|1.5|2", ""),
    ("people", "part", "between", "0.5|1.75", ""),
    ("people", "serial", "in", "1234567|20000001", ""),
    ("people", "part", "absent", "", "serial=1234567"),
    ("people", "brought_by", "known in", "people.number", ""),
    ("people", "brought_by", "present", "", "grade=1|2"),
    ("orders", "order", "unique", "", ""),
    ("orders", "person", "known in", "people.number", ""),
    ("orders", "person", "known in", "people.number", "system=new|older"),
    ("orders", "system", "in", "new|old", ""),
    ("orders", "amount", "between", "0|", ""),
    ("orders", "amount", "between", "|200", ""),
    ("orders", "amount", "between", "5|200", "system=new"),
    ("orders", "amount", "between", "500|20000", "system=old"),
    ("orders", "late", "present", "", "ended"),
    ("orders", "late", "absent", "", "system=old|older"),
    ("orders", "late", "absent", "", ""),
    ("orders", "ended", "not before", "begun", ""),
    ("orders", "ended", "not before", "begun", "late=0|3"),
    ("orders", "ended", "between", "2025-02-10|", "system"),
    ("orders", "system", "in", "new|old", "ended"),
    ("orders", "ended", "between", "|2025-02-10", ""),
    ("orders", "note", "present", "", ""),
    ("orders", "note", "present", "", "late"),
    ("orders", "late", "present", "", "note"),
]


def ruled(rng: np.random.Generator, rows: int) -> Ruled:
    """Tables with rules in any order, rows under labels that mean nothing."""
    tables = {"people": _people(rng, rows), "orders": _orders(rng, rows + 3)}
    for name, table in tables.items():
        table = table.iloc[rng.permutation(len(table))]
        table.index = pd.Index(rng.integers(0, 5, len(table)))
        tables[name] = table
    tables["nothing"] = tables["orders"].head(0)
    letters = [
        f"rule {one}{two}" for one, two in rng.permutation([(one, two) for one in "abcdef" for two in "rstuvwx"])
    ]
    chosen = [(*RULES[place], "what must hold") for place in rng.permutation(len(RULES))]
    chosen.insert(5, ("nothing", "amount", "present", "", "", "an empty table"))
    rules = pd.DataFrame([(name, *rule) for name, rule in zip(letters, chosen, strict=False)], columns=COLUMNS)
    return Ruled(tables, rules, found(tables, rules))


def found(tables: dict[str, pd.DataFrame], rules: pd.DataFrame) -> list[tuple[str, int]]:
    """The violations, cell by cell."""
    pairs = []
    for rule in rules.to_dict("records"):
        table = tables[rule["table"]]
        cells = table[rule["column"]].tolist()
        if rule["must"] == "known in":
            other, name = rule["value"].split(".")
            rule["cells"] = tables[other][name].tolist()
        elif rule["must"] == "not before":
            rule["cells"] = table[rule["value"]].tolist()
        for row, cell in enumerate(cells):
            if _concerns(rule["when"], table, row) and _breaks(rule, cells, cell, row):
                pairs.append((rule["rule"], row))
    return pairs


def _missing(cell: Any) -> bool:
    return bool(cell is None or cell is pd.NaT or cell != cell)


def _among(cell: Any, words: list[str]) -> bool:
    return cell in words if isinstance(cell, str) else any(float(word) == cell for word in words)


def _concerns(when: str, table: pd.DataFrame, row: int) -> bool:
    if not when:
        return True
    name, equals, words = when.partition("=")
    cell = table[name].tolist()[row]
    return not _missing(cell) and (not equals or _among(cell, words.split("|")))


def _breaks(rule: dict[str, Any], cells: list[Any], cell: Any, row: int) -> bool:
    must, value = rule["must"], rule["value"]
    if must == "present" or must == "absent":
        return _missing(cell) is (must == "present")
    if _missing(cell):
        return False
    if must == "unique":
        return cells.count(cell) > 1
    if must == "in":
        return not _among(cell, value.split("|"))
    if must == "known in":
        return cell not in [other for other in rule["cells"] if not _missing(other)]
    if must == "not before":
        return bool(not _missing(rule["cells"][row]) and cell < rule["cells"][row])
    typed = pd.Timestamp if isinstance(cell, pd.Timestamp) else str if isinstance(cell, str) else float
    low, high = value.split("|")
    return bool((low and cell < typed(low)) or (high and cell > typed(high)))
