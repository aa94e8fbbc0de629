"""What an answer's process sends to the engine: bounded before it is unpacked, cleaned before anything else sees it.

An answer shares its interpreter with what packs these replies, so any bytes may come. :func:`unpacked` bounds how much
memory they can take, :class:`Room` takes over outputs field by field: what nbformat allows, with the types it asks for.
"""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

import msgpack

from workbook.grading.door import clean_picture, clean_text

MOST_OBJECTS = 200_000
"""Lists, maps and the values in them, of one reply."""
_MOST_ITEMS = 1 << 16  # of one list or map, whose place msgpack takes before it has seen them
_MOST_DEPTH = 50
MOST_OUTPUTS = 1000
"""Outputs of one cell."""
CELLS = 16
"""How many cells of a notebook may fill their outputs to the limit."""
MOST_ERROR_TEXT = 20_000  # characters
_STREAMS = ("stdout", "stderr")
_TEXTS = ("image/svg+xml", *(f"text/{name}" for name in ("plain", "html", "markdown", "latex")))
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_JSON = re.compile(r"application/(?:[a-z0-9.+-]{1,80}\+)?json")
_CONTROL = re.compile(r"[\x00-\x07\x0b-\x0c\x0e-\x1a\x1c-\x1f\x7f]")  # all but \b, \t, \n, \r and the escape of colours


class _Overfull(ValueError):
    """A reply of more values than a notebook has use for."""


def cell_room(output_kb: int) -> int:
    """Bytes of one cell's outputs, as the engine counts them: the student's limit was applied in the box already."""
    return max(output_kb, 64) * 1024 * 2


def frame_room(output_kb: int) -> int:
    """Bytes of the longest reply: texts in UTF-8, and what is written around them."""
    return cell_room(output_kb) * 3 + (1 << 20)


def unpacked(data: bytes) -> Any:
    """The plain data in a reply. Raises what msgpack raises at bytes that are none of its own.

    A reply of too many values, which an honest display may bring about, is one without outputs.
    """
    count = 0

    def taken(made: Any) -> Any:
        nonlocal count
        count += 1 + len(made)
        if count > MOST_OBJECTS:
            raise _Overfull
        return made

    def mapped(pairs: list[tuple[Any, Any]]) -> dict[str, Any]:
        return _by_text(taken(pairs))

    try:
        return msgpack.unpackb(
            data,
            strict_map_key=False,
            list_hook=taken,
            object_pairs_hook=mapped,
            max_array_len=_MOST_ITEMS,
            max_map_len=_MOST_ITEMS,
            max_ext_len=0,
        )
    except ValueError as error:
        if type(error) not in (ValueError, _Overfull):
            raise
        return {"outputs": [_note("the outputs were left out: too many values")]}


def _by_text(pairs: list[tuple[Any, Any]]) -> dict[str, Any]:
    """The map of *pairs*. Raises where a key is no text: numbers and time stamps can be chosen so that all have one hash."""
    if any(type(key) is not str for key, _ in pairs):
        raise _Overfull
    return dict(pairs)


class Room:
    """What a notebook's outputs may still take, cell by cell and together."""

    def __init__(self, output_kb: int) -> None:
        self._cell = cell_room(output_kb)
        self._left = self._cell * CELLS

    def take(self, outputs: Any) -> list[dict[str, Any]]:
        """A cell's outputs, clean; what there is no room for is left out, and that is said."""
        made: list[dict[str, Any]] = []
        room = min(self._cell, self._left)
        found = outputs if isinstance(outputs, list) else []
        for output in itertools.islice(found, MOST_OUTPUTS):
            clean = _output(output) if isinstance(output, dict) else None
            if clean is None:
                continue
            size = _size(clean)
            if size > room:
                made.append(_note("more outputs were left out"))
                break
            room, self._left = room - size, self._left - size
            made.append(clean)
        else:
            if len(found) > MOST_OUTPUTS:
                made.append(_note("more outputs were left out"))
        return made


def _note(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stderr", "text": f"[{text}]\n"}


def _size(value: Any) -> int:
    """About as many bytes as it takes in a file."""
    if isinstance(value, str):
        return len(value) + 8
    if isinstance(value, dict):
        return 8 + sum(len(key) + 8 + _size(item) for key, item in value.items())
    return 8 + sum(map(_size, value)) if isinstance(value, list) else 8


def _text(value: Any, most: int | None = None) -> str:
    text = clean_text(value[:most]) if isinstance(value, str) else ""
    return _CONTROL.sub("", text)


def _output(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in _STREAMS:
        return {"output_type": kind, "name": output["name"], "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        return {
            "output_type": kind,
            "ename": _text(output.get("ename"), 200),
            "evalue": _text(output.get("evalue"), MOST_ERROR_TEXT),
            "traceback": [_text(line, MOST_ERROR_TEXT) for line in lines[:100]] if isinstance(lines, list) else [],
        }
    data = output.get("data")
    if kind in ("display_data", "execute_result") and isinstance(data, dict):
        clean: dict[str, Any] = {"output_type": kind, "metadata": {}, "data": {}}
        for name, value in itertools.islice(data.items(), 20):
            kept = _display(name, value)
            if kept is not None:
                clean["data"][name] = kept
        if kind == "execute_result":
            clean["execution_count"] = counted(output.get("execution_count")) or None
        return clean
    return None


def _display(kind: Any, value: Any) -> Any:
    """A display of this kind if it may be kept: texts, pictures that are pictures, and JSON; no scripts. Else None."""
    if kind in _PICTURES:
        return clean_picture(value, 1 << 26) or None
    if kind in _TEXTS:
        return _text(value) if isinstance(value, str) else None
    if isinstance(kind, str) and _JSON.fullmatch(kind) and isinstance(value, dict | list):
        return _plain(value)
    return None


def _plain(value: Any, depth: int = 0) -> Any:
    """Plain JSON with texts as keys; None for what is no JSON, or nested too deeply."""
    if depth > _MOST_DEPTH:
        return None
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_text(str(key), 1000): _plain(item, depth + 1) for key, item in value.items() if _scalar(key)}
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if _scalar(value) else None


def _scalar(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | float | str)


def counted(value: Any) -> int:
    """An execution count, 0 if it is none."""
    return value if type(value) is int and 0 <= value < 100_000 else 0


def report_of(data: bytes) -> dict[str, Any]:
    """A reply of the test process; an empty one, which no report can be read from, for what is none."""
    try:
        reply = msgpack.unpackb(data, strict_map_key=False, object_pairs_hook=_by_text, max_ext_len=0)
    except ValueError:
        return {}
    return reply if isinstance(reply, dict) else {}
