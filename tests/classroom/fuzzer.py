"""Mutates notebooks from a seed: bytes, structure, metadata and answers."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]

JUNK: list[Any] = [
    None, True, -1, 10**400, 1e308, "", "\ud800", "\x00", "x" * 10_000, [], {}, [[]], {"a": {"b": None}},
    "é\u202e", [1, None],
]  # fmt: skip
CODE = [
    "import sys\nsys.exit(0)", "raise SystemExit", "raise KeyboardInterrupt", "import os\nos._exit(1)", "1/0",
    "def f(:",
    "%%bash\nexit 3", "%nosuchmagic", "%%nosuchcell\nx", "print('\\x00\\ud800'.encode('utf-8', 'surrogatepass'))",
    "await nothing", "class int: pass", "del check", "from workbook import check\ncheck.parts = None", "\t\n  x = 1",
    "globals().clear()", "print('x' * 10_000_000)", "%%writefile ../x\nhello", "exit", "quit()", "%reset -f",
    "import builtins\nbuiltins.AssertionError = ZeroDivisionError", "?", "!kill -9 $$", "yield 1", "\N{SNOWMAN} = 1",
]  # fmt: skip


def mutate(notebook: Notebook, chance: random.Random) -> bytes:
    """The bytes of *notebook* after one to four mutations."""
    made = copy.deepcopy(notebook)
    for _ in range(chance.randint(1, 4)):
        chance.choice(STRUCTURE)(made, chance)
    data = json.dumps(made, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return chance.choice(BYTES)(data, chance) if chance.random() < 0.25 else data


def _cells(notebook: Notebook) -> list[Any]:
    cells = notebook.get("cells")
    return cells if isinstance(cells, list) else []


def _a_cell(notebook: Notebook, chance: random.Random) -> Notebook:
    cells = [cell for cell in _cells(notebook) if isinstance(cell, dict)]
    return chance.choice(cells) if cells else {}


def _delete(notebook: Notebook, chance: random.Random) -> None:
    if _cells(notebook):
        del notebook["cells"][chance.randrange(len(notebook["cells"]))]


def _duplicate(notebook: Notebook, chance: random.Random) -> None:
    if _cells(notebook):
        notebook["cells"].insert(0, copy.deepcopy(chance.choice(notebook["cells"])))


def _shuffle(notebook: Notebook, chance: random.Random) -> None:
    chance.shuffle(_cells(notebook))


def _junk_cell(notebook: Notebook, chance: random.Random) -> None:
    if _cells(notebook):
        notebook["cells"][chance.randrange(len(notebook["cells"]))] = chance.choice(JUNK)


def _junk_field(notebook: Notebook, chance: random.Random) -> None:
    cell = _a_cell(notebook, chance)
    cell[chance.choice(["source", "metadata", "cell_type", "outputs", "id", "attachments"])] = chance.choice(JUNK)


def _junk_mark(notebook: Notebook, chance: random.Random) -> None:
    marks = _a_cell(notebook, chance).get("metadata")
    if isinstance(marks, dict) and isinstance(marks.get("nbgrader"), dict):
        keys = ["grade_id", "points", "grade", "solution", "locked", "schema_version", "cell_type", "task"]
        marks["nbgrader"][chance.choice(keys)] = chance.choice([*JUNK, "double", "mean-tests", 99])


def _junk_top(notebook: Notebook, chance: random.Random) -> None:
    notebook[chance.choice(["cells", "metadata", "nbformat", "nbformat_minor", "extra"])] = chance.choice(JUNK)


def _code(notebook: Notebook, chance: random.Random) -> None:
    _a_cell(notebook, chance)["source"] = chance.choice(CODE)


def _answer(notebook: Notebook, chance: random.Random) -> None:
    for cell in _cells(notebook):
        marks = cell.get("metadata") if isinstance(cell, dict) else None
        marks = marks.get("nbgrader") if isinstance(marks, dict) else None
        if isinstance(marks, dict) and marks.get("solution") and chance.random() < 0.5:
            cell["source"] = chance.choice(CODE)


def _deep(notebook: Notebook, chance: random.Random) -> None:
    nested: Any = 0
    for _ in range(chance.choice([10, 500])):
        nested = [nested]
    notebook["metadata"] = {"deep": nested}


STRUCTURE: list[Callable[[Notebook, random.Random], None]] = [
    _delete, _duplicate, _shuffle, _junk_cell, _junk_field, _junk_mark, _junk_top, _code, _answer, _deep,
]  # fmt: skip
BYTES: list[Callable[[bytes, random.Random], bytes]] = [
    lambda data, chance: data[: chance.randrange(len(data))],
    lambda data, chance: data + data,
    lambda data, chance: b"\xef\xbb\xbf" + data,
    lambda data, chance: data.replace(b'"', b"'", 3),
    lambda data, chance: _flip(data, chance),
    lambda data, chance: data.decode("utf-8", "replace").encode("utf-16"),
]


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(5):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)
