"""What whoever reads by ear or by keyboard needs of a lesson's text: pictures told in words, headings in order, links that say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workbook.authoring.rules import Mistake, RuledCell

_LEAST_WORDS = 3
_NO_WORDS = re.compile(
    r"^(an? |the )?(image|figure|picture|diagram|chart|plot|graph|screenshot|photo)( of)?( \d+)?\W*$", re.IGNORECASE
)
_FILE = re.compile(r"^\S+\.(svg|png|jpe?g|gif)$", re.IGNORECASE)
_VAGUE = {
    "here", "click here", "this", "this link", "link", "this page", "more", "read more", "see", "see here", "page", "source", "there",
}  # fmt: skip
_ADDRESS = re.compile(r"^(https?://|www\.)\S+$")
_BARE = re.compile(r"https?://\S+")
_HTML = re.compile(r"<(img|a|h[1-6])\b([^>]*)>(?:(.*?)</\1>)?", re.IGNORECASE | re.DOTALL)
_ALT = re.compile(r"""\b(?:alt|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_OPENS = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_ESCAPED = re.compile(r"\\text\{[^}$]*\\_[^}$]*\}")
_LEFT_OVER = re.compile(r"`+|\*\*(?=\S)|(?<=\S)\*\*")
_reader = MarkdownIt("commonmark").enable("table")


def reading_mistakes(cells: Iterable[RuledCell]) -> list[Mistake]:
    """Mistakes in a lesson's Markdown cells, with their lines."""
    wrong: list[Mistake] = []
    level = 0
    for cell in cells:
        if cell.kind != "markdown":
            continue
        for number, text in enumerate(cell.source.splitlines()):
            if (mark := _ESCAPED.search(text)) is not None:
                message = (
                    f"{mark[0]!r} is shown with its backslash: give it a letter, and say in code which name that is"
                )
                wrong.append((cell.line + 1 + number, message))
        for line, kind, what in _found(cell.source):
            at = cell.line + 1 + line
            if kind == "heading":
                wrong += [(at, message) for message in _heading(int(what), level)]
                level = int(what)
            elif kind == "column":
                wrong.append((at, "a column of a table without a heading: say what stands in it"))
            elif kind == "mark":
                wrong.append(
                    (at, f"{what!r} is shown as it is: its other half is missing, or in another paragraph or item")
                )
            else:
                wrong += [(at, message) for message in (_picture(what) if kind == "picture" else _link(what))]
    return wrong


def _heading(level: int, before: int) -> Iterator[str]:
    if not before and level != 1:
        yield f"the first heading is of level {level}: a lesson begins with its title, # …"
    elif before and level == 1:
        yield "a second heading of level 1: a lesson has one title, and parts of level 2"
    elif level > before + 1:
        yield f"a heading of level {level} below one of level {before}: screen readers list headings, and one is missing"


def _picture(alt: str) -> Iterator[str]:
    words = " ".join(alt.split())
    if not words:
        yield "a picture without alternative text: say in words what it shows"
    elif _NO_WORDS.match(words) or _FILE.match(words) or len(words.split()) < _LEAST_WORDS:
        yield f"a picture's alternative text {words!r} says nothing of what it shows"


def _link(text: str) -> Iterator[str]:
    words = " ".join(text.split())
    if not words:
        yield "a link without a text: say where it leads"
    elif words.lower().strip(" .:!") in _VAGUE or _ADDRESS.match(words):
        yield f"the link text {words!r} does not say where it leads"


def _found(source: str) -> Iterator[tuple[int, str, str]]:
    """Headings, pictures and links of a Markdown cell: the line, from 0, which of them, its level or its words."""
    line, heads = 0, False
    for token in _reader.parse(source):
        line = token.map[0] if token.map else line
        heads = token.type == "th_open" or (heads and token.type != "th_close")
        if token.type == "heading_open":
            yield line, "heading", token.tag[1:]
        elif token.type == "inline":
            if heads and not token.content.strip():
                yield line, "column", ""
            yield from _inline(token.children or [], line)
        elif token.type == "html_block":
            yield from _html(token.content, line)


def _inline(tokens: list[Token], line: int) -> Iterator[tuple[int, str, str]]:
    link: tuple[int, list[str]] | None = None
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "image":
            yield line, "picture", token.content
        elif token.type == "link_open" or _OPENS.match(token.content):
            link = line, []
        elif link is not None and (token.type == "link_close" or token.content.lower() == "</a>"):
            yield link[0], "link", " ".join(link[1])
            link = None
        elif token.type == "text" and (mark := _LEFT_OVER.search(token.content)):
            yield line, "mark", mark[0]
        elif token.type == "html_inline":
            yield from (found for found in _html(token.content, line) if found[1] == "picture")
        if link is None and token.type == "text" and _BARE.search(token.content):
            yield line, "link", _BARE.search(token.content)[0]  # type: ignore[index]
        if link is not None and token.content and token.type != "html_inline":
            link[1].append(token.content)


def _html(text: str, line: int) -> Iterator[tuple[int, str, str]]:
    for found in _HTML.finditer(text):
        at, tag = line + text.count("\n", 0, found.start()), found[1].lower()
        said = _ALT.search(found[2])
        words = (said[1] or said[2] or "") if said else ""
        if tag == "img":
            yield at, "picture", words
        elif tag == "a" and "href" in found[2].lower():
            yield at, "link", words or _TAG.sub(" ", found[3] or "")
        elif tag != "a":
            yield at, "heading", tag[1:]
