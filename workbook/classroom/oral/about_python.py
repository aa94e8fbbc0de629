"""Questions on Python: values, names, shapes, lines that run, edits, inputs that break."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbook.classroom.oral.changes import Change, changes, like, texts_of
from workbook.classroom.oral.model import Outcome, Question, Solved

_MOST_CALLS, _MOST_EDITS = 12, 9
_LONG_CALL, _LONGEST = 150, 220
_SAME = "as it stands"
_LONG = re.compile(r"\d\.\d*?[1-9]\d*?[1-9]\d*?[1-9]|\d{6,}|e[-+]\d\d|\n")
"""Of a value: more decimals, digits or lines than anybody works out in a talk."""

_CARELESS = ("NameError", "UnboundLocalError", "TypeError", "AttributeError")
"""Errors of edits that no longer fit together: there is nothing to think about."""


class Plan:
    """What is run of one answer: all its calls, as it stands and with some edits."""

    def __init__(self, solved: Solved, recorded: Mapping[str, Any], chance: random.Random) -> None:
        self.solved = solved
        calls = [call for calls in recorded["calls"].values() for call in calls if _parses(call)]
        short = [call for call in calls if len(call) <= _LONG_CALL]
        self.known = short if len(short) > 2 else [call for call in calls if len(call) <= _LONGEST]
        texts = texts_of(self.known)
        own = chance.sample(self.known, min(6, len(self.known)))
        new = [other for call in own for other in like(call, texts, chance) if len(other) <= _LONGEST]
        chance.shuffle(new)
        self.calls = list(dict.fromkeys([*own, *new]))[:_MOST_CALLS]
        self.edits: dict[str, Change] = {}
        if self.calls:
            self.edits = {
                f"edit {number}": change
                for number, change in enumerate(_some(changes(solved.source, "python"), chance))
            }

    def task(self) -> dict[str, Any]:
        """For the box."""
        variants = {_SAME: self.solved.source, **{name: change.text for name, change in self.edits.items()}}
        asks = [
            {"id": name, "source": text, "calls": self.calls, "watched": name == _SAME}
            for name, text in variants.items()
        ]
        return {"do": "python", "asks": asks if self.calls else []}

    def questions(self, outcomes: Mapping[str, list[Outcome]], chance: random.Random) -> Iterator[Question]:
        """All questions that the outcomes allow."""
        told = [(call, told) for call, told in zip(self.calls, outcomes.get(_SAME, []), strict=False) if _sound(told)]
        for call, outcome in told:
            yield from self._values(call, outcome)
            yield from self._lines(call, outcome)
        yield from self._reaching(told, chance)
        yield from self._breaking(told, chance)
        for name, change in self.edits.items():
            both = [
                (call, before, after)
                for call, before, after in zip(
                    self.calls, outcomes.get(_SAME, []), outcomes.get(name, []), strict=False
                )
                if _sound(before) and _sound(after)
            ]
            yield from self._edited(change, both, chance)

    def _values(self, call: str, outcome: Outcome) -> Iterator[Question]:
        if "error" in outcome:
            return
        if call not in self.known and _tellable(outcome.get("value")):
            yield Question(
                self.solved,
                "value",
                f"What does `{call}` give?",
                f"`{outcome['value']}`{_beside(outcome)}",
                proof=_inside(outcome),
            )
        given = {node.id for node in ast.walk(ast.parse(call)) if isinstance(node, ast.Name)}
        for function, values in outcome.get("locals", {}).items():
            for name, shown in values.items():
                line = _assigned(self.solved.source, function, name)
                if not line or name in given or name.startswith("_"):
                    continue
                if shown.get("shape", "()") != "()":
                    yield Question(
                        self.solved, "shape",
                        f"`{call}` is called. Which shape does `{name}` have {_when(function, call)}, and what does each axis stand for?",
                        f"`{shown['shape']}`", proof=_inside(outcome, function), lines=(line,),
                    )  # fmt: skip
                elif _tellable(shown.get("value"), 60) and not _obvious(str(shown.get("value")), call):
                    yield Question(
                        self.solved, "variable",
                        f"`{call}` is called. What is the value of `{name}` {_when(function, call)}?",
                        f"`{shown['value']}`", proof=_inside(outcome, function), lines=(line,),
                    )  # fmt: skip

    def _lines(self, call: str, outcome: Outcome) -> Iterator[Question]:
        for line, text in _statements(self.solved.source).items():
            count = outcome.get("lines", {}).get(str(line), 0)
            if 2 <= count <= 20 and not text.startswith("return"):
                yield Question(
                    self.solved, "times", f"How many times does line {line}, `{text}`, run in `{call}`?", f"{count} times",
                    proof=self._counts(outcome), lines=(line,),
                )  # fmt: skip

    def _counts(self, outcome: Outcome) -> str:
        """How often each line ran."""
        lines = self.solved.source.splitlines()
        counts = sorted((int(line), count) for line, count in outcome["lines"].items())
        return "\n".join(
            f"line {line}: {count} × {lines[line - 1].strip()}" for line, count in counts if 1 < line <= len(lines)
        )

    def _reaching(self, told: list[tuple[str, Outcome]], chance: random.Random) -> Iterator[Question]:
        for line, text in _statements(self.solved.source).items():
            some = [
                (call, outcome)
                for call, outcome in told
                if "lines" in outcome and "error" not in outcome and len(call) <= 120
            ]
            yes = [call for call, outcome in some if outcome["lines"].get(str(line))]
            no = [call for call, outcome in some if not outcome["lines"].get(str(line))]
            if yes and no:
                shown = _mixed(yes, no, chance)
                given = {call: _plain(outcome) for call, outcome in some}
                yield Question(
                    self.solved, "reach", f"Which of these calls get to line {line}, `{text}`?",
                    _letters([call in yes for call in shown]), choices=tuple(shown),
                    proof="\n".join(f"{call}\n  gives {given[call]}" for call in shown), lines=(line,),
                )  # fmt: skip

    def _breaking(self, told: list[tuple[str, Outcome]], chance: random.Random) -> Iterator[Question]:
        """Errors that come out of the answer's own lines, not out of an argument that can't be made."""
        some = [(call, outcome) for call, outcome in told if len(call) <= 120]
        breaks = {call: outcome for call, outcome in some if outcome.get("line")}
        works = [call for call, outcome in some if "error" not in outcome]
        if breaks and works:
            shown = _mixed(list(breaks), works, chance)
            proof = "\n".join(_told(call, breaks[call]) for call in shown if call in breaks)
            yield Question(
                self.solved, "breaks", "Which of these calls end in an error, where, and why?",
                _letters([call in breaks for call in shown]), choices=tuple(shown), proof=proof,
            )  # fmt: skip

    def _edited(
        self, change: Change, both: list[tuple[str, Outcome, Outcome]], chance: random.Random
    ) -> Iterator[Question]:
        differ = [(call, before, after) for call, before, after in both if _seen(before) != _seen(after)]
        if all(after.get("error") in _CARELESS for _, _, after in differ):
            return
        same = [call for call, before, after in both if _seen(before) == _seen(after)]
        for call, before, after in differ:
            now = f"It gives {_given(before)} as it stands."
            if change.axis and ("shape" in after or "error" in after) and after.get("shape") != before.get("shape"):
                came = f"the error {_given(after)}" if "error" in after else f"the shape `{after['shape']}`"
                yield Question(
                    self.solved, "axis", f"If {change.said}: which shape would `{call}` give, or which error? Why this axis?",
                    f"{came}; as it stands the shape is `{before.get('shape', 'none')}`",
                    proof=_inside(before, now="as it stands, "), lines=change.lines,
                )  # fmt: skip
            if change.drops and ("error" in after or _tellable(after.get("value"))) and len(call) <= 120:
                yield Question(
                    self.solved, "without", f"If {change.said}: what would `{call}` give?", f"{_given(after)}. {now}",
                    proof=_inside(before, now="as it stands, "), lines=change.lines,
                )  # fmt: skip
        short = {call: (before, after) for call, before, after in differ if len(call) <= 120}
        same = [call for call in same if len(call) <= 120]
        if short and same:
            shown = _mixed(list(short), same, chance)
            proof = "\n".join(
                f"{call}\n  now {_plain(short[call][0])}\n  then {_plain(short[call][1])}"
                for call in shown
                if call in short
            )
            yield Question(
                self.solved, "edit", f"If {change.said}: which of these calls would give something else?",
                _letters([call in short for call in shown]), choices=tuple(shown), proof=proof, lines=change.lines,
            )  # fmt: skip


def _parses(call: str) -> bool:
    try:
        ast.parse(call, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _some(found: list[Change], chance: random.Random) -> list[Change]:
    """A few edits: those of axes first, then as many dropped lines as other edits."""
    chance.shuffle(found)
    axes = [change for change in found if change.axis]
    drops = [change for change in found if change.drops]
    rest = [change for change in found if not change.axis and not change.drops]
    half = _MOST_EDITS // 3
    return [*axes[:half], *drops[:half], *rest][:_MOST_EDITS]


def _statements(source: str) -> dict[int, str]:
    """The simple statements that stand on a line of their own inside of functions, without comprehensions: line and text."""
    lines = source.splitlines()
    found = {}
    for function in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if not isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr | ast.Continue | ast.Break):
                continue
            constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            loops = any(isinstance(inner, ast.comprehension | ast.Lambda) for inner in ast.walk(node))
            text = lines[node.lineno - 1].strip()
            if node.lineno == node.end_lineno and not constant and not loops and len(text) <= 90:
                found[node.lineno] = text.partition("  #")[0]
    return found


def _inside(outcome: Outcome, only: str = "", now: str = "") -> str:
    """What the local names stood for when each function returned, or that one: why a call gives what it gives."""
    told = []
    for function, values in outcome.get("locals", {}).items():
        known = {name: _short(shown) for name, shown in values.items() if _short(shown)}
        if known and only in ("", function):
            told += [f"{now}when {function} returns:", *(f"  {name} = {value}" for name, value in known.items())]
    return "\n".join(told)


def _short(shown: Mapping[str, str]) -> str:
    value, shape = shown.get("value"), shown.get("shape", "()")
    return str(value) if _tellable(value, 60) else f"… of the shape {shape}" if shape != "()" else ""


def _assigned(source: str, function: str, name: str) -> int:
    """The first line in *function* that gives *name* a value; 0 if it is a parameter that none does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == function.rpartition(".")[2]:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and inner.id == name and isinstance(inner.ctx, ast.Store):
                    return inner.lineno
    return 0


