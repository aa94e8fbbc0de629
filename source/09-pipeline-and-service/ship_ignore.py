"""What a .dockerignore hides (lesson 5), by the rules of Docker's own matcher."""

from __future__ import annotations

import posixpath
import re

__all__ = ["hides", "left"]


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression for a whole path: ``*`` and ``?`` stop at a slash, ``**`` doesn't."""
    made, at = "", 0
    while at < len(pattern):
        if pattern.startswith("**", at):
            at += 2
            if at < len(pattern) and pattern[at] == "/":
                at += 1
            made += ".*" if at >= len(pattern) else "(.*/)?"
            continue
        sign = pattern[at]
        closing = pattern.find("]", at + 2) if sign == "[" else -1
        if closing > 0:
            made += pattern[at : closing + 1]
            at = closing
        elif sign == "\\" and at + 1 < len(pattern):
            at += 1
            made += re.escape(pattern[at])
        else:
            made += {"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign))
        at += 1
    return re.compile(made, re.DOTALL)


def hides(path: str, rules: str) -> bool:
    """Whether the file *path* (relative, with slashes) stays out of the build: the last line that matches it decides.

    A line that matches a folder matches all that is in it.
    """
    parts = path.split("/")
    above = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
    hidden = False
    for line in rules.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        rule = line.strip()
        back = rule.startswith("!")
        pattern = posixpath.normpath(rule.removeprefix("!").strip()).lstrip("/")
        if pattern in ("", "."):
            continue
        expression = _expression(pattern)
        if any(expression.fullmatch(folder) for folder in above):
            hidden = not back
    return hidden


def left(paths: list[str], rules: str) -> list[str]:
    """The files of *paths* that the build gets to see, in their order."""
    return [path for path in paths if not hides(path, rules)]
