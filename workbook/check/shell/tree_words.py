"""Trees and texts in words: what a tree is made of, and where two part, as a person would say it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from workbook.check.shell.trees import Entry, whole_tree


def shown(name: str, most: int = 80) -> str:
    """A name or a line in double quotes, with newlines, tabs and whatever else can't be seen made visible."""
    text = "".join(map(_visible, json.dumps(name, ensure_ascii=False)))
    return text if len(text) <= most else f'{text[: most - 2]}…"'


def _visible(character: str) -> str:
    code = ord(character)
    return character if character.isprintable() else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def tree_differences(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    """One sentence for each entry that is missing, extra or changed; empty when the trees agree."""
    want, came = whole_tree(expected), whole_tree(actual)
    sentences = []
    for path in sorted(want.keys() | came.keys()):
        if path in came and came[path][0] == "unseen":
            sentences.append(f"{shown(path)} can't be looked at: {came[path][2]}")
        elif path not in came:
            sentences.append(f"{_kind(want[path])} {shown(path)} is missing")
        elif path not in want:
            sentences.append(f"{_kind(came[path])} {shown(path)} should not be there")
        else:
            sentences.extend(_entry_differences(path, want[path], came[path]))
    return sentences


def _kind(entry: Entry) -> str:
    names = {"file": "the file", "folder": "the folder", "link": "the symbolic link"}
    return names.get(entry[0], "the special file")


def _entry_differences(path: str, want: Entry, came: Entry) -> Iterable[str]:
    name = shown(path)
    if want[0] != came[0]:
        yield f"{name} should be {_kind(want).replace('the ', 'a ')}, and is {_kind(came).replace('the ', 'a ')}"
        return
    if want[0] == "link":
        if want[1] != came[1]:
            yield f"the link {name} should point to {shown(want[1])}, and points to {shown(came[1])}"
        return
    if want[1] is not None and want[1] != came[1]:
        yield f"{_kind(want)} {name} has mode {came[1]:03o}, expected {want[1]:03o}"
    if want[0] == "file" and want[2] != came[2]:
        yield f"the file {name} has the wrong content: {bytes_difference(want[2], came[2])}"


def bytes_difference(expected: bytes, actual: bytes) -> str:
    """The difference of two contents, as text (bytes that aren't UTF-8 are shown as ``\\xff``)."""
    return text_difference(expected.decode("utf-8", "backslashreplace"), actual.decode("utf-8", "backslashreplace"))


def tree_in_words(tree: Mapping[str, Any], most: int = 5, about: str = "") -> str:
    """A tree on one line, for a message: the entries that the text *about* names, then its first, with a little of what is in them."""
    own = [(path, entry) for path, entry in tree.items() if not any(other.startswith(f"{path}/") for other in tree)]
    own.sort(key=lambda item: shown(item[0]) not in about)
    named = [f"{shown(path, 50)}{_in_words(entry)}" for path, entry in own[:most]]
    more = len(own) - most
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _in_words(entry: Entry) -> str:
    if entry[0] == "file":
        size, text = len(entry[2]), shown(entry[2][:400].decode("utf-8", "backslashreplace"), 60)
        age = f", changed {entry[3]:g} days ago" if len(entry) > 3 and entry[3] else ""
        return f" ({text}{age})" if size <= 50 else f" ({size} bytes, {text}{age})"
    if entry[0] == "link":
        return f" -> {shown(entry[1], 40)}"
    return " (a folder)" if entry[0] == "folder" else " (a socket)"


def text_difference(expected: str, actual: str) -> str:
    """Where two texts part, said in one sentence; "" when they are equal."""
    if expected == actual:
        return ""
    if not actual:
        return f"it is empty, expected {_lines(expected)}"
    if not expected:
        return f"expected nothing, came {_lines(actual)}, the first {shown(actual.partition(chr(10))[0])}"
    if expected.replace("\r\n", "\n") == actual.replace("\r\n", "\n"):
        return "only the line ends differ (CRLF against LF)"
    if expected.rstrip("\n") == actual.rstrip("\n"):
        ends = [len(text) - len(text.rstrip("\n")) for text in (expected, actual)]
        return f"only newlines at its very end differ: {ends[0]} expected, {ends[1]} came"
    want, came = expected.split("\n"), actual.split("\n")
    if sorted(want) == sorted(came):
        return f"the lines are right, and in the wrong order: {_first_parting(want, came)}"
    return f"{_first_parting(want, came)} ({_lines(expected)} expected, {_lines(actual)} came)"


def _lines(text: str) -> str:
    count = text.count("\n") + (not text.endswith("\n"))  # no other sign ends a line
    return f"{count} line" if count == 1 else f"{count} lines"


def _first_parting(want: list[str], came: list[str]) -> str:
    for number, (line, other) in enumerate(zip_longest(want, came), 1):
        if line != other:
            expected = "no more lines" if line is None or (line == "" and number == len(want)) else shown(line)
            actual = "no more lines" if other is None or (other == "" and number == len(came)) else shown(other)
            return f"line {number}: expected {expected}, came {actual}"
    return ""
