"""Expressions of GitHub Actions (lesson 5): what stands in ``if`` and in ``${{ }}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["STATUS", "WorkflowError", "evaluate", "filled", "holds", "pasted"]

STATUS = ("success", "failure", "always", "cancelled")
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w-]*)|(?P<sign>&&|\|\||==|!=|<=|>=|[<>!().,\[\]*]))"
)


class WorkflowError(Exception):
    """GitHub would refuse the workflow, or this one knows no better; and why."""


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise WorkflowError(f"the expression {text!r} can't be read at {text[at:]!r}")
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


def truthy(value: Any) -> bool:
    """Whether GitHub takes a value for true."""
    return value not in (None, "", 0, False)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a.lower() == b.lower()
    return ("" if a is None else a) == ("" if b is None else b)


class _Parser:
    def __init__(self, text: str, context: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        self.tokens, self.at = _tokens(text), 0
        self.text, self.context, self.functions = text, context, functions

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, sign: str = "") -> tuple[str, str]:
        if self.at >= len(self.tokens) or (sign and self.peek() != sign):
            raise WorkflowError(f"the expression {self.text!r} can't be read")
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Any:
        value = self.both()
        while self.peek() == "||":
            self.take()
            other = self.both()
            value = value if truthy(value) else other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.peek() == "&&":
            self.take()
            other = self.compared()
            value = other if truthy(value) else value
        return value

    def compared(self) -> Any:
        value = self.plain()
        while self.peek() in ("==", "!="):
            sign = self.take()[1]
            value = _same(value, self.plain()) == (sign == "==")
        return value

    def plain(self) -> Any:
        kind, text = self.take()
        if text == "!":
            return not truthy(self.plain())
        if text == "(":
            value = self.either()
            self.take(")")
            return value
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return float(text)
        if kind != "name":
            raise WorkflowError(f"the expression {self.text!r} can't be read at {text!r}")
        if self.peek() == "(":
            return self.call(text)
        if text in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[text]
        return self.looked_up(text)

    def call(self, name: str) -> Any:
        self.take("(")
        values = []
        while self.peek() != ")":
            values.append(self.either())
            if self.peek() == ",":
                self.take()
        self.take(")")
        known = {key.lower(): function for key, function in self.functions.items()}
        if name.lower() not in known:
            raise WorkflowError(f"this GitHub doesn't know the function {name}")
        return known[name.lower()](*values)

    def looked_up(self, name: str) -> Any:
        if name not in self.context:
            raise WorkflowError(f"there is no {name!r} in an expression; texts stand in single quotes")
        value: Any = self.context[name]
        while self.peek() in (".", "["):
            if self.take()[1] == "[":
                key = self.either()
                self.take("]")
            else:
                key = self.take()[1]
            if key == "*":
                value = list(value.values()) if isinstance(value, dict) else value
            elif isinstance(value, list):
                value = [one.get(key) for one in value if isinstance(one, dict)]
            else:
                value = value.get(key) if isinstance(value, dict) else None
        return value


def _contains(where: Any, what: Any) -> bool:
    if isinstance(where, list):
        return any(_same(one, what) for one in where)
    return str(what).lower() in str(where or "").lower()


def evaluate(text: str, context: Mapping[str, Any], status: Mapping[str, Callable[[], bool]]) -> Any:
    """The value of an expression without its ``${{ }}``."""
    functions: dict[str, Callable[..., Any]] = {
        "startsWith": lambda a, b: str(a or "").lower().startswith(str(b).lower()),
        "endsWith": lambda a, b: str(a or "").lower().endswith(str(b).lower()),
        "contains": _contains,
        "format": lambda form, *values: re.sub(r"\{(\d+)\}", lambda match: str(values[int(match[1])]), form),
        "join": lambda values, sign=",": str(sign).join(map(str, values)),
        "hashFiles": lambda *names: "0" * 64,
        "toJSON": str,
        **status,
    }
    parser = _Parser(text, context, functions)
    value = parser.either()
    if parser.at < len(parser.tokens):
        raise WorkflowError(f"the expression {text!r} can't be read")
    return value


def filled(text: str, context: Mapping[str, Any], status: Mapping[str, Callable[[], bool]]) -> str:
    """*text* with each ``${{ }}`` in it replaced by its value."""

    def value(match: re.Match[str]) -> str:
        found = evaluate(match[1], context, status)
        return "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)

    return re.sub(r"\$\{\{(.*?)\}\}", value, text, flags=re.DOTALL)


def pasted(script: str) -> str:
    """What of an event's own words an expression puts into a script; empty if nothing."""
    for inner in re.findall(r"\$\{\{(.*?)\}\}", script, re.DOTALL):
        if re.search(r"\bgithub\s*(?:(?:\.\s*|\[\s*')(?:event|head_ref)\b|(?![\w\s.\[]))", inner, re.IGNORECASE):
            return str(inner.strip())
    return ""


def holds(condition: Any, context: Mapping[str, Any], status: Mapping[str, Callable[[], bool]]) -> bool:
    """Whether an ``if`` lets its job or step run: success() is asked, too, unless a status function stands in it."""
    text = (
        str(condition).lower()
        if isinstance(condition, bool)
        else "success()"
        if condition is None
        else str(condition).strip()
    )
    whole = re.fullmatch(r"\$\{\{((?:(?!\}\}).)*)\}\}", text, re.DOTALL)
    asked = any(re.search(rf"\b{name}\s*\(", text) for name in STATUS)
    if "${{" in text and not whole:
        value: Any = filled(text, context, status)  # a text that isn't empty is true, whatever it says
    else:
        value = evaluate(whole[1] if whole else text, context, status)
    return truthy(value) and (asked or status["success"]())
