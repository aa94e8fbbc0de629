"""Parcels, requests and wrecks of bodies for the hidden tests of lesson 4: each kind in every draw, near its limit."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

Values = dict[str, Any]
Rng = np.random.Generator
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"


def _name(rng: Rng, length: int) -> str:
    return "".join(LETTERS[place] for place in rng.integers(0, len(LETTERS), length))


def parcel(rng: Rng) -> Values:
    """A parcel that is fine."""
    return {
        "parcel": _name(rng, int(rng.integers(3, 13))),
        "service": str(rng.choice(["standard", "express"])),
        "weight_g": int(rng.integers(100, 9000)),
        "hours_since_scan": round(float(rng.uniform(2, 300)), 2),
        "scans": int(rng.integers(1, 30)),
    }


def fine(rng: Rng) -> list[tuple[str, Values, Values]]:
    """Parcels that are fine, at every limit: what it is, values, what is added."""
    cases: list[tuple[str, Values, Values]] = []
    for field, value, told in (
        ("weight_g", 1, "one gram"), ("weight_g", 31500, "31500 grams"), ("hours_since_scan", 0, "0 hours"), ("hours_since_scan", 0.0, "0.0 hours"),
        ("hours_since_scan", 720, "720 hours"), ("hours_since_scan", 720.0, "720.0 hours"), ("hours_since_scan", 0.004, "a few seconds"),
        ("hours_since_scan", round(float(rng.uniform(10, 20)), 7), "hours with seven digits"),
        ("parcel", _name(rng, 20), "a name of 20 characters"), ("parcel", _name(rng, 1), "a name of one character"), ("parcel", "-Z09A-", "a name from one end to the other"),
        ("scans", 0, "no scan"), ("scans", int(rng.integers(1000, 9000)), "very many scans"),
        ("service", "standard", "the standard service"), ("service", "express", "express"),
    ):  # fmt: skip
        cases.append((told, {**parcel(rng), field: value}, {}))
    without = parcel(rng)
    del without["scans"]
    cases.append(("scans missing", without, {"scans": 0}))
    return cases


def bad(rng: Rng) -> list[tuple[str, Values, list[str]]]:
    """Parcels with one field that is wrong, of every kind, and with several: what it is, values, fields."""
    whole = int(rng.integers(5, 90))
    wrong: list[tuple[str, Any, str]] = [
        ("weight_g", 0, "0 grams"), ("weight_g", -whole, "less than nothing"), ("weight_g", 31501, "31501 grams"), ("weight_g", whole + 0.5, "half a gram"),
        ("weight_g", str(whole), "a weight in quotes"), ("weight_g", True, "a weight of true"), ("weight_g", None, "a weight of null"), ("weight_g", [whole], "a list for a weight"),
        ("hours_since_scan", -0.001, "less than 0 hours"), ("hours_since_scan", 720.001, "more than 720 hours"), ("hours_since_scan", math.inf, "hours without end"),
        ("hours_since_scan", -math.inf, "hours of minus infinity"), ("hours_since_scan", math.nan, "hours of NaN"), ("hours_since_scan", f"{whole}.5", "hours in quotes"),
        ("hours_since_scan", False, "hours of false"), ("hours_since_scan", None, "hours of null"),
        ("scans", -1, "less than no scan"), ("scans", 1.5, "one and a half scans"), ("scans", str(whole), "scans in quotes"), ("scans", True, "scans of true"), ("scans", None, "scans of null"),
        ("service", "Express", "a service in capitals"), ("service", "", "an empty service"), ("service", "overnight", "a service that isn't offered"),
        ("service", "standard ", "a service with a blank"), ("service", 1, "a service by number"), ("service", None, "a service of null"),
        ("parcel", "", "an empty name"), ("parcel", _name(rng, 21), "a name of 21 characters"), ("parcel", "fp-" + _name(rng, 3), "small letters in a name"),
        ("parcel", _name(rng, 4) + "\n", "a line's end after the name"), ("parcel", " " + _name(rng, 4), "a blank before the name"), ("parcel", "FP_" + _name(rng, 3), "an underscore in a name"),
        ("parcel", "FP-É" + _name(rng, 2), "another alphabet's capital"), ("parcel", "FP-" + "٣", "a digit that isn't 0 to 9"), ("parcel", whole, "a number for a name"),
    ]  # fmt: skip
    cases = [(told, {**parcel(rng), field: value}, [field]) for field, value, told in wrong]
    for field in ("parcel", "service", "weight_g", "hours_since_scan"):
        values = parcel(rng)
        del values[field]
        cases.append((f"{field} missing", values, [field]))
    cases.append(("a field that isn't listed", {**parcel(rng), "depot": "north"}, ["depot"]))
    cases.append(
        (
            "no weight, and too many hours",
            {**parcel(rng), "weight_g": 0, "hours_since_scan": 721},
            ["weight_g", "hours_since_scan"],
        )
    )
    cases.append(
        (
            "three fields",
            {**parcel(rng), "weight_g": 40000, "service": "x", "Scans": 1},
            ["weight_g", "service", "Scans"],
        )
    )
    return cases


def model(rng: Rng) -> Values:
    """A model: its version and its slope."""
    return {
        "version": f"late-{int(rng.integers(2, 99))}.{int(rng.integers(1, 9))}",
        "slope": round(float(rng.uniform(0.0005, 0.003)), 5),
    }


def _chances(told: Values, rows: list[Values]) -> list[float]:
    return [min(1.0, told["slope"] * row["hours_since_scan"]) for row in rows]


def good_requests(rng: Rng, told: Values) -> list[tuple[str, Any, list[float]]]:
    """One parcel, lists of one to a hundred, the same parcel twice in a list, unsorted."""
    one = parcel(rng)
    without = {name: value for name, value in parcel(rng).items() if name != "scans"}
    several = [parcel(rng) for _ in range(int(rng.integers(4, 9)))]
    hundred = [parcel(rng) for _ in range(100)]
    cases: list[tuple[str, Any]] = [
        ("one parcel", one), ("one parcel without scans", without), ("a list of one", [one]), ("several parcels", several),
        ("a parcel twice in a list", [*several, several[0]]), ("a hundred parcels", hundred), ("the first parcel again", one),
    ]  # fmt: skip
    return [(name, body, _chances(told, body if isinstance(body, list) else [body])) for name, body in cases]


def bad_requests(rng: Rng, most: int) -> list[tuple[str, Any, list[str]]]:
    """Requests whose fields are wrong: what it is, parcel or list or (path, values), fields."""
    rows = [parcel(rng) for _ in range(most)]
    last = most - 1
    return [
        ("a parcel of no weight", {**parcel(rng), "weight_g": 0}, ["weight_g"]),
        ("a field that isn't listed", {**parcel(rng), "depot": "north"}, ["depot"]),
        ("scans of minus infinity", {**parcel(rng), "scans": -math.inf}, ["scans"]),
        ("half of a character for a service", {**parcel(rng), "service": "\ud83d"}, ["service"]),
        ("hours of NaN in a list", [*rows[:last], {**rows[last], "hours_since_scan": math.nan}], [f"parcels.{last}.hours_since_scan"]),
        ("two bad parcels in a list", [{**rows[0], "weight_g": "9"}, rows[1], {**rows[2], "parcel": "", "scans": None}], ["parcels.0.weight_g", "parcels.2.parcel", "parcels.2.scans"]),
        ("an empty list", [], ["parcels"]),
        ("null in place of the list", ("/predict/many", {"parcels": None}), ["parcels"]),
        ("no list at all", ("/predict/many", {}), ["parcels"]),
        ("a parcel in place of the list", ("/predict/many", {"parcels": rows[0]}), ["parcels"]),
        (f"{most + 1} parcels, where most is {most}", [*rows, parcel(rng)], ["parcels"]),
    ]  # fmt: skip


def hundred_and_one(rng: Rng) -> list[tuple[str, Any, list[str]]]:
    """One parcel too many where nothing is said of how many."""
    return [("101 parcels, where nothing is said of how many", [parcel(rng)] * 101, ["parcels"])]


def wrecks(rng: Rng, limit: int) -> list[tuple[str, Values, tuple[int, int]]]:
    """Bodies that are none, for POST /predict: what it is, how it comes, lowest and highest status."""
    text = json.dumps(parcel(rng))
    cut = int(rng.integers(5, len(text) - 5))
    full = text + " " * (limit - len(text))
    client = (400, 499)
    return [
        ("nothing at all", {"body": ""}, client), ("half of a JSON text", {"body": text[:cut]}, client), ("two JSON texts", {"body": text + text}, client),
        ("a list in place of a parcel", {"body": f"[{text}]"}, client), ("null", {"body": "null"}, client), ("a text", {"body": '"FP-1"'}, client), ("NaN alone", {"body": "NaN"}, client),
        ("bytes that are no text", {"hex": "fffe7b22"}, client), ("brackets in brackets, 140 deep", {"body": "[" * 140 + "]" * 140}, client),
        ("a weight without end", {"body": text.replace('"weight_g": ', '"weight_g": 1e999, "weight": ')}, client),
        ("half of a character for a field's name", {"body": text[:-1] + ', "\\ud800": 1}'}, client),
        ("half of a character in a parcel's name", {"body": text.replace('"parcel": "', '"parcel": "\\ud800')}, client),
        ("half a body of a caller who went away", {"chunks": [text[:cut]], "cut": True}, client),
        ("a whole body, in two halves, of a caller who stays", {"chunks": [text[:cut], text[cut:]]}, (200, 200)),
        (f"a body of {limit} bytes, where max_bytes is {limit}", {"body": full}, (200, 200)),
        (f"a body of {limit + 1} bytes, where max_bytes is {limit}", {"body": full + " "}, (413, 413)),
        (f"{limit + 1} bytes in two chunks, where max_bytes is {limit}", {"chunks": [full, " "]}, (413, 413)),
        ("forty chunks of a body without a length", {"chunks": [" " * 100] * 40}, (413, 413)),
    ]  # fmt: skip


def large(rng: Rng) -> list[tuple[str, Values, tuple[int, int]]]:
    """Bodies around 100,000 bytes, where nothing is said of max_bytes."""
    text = json.dumps(parcel(rng))
    return [
        (
            "a body of 100000 bytes, where nothing is said of max_bytes",
            {"body": text + " " * (100_000 - len(text))},
            (200, 200),
        ),
        (
            "a body of 100001 bytes, where nothing is said of max_bytes",
            {"body": text + " " * (100_001 - len(text))},
            (413, 413),
        ),
    ]
