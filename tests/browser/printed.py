"""What stands on each page of a PDF that Chromium printed: enough of the format to read its text back, and no more."""

from __future__ import annotations

import re
import unicodedata
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj")
_ONE = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n")
_RANGE = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>\n")


def compact(text: str) -> str:
    """A text without spaces, in which letters that are drawn as one are two again: as it is compared here."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pages(pdf: bytes) -> list[str]:
    """The compact text of each page, in the order in which it is drawn: that of the document."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    leaves = [text for text in objects.values() if re.search(rb"/Type /Page\b", text)]
    return [_page(leaf, objects) for leaf in leaves]


def _page(leaf: bytes, objects: dict[int, bytes]) -> str:
    named = re.findall(rb"/(F\d+) (\d+) 0 R", leaf)
    letters = {name: _letters(objects[int(number)], objects) for name, number in named}
    found: list[str] = []
    now: dict[int, str] = {}
    for font, glyphs in _SHOWN.findall(_stream(objects, leaf, rb"/Contents")):
        if font:
            now = letters[font]
        codes = [glyphs[at : at + 4].decode() for at in range(0, len(glyphs), 4)]
        found += [now.get(int(code, 16), "\N{REPLACEMENT CHARACTER}") for code in codes]
    return compact("".join(found))


def _letters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """What each glyph of a font means."""
    table = _stream(objects, font, rb"/ToUnicode").decode()
    found: dict[int, str] = {}
    for section in re.findall(r"beginbfchar\n(.*?)endbfchar", table, re.DOTALL):
        found |= {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in _ONE.findall(section)}
    for section in re.findall(r"beginbfrange\n(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in _RANGE.findall(section):
            begin = int(first, 16)
            found |= {code: chr(int(text, 16) + code - begin) for code in range(begin, int(last, 16) + 1)}
    return found


def _stream(objects: dict[int, bytes], owner: bytes, name: bytes) -> bytes:
    number = re.search(name + rb" (\d+) 0 R", owner)
    stream = _STREAM.search(objects[int(number[1])]) if number else None
    assert stream, f"no {name!r} in a form that is read here"
    return zlib.decompress(stream[1])


def cut(texts: list[str], printed: list[str]) -> list[str]:
    """Those of *texts* that stand whole on no page."""
    return [text for text in texts if not any(compact(text) in page for page in printed)]
