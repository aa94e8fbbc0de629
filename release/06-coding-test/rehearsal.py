"""What the lesson before the papers tries out: tests of a contract's sentences, on functions that break one sentence each.

Nothing here is graded, and nothing here is part of a paper.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas

SENTENCES = {
    1: "of rows with the same plate, the last is kept",
    2: "the kept rows stay in the order of the table",
    3: "what is a number, and what is missing",
    4: "a value above most becomes most",
    5: "then each missing value becomes fill",
    6: "a list of floats",
    7: "the table stays unchanged",
}
Test = tuple[Sequence[tuple[Any, Any]], Mapping[str, float], list[float]]
Function = Callable[[pandas.DataFrame, Mapping[str, float]], Any]


def verdict(function: Function, test: Test) -> str:
    """What *function* does wrong on the rows of *test*; nothing if it gives what is expected and leaves the table alone."""
    rows, rule, expected = test
    table = pandas.DataFrame(list(rows), columns=["plate", "minutes"], dtype=object)
    given = table.copy()
    try:
        came = function(given, dict(rule))
    except Exception as error:  # noqa: BLE001  (a reader's own function, and its error is what there is to tell)
        return f"raised {type(error).__name__}: {error}"
    if came is None:
        return "not written yet"
    if not given.equals(table):
        return "changed the table"
    return "" if repr(came) == repr(expected) else f"gave {came!r}, expected {expected!r}"


def sound(test: Any) -> bool:
    """Whether *test* has the form (rows, rule, expected)."""
    try:
        rows, rule, expected = test
        return bool(all(len(row) == 2 for row in rows) and {"most", "fill"} <= set(rule) and type(expected) is list)
    except (TypeError, ValueError):
        return False


def try_tests(tests: Mapping[int, Any]) -> None:
    """Say of each test whether it passes where all sentences hold, and fails where its own sentence is broken."""
    for number, sentence in SENTENCES.items():
        said = _worth(number, tests.get(number))
        print(f"{number}. {sentence}\n{textwrap.fill(said, 72, initial_indent='   ', subsequent_indent='     ')}")


def _worth(number: int, test: Any) -> str:
    if test is None:
        return "· not written yet"
    if not sound(test):
        return "✗ a test is (rows, rule, expected): a list of pairs, a dict with most and fill, a list"
    if verdict(_stays_but_for(0), test):
        return "✗ a function that keeps every sentence fails this test: work it out by hand once more"
    if not verdict(_stays_but_for(number), test):
        return "✗ a function that breaks this sentence passes, too: choose rows on which it matters"
    return "✓ passes where the sentence holds, fails where it is broken"


def compare(tests: Mapping[int, Any], **functions: Function) -> None:
    """Run each test on each of *functions* and say what came."""
    for number, sentence in SENTENCES.items():
        print(f"{number}. {sentence}")
        test: Any = tests.get(number)
        for name, function in functions.items():
            said = (verdict(function, test) or "holds") if sound(test) else "no test yet"
            print(f"   {name + ':':7} {said}")


def _stays_but_for(broken: int) -> Function:
    """The function of the lesson's contract that breaks the sentence of this number, or none."""

    def stays(table: pandas.DataFrame, rule: Mapping[str, float]) -> Any:
        found: dict[Any, float] = {}
        for plate, given in zip(table["plate"], table["minutes"], strict=True):
            if broken == 1 and plate in found:
                continue
            if broken != 2:
                found.pop(plate, None)  # so that it goes to the end
            found[plate] = _minutes(given, broken)
        if broken == 7:
            table["minutes"] = 0.0
        return [_held(value, rule, broken) for value in found.values()]

    return stays


def _minutes(given: Any, broken: int) -> float:
    if isinstance(given, str) and not (given.strip().isdigit() or broken == 3):
        return math.nan
    try:
        return float(given)
    except (TypeError, ValueError):
        return math.nan


def _held(value: float, rule: Mapping[str, float], broken: int) -> Any:
    if broken == 5 and math.isnan(value):
        value = min(rule["fill"], rule["most"])
    elif math.isnan(value):
        value = rule["fill"]
    elif broken != 4 and value > rule["most"]:
        value = rule["most"]
    return str(value) if broken == 6 else float(value)
