"""Advice on a lesson's prose: long sentences, and abbreviations that nobody has explained. It stops no build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from workbook.authoring.text import Cell, LessonText

Whose = TypeVar("Whose")
MOST_WORDS = 35
"""Of a sentence that is read once."""
_NOT_PROSE = re.compile(r"^[ \t]*(`{3,}).*?^[ \t]*\1`*[ \t]*$|\$\$.*?\$\$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`+[^`]+`+|\$[^$\n]+\$|!?\[([^\]]*)\]\([^)]*\)|<[^>]+>")
_CODE = re.compile(r"`{3,}.*?`{3,}|`[^`]+`", re.DOTALL)
_BLOCK = re.compile(r"^\s*(?:\||#{1,6}\s|>|[-*+]\s|\d+[.)]\s)")
_END = re.compile(r"(?<=[.!?:;])[\"'”’)*_]*\s+(?=[\"'“‘(*_]*[A-Z0-9ÄÖÜ])")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORT = re.compile(r"(?<![\w.-])[A-Z]{2,6}s?(?![\w-])")
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "API CC CI CPU CSS CSV GB GPU HTML HTTP HTTPS ID JSON KB MB OK PC PDF PNG RAM SQL SVG TV UK URL US USA UTC UTF XML"
        " AI EU IT NASA NOT AND OR NULL TRUE FALSE",
    )
)
"""What a reader of this kind of text knows, and words that are written in capitals."""


def advice(lessons: Iterable[tuple[Whose, LessonText]]) -> Iterator[tuple[Whose, str]]:
    """What to look at in the *lessons*, each with what it belongs to, in reading order.

    What one lesson has explained is known in those behind it.
    """
    explained = set(_KNOWN)
    for whose, lesson in lessons:
        explained |= _in_code(lesson)
        for cell in lesson.cells:
            if cell.kind != "markdown":
                continue
            where = f"{lesson.path.name}:{cell.line}"
            for sentence in sentences(cell.source):
                words = _WORD.findall(sentence)
                if len(words) > MOST_WORDS:
                    yield whose, f"{where}: a sentence of {len(words)} words: {' '.join(sentence.split()[:8])} …"
            for short in _unexplained(cell, explained):
                yield whose, f"{where}: what does {short} stand for?"


def sentences(source: str) -> Iterator[str]:
    """The sentences of a cell of Markdown, without code, formulas and tables; a list's item ends one."""
    for paragraph in re.split(r"\n\s*\n", _NOT_PROSE.sub("\n\n", source)):
        whole: list[str] = []
        for line in paragraph.splitlines():
            if _BLOCK.match(line):
                yield from _parted(whole)
                whole = []
                if line.lstrip().startswith("|"):
                    continue
            whole.append(_BLOCK.sub("", line))
        yield from _parted(whole)


def _parted(lines: list[str]) -> Iterator[str]:
    text = _INLINE.sub(lambda found: found[1] or "X", " ".join(lines)).strip()
    yield from (sentence for sentence in _END.split(text) if sentence)


def _in_code(lesson: LessonText) -> set[str]:
    """Words in capitals that stand in code: arguments, columns and values, which are no abbreviations to explain."""
    code = (cell.source if cell.kind == "code" else " ".join(_CODE.findall(cell.source)) for cell in lesson.cells)
    return {found.rstrip("s") for text in code for found in _SHORT.findall(text)}


def _unexplained(cell: Cell, explained: set[str]) -> Iterator[str]:
    """Abbreviations that stand here for the first time, without words beside them."""
    prose = "\n".join(sentences(cell.source))
    for found in _SHORT.finditer(prose):
        short = found[0].rstrip("s")
        if short in explained:
            continue
        explained.add(short)
        if not _is_explained(short, cell.source):
            yield short


def _is_explained(short: str, source: str) -> bool:
    """Whether the text says it in words: in or before brackets, in bold, or "X is …"."""
    said = rf"\({short}s?\b|\b{short}s?\*{{0,2}} \(|\*\*[^*]*\b{short}s?\b[^*]*\*\*|\b{short}s?\*{{0,2}}(?:,| is | are | means | stands |:)"
    return re.search(said, source) is not None
