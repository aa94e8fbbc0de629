"""Reads a page that an answer wrote, as a browser does, and says whether a review in it stayed text and can be read without colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any, NoReturn

import explain_watch as watch
from workbook.check.failure import UNWRITTEN, Failure, show

Review = tuple[str, Mapping[str, float]]
ALLOWED = {"p": "", "mark": "p", "sub": "mark"}
"""The elements there may be, each with the one in which it stands."""
_SIGNED = re.compile(r"[+\-\u2212]\d+\.\d\d")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_LEAST = 0.005  # what rounds to 0.00 isn't marked


@dataclass
class Mark:
    """A marked piece of the text: where it begins, what it says, the number beside it, its style."""

    start: int
    text: str = ""
    number: str = ""
    style: str = ""
    numbers: int = 0


@dataclass
class Page:
    """A page's text without the numbers, and what is marked in it."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, what: str) -> None:
        super().__init__(convert_charrefs=False)
        self.what, self.page = what, Page()
        self.open: list[str] = []
        self.ended = False

    def _fail(self, expected: str, got: str) -> NoReturn:
        raise Failure(
            self.what, expected, got, "what of the page is yours, and what came from the review or its weights"
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = self.get_starttag_text() or tag
        if tag not in ALLOWED:
            self._fail("no element but p, mark and sub", f"an element {told!r}")
        if ALLOWED[tag] != (self.open[-1] if self.open else "") or (tag == "p" and self.ended):
            self._fail("one p; in it marks; in each mark one sub", f"{told!r} at another place")
        strange = [name for name, _ in attrs if name != "style" or tag == "sub"]
        if strange:
            self._fail("no attribute but style, of p and mark", f"{told!r}")
        self.open.append(tag)
        if tag == "mark":
            self.page.marks.append(Mark(len(self.page.text), style=dict(attrs).get("style") or ""))
        if tag == "sub":
            self.page.marks[-1].numbers += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._fail("elements that begin and end", f"{self.get_starttag_text()!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self._fail("elements that end where they began", f"'</{tag}>' where {self.open or 'nothing'} is open")
        self.open.pop()
        self.ended = self.ended or tag == "p"

    def handle_data(self, data: str) -> None:
        raw = re.search("[&<>]", data)
        if raw:
            self._fail(f"{raw[0]!r} of a text written as a reference", f"{raw[0]!r} as it is, in {show(data)}")
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._add(unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self._fail("no comment", f"'<!--{data[:40]}'")

    def handle_decl(self, decl: str) -> None:
        self._fail("no declaration", f"'<!{decl[:40]}'")

    def unknown_decl(self, data: str) -> None:
        self._fail("no declaration", f"'<![{data[:40]}'")

    def handle_pi(self, data: str) -> None:
        self._fail("no processing instruction", f"'<?{data[:40]}'")

    def _add(self, text: str) -> None:
        if not self.open:
            if text.strip():
                self._fail("everything within the p", f"{show(text)} outside")
            return
        if self.open[-1] == "sub":
            self.page.marks[-1].number += text
            return
        self.page.text += text
        if self.open[-1] == "mark":
            self.page.marks[-1].text += text


def pages(
    answer: Callable[..., Any], reviews: Sequence[Review], what: str
) -> list[tuple[Page, str, Mapping[str, float], str]]:
    """The page that *answer* makes of each review, with its text, its weights and its name. Fail unless it is one p with marks and subs."""
    made = []
    seen = watch.coloured(answer, [(text, dict(weights)) for text, weights in reviews])
    for one, (text, weights) in zip(seen, reviews, strict=False):
        told = f"in_colour, {what} {show(text)}"
        if one["error"].startswith("NotImplementedError"):
            raise Failure("in_colour isn't written yet", look=UNWRITTEN)
        if one["error"]:
            raise Failure(f"{told}: an error", "a page", one["error"])
        if one["page"] is None:
            raise Failure(told, "a str", one["came"])
        if not one["kept"]:
            raise Failure(told, "weights that stay as they were", "weights that were changed")
        made.append((read(one["page"], told), text, weights, told))
    return made


def read(html: str, what: str) -> Page:
    """The page in *html*; fail unless there is nothing in it but text, one p, marks and subs."""
    reader = _Reader(what)
    reader.feed(html)
    rest = reader.rawdata
    reader.close()
    if reader.open or not reader.ended:
        raise Failure(
            what, "one p that begins and ends", f"an end where {reader.open or 'no p'} is open{', at ' + show(rest) if rest else ''}"
        )  # fmt: skip
    return reader.page


def same_text(page: Page, text: str, what: str) -> None:
    """Fail unless the page says *text*, sign for sign, apart from the numbers."""
    if page.text != text:
        at = next(
            (place for place, (one, two) in enumerate(zip(page.text, text, strict=False)) if one != two),
            min(len(page.text), len(text)),
        )
        raise Failure(
            f"{what}: the text without the numbers, from place {at} on", show(text[at : at + 40]), show(page.text[at : at + 40])
        )  # fmt: skip


def right_words(page: Page, text: str, weights: Mapping[str, float], what: str) -> None:
    """Fail unless exactly those words are marked, at all their places, whose weight isn't 0.00."""
    expected = [
        (found.start(), found[0])
        for found in re.finditer(r"\S+", text)
        if abs(weights.get(found[0], 0.0)) >= _LEAST
    ]  # fmt: skip
    got = [(mark.start, mark.text) for mark in page.marks]
    if got != expected:
        missing, strange = [one for one in expected if one not in got], [one for one in got if one not in expected]
        told = [f"{word!r} at {place} isn't marked" for place, word in missing[:1]]
        told += [f"{word!r} at {place} is marked" for place, word in strange[:1]]
        raise Failure(
            f"{what}: what is marked",
            f"{', '.join(f'{word!r} at {place}' for place, word in expected)}" or "nothing",
            "; ".join(told) or "other marks",
        )


def right_numbers(page: Page, weights: Mapping[str, float], what: str) -> None:
    """Fail unless each mark has its word's weight beside it, with its sign and two decimals."""
    for mark in page.marks:
        weight = weights.get(mark.text, 0.0)
        number = mark.number.strip()
        if mark.numbers != 1:
            raise Failure(
                f"{what}: {mark.text!r}",
                "a sub with its weight",
                f"{mark.numbers} of them",
                "who can't see colours reads the number",
            )
        near = _SIGNED.fullmatch(number) and abs(float(number.replace("\u2212", "-")) - weight) <= 0.005 + 1e-9
        if not near:
            raise Failure(f"{what}: the number beside {mark.text!r}", f"{weight:+.2f}", show(number))


def _colour(style: str, name: str) -> tuple[int, int, int] | None:
    """The colour that a style gives, the last one if there are several; None if it isn't of the form #rrggbb."""
    found = None
    for part in style.split(";"):
        key, _, value = part.partition(":")
        if key.strip().lower() == name:
            value = value.strip()
            found = (int(value[1:3], 16), int(value[3:5], 16), int(value[5:], 16)) if _COLOUR.fullmatch(value) else None
    return found


def brightness(colour: tuple[int, int, int]) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], two: tuple[int, int, int]) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((brightness(one), brightness(two)))
    return (high + 0.05) / (low + 0.05)


def right_colours(page: Page, weights: Mapping[str, float], what: str) -> None:
    """Fail unless backgrounds tell the sign and the strength of each weight, and letters can be read on them."""
    seen: list[tuple[float, float, str]] = []
    for mark in page.marks:
        weight = weights.get(mark.text, 0.0)
        back, ink = (_colour(mark.style, name) for name in ("background-color", "color"))
        told = f"{what}: {mark.text!r}, {weight:+.2f}"
        if back is None or ink is None:
            raise Failure(told, "a style with background-color: #rrggbb and color: #rrggbb", show(mark.style))
        if contrast(back, ink) < 4.5:
            raise Failure(told, "a contrast of at least 4.5", f"{contrast(back, ink):.2f} ({mark.style})")
        red, _, blue = back
        if not (blue > red if weight > 0 else red > blue):
            wanted = "more blue than red" if weight > 0 else "more red than blue"
            raise Failure(f"{told}: the background", wanted, f"red {red}, blue {blue}")
        seen.append((weight, brightness(back), mark.text))
    most = max((abs(weight) for weight, _, _ in seen), default=0.0)
    for weight, light, word in seen:
        for other, paler, faint in seen:
            if weight * other <= 0 or abs(weight) <= abs(other):
                continue
            strict = abs(weight) - abs(other) >= 0.1 * most
            if light > paler or (strict and light == paler):
                raise Failure(
                    f"{what}: the backgrounds of {word!r}, {weight:+.2f}, and {faint!r}, {other:+.2f}",
                    f"that of {word!r} darker", f"brightness {light:.3f} and {paler:.3f}",
                )  # fmt: skip