def _sound(outcome: Outcome) -> bool:
    """Whether two boxes agreed on anything that can be told, and no argument failed by itself."""
    if "error" in outcome:
        return bool(outcome.get("line"))
    return "value" in outcome or "shape" in outcome


def _seen(outcome: Outcome) -> tuple[Any, ...]:
    return tuple(outcome.get(key) for key in ("error", "value", "shape", "printed"))


def _tellable(text: Any, most: int = 120) -> bool:
    return isinstance(text, str) and len(text) <= most and not _LONG.search(text)


def _obvious(value: str, call: str) -> bool:
    """Whether a value stands in the call as it is, or is an object that a person doesn't call by its text."""
    return (len(value) > 4 and value in call) or re.match(r"[A-Z]\w*\(|<", value) is not None


def _when(function: str, call: str) -> str:
    own = call.startswith(f"{function.partition('.')[0]}(") and not function.endswith("__init__")
    return f"when `{function}` returns" + ("" if own else " for the last time")


def _beside(outcome: Outcome) -> str:
    printed = outcome.get("printed")
    return f", and prints `{printed.strip()}`" if isinstance(printed, str) and printed.strip() else ""


def _given(outcome: Outcome) -> str:
    if "error" in outcome:
        return f"`{outcome['error']}`" + (f" in line {outcome['line']}" if outcome.get("line") else "")
    return (
        f"`{outcome['value']}`{_beside(outcome)}"
        if "value" in outcome
        else f"something of the shape `{outcome.get('shape')}`"
    )


def _plain(outcome: Outcome) -> str:
    return " ".join(_given(outcome).replace("`", "").split())


def _told(call: str, outcome: Outcome) -> str:
    return f"{call}\n  {outcome['error']} in line {outcome['line']}: {outcome.get('said', '')}"


def _mixed(some: list[str], others: list[str], chance: random.Random) -> list[str]:
    """Four calls or fewer, of both kinds."""
    count = chance.randint(1, min(2, len(some)))
    shown = chance.sample(some, count) + chance.sample(others, min(4 - count, len(others)))
    chance.shuffle(shown)
    return shown


def _letters(which: list[bool]) -> str:
    return ", ".join("abcdef"[number] for number, yes in enumerate(which) if yes)
