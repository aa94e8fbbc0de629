"""Whether a page (lesson 4) has its form, shows what it should, and takes text for text. What is expected comes with the call."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin

import serve_wire
from workbook.check.failure import Failure

Fields = dict[str, str]
MakePage = Callable[..., Any]
NAMES = ("parcel", "service", "weight_g", "hours_since_scan")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
KIND = "application/x-www-form-urlencoded"
BOUNDARY = "fellpost7d1"


@dataclass
class Element:
    """One element: its name, its attributes, its text with that of all within, and the form that it lies in."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    form: Element | None = None
    select: Element | None = None
    notes: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """A page's elements in their order, and its comments."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new element begins."""
        form = next((one for one in self._open if one.tag == "form"), None)
        select = next((one for one in self._open if one.tag == "select"), None)
        element = Element(tag, {name: value or "" for name, value in attrs}, form=form, select=select)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and all that were left open within it."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Text belongs to all elements that are open."""
        for element in self._open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.comments.append(data)

    def all(self, tag: str) -> list[Element]:
        """The elements of that name."""
        return [one for one in self.elements if one.tag == tag]

    def by_id(self, name: str) -> list[Element]:
        """The elements with that id."""
        return [one for one in self.elements if one.attributes.get("id") == name]

    def field(self, name: str) -> Element | None:
        """The form's field of that name."""
        found = [
            one
            for one in self.elements
            if one.tag in ("input", "select", "textarea") and one.attributes.get("name") == name
        ]
        return found[0] if len(found) == 1 and found[0].form is not None else None

    def options(self, select: Element) -> list[Element]:
        """The options of *select*."""
        return [one for one in self.all("option") if one.select is select]

    def value(self, name: str) -> str:
        """What a browser would send for the field *name*."""
        element = self.field(name)
        if element is None:
            return ""
        if element.tag != "select":
            return element.attributes.get("value", "")
        options = self.options(element)
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return chosen[-1].attributes.get("value", chosen[-1].text.strip()) if chosen else ""

    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """All elements with the names of their attributes, and comments: what no text may change."""
        shape = [(one.tag, tuple(sorted(one.attributes))) for one in self.elements]
        return [*shape, *(("comment", ()) for _ in self.comments)]


def _visit(make_page: MakePage, verdicts: list[Any], steps: list[Any]) -> tuple[list[Any], list[Any]]:
    seen = serve_wire.show(make_page, verdicts, steps)
    if seen["error"]:
        raise Failure("the page", "an app that answers", seen["error"])
    return seen["notes"], seen["asked"]


def _page(note: Any, status: int, what: str) -> Page:
    """The page in *note*; fail unless it has that status and is HTML."""
    if note["status"] != status:
        came = f"{note['status']}: {note['text'][:120]}" + (
            f" (the app raised {note['error']})" if note["error"] else ""
        )
        raise Failure(f"the status of {what}", str(status), came)
    if not note["type"].lower().startswith("text/html"):
        raise Failure(f"the content type of {what}", "text/html", note["type"] or "none")
    page = Page(note["text"])
    for one in page.elements:
        bad = [name for name in one.attributes if name.startswith("on")]
        if one.tag == "script" or bad or any("javascript:" in value.lower() for value in one.attributes.values()):
            raise Failure(
                f"the elements of {what}",
                "no script, and no attribute that begins with on",
                f"<{one.tag} {' '.join(bad)}>",
            )
    return page


def _form(page: Page, what: str) -> Element:
    """The page's form; fail unless it has its four labelled fields and one button."""
    forms = page.all("form")
    if len(forms) != 1:
        raise Failure(f"the forms of {what}", "1", str(len(forms)))
    if forms[0].attributes.get("method", "get").lower() != "post":
        raise Failure(f"the method of the form of {what}", "post", forms[0].attributes.get("method", "none"))
    for name in NAMES:
        element = page.field(name)
        wanted = "select" if name == "service" else "input"
        if element is None or element.tag != wanted:
            raise Failure(
                f"the field {name} of {what}",
                f"one {wanted} with this name, in the form",
                "none" if element is None else f"a {element.tag}",
            )
        labels = [one for one in page.all("label") if one.attributes.get("for") == element.attributes.get("id", "")]
        if not element.attributes.get("id") or len(page.by_id(element.attributes["id"])) != 1:
            raise Failure(
                f"the id of the field {name} of {what}", "one of its own", element.attributes.get("id", "none")
            )
        if len(labels) != 1 or not labels[0].text.strip():
            raise Failure(
                f"the label of the field {name} of {what}",
                "one with a text, whose for is the field's id",
                f"{len(labels)} labels",
            )
    select = page.field("service")
    options = [] if select is None else [one.attributes.get("value", one.text.strip()) for one in page.options(select)]
    if sorted(options) != ["express", "standard"]:
        raise Failure(f"the options of the field service of {what}", "standard and express", str(options))
    buttons = [one for one in page.elements if one.form is forms[0] and _is_button(one, of_any_kind=True)]
    if len(buttons) != 1:
        raise Failure(f"the buttons of the form of {what}", "1", str(len(buttons)))
    return forms[0]


def _is_button(element: Element, of_any_kind: bool = False) -> bool:
    """Whether a click on *element* sends its form; or, if *of_any_kind*, does anything else."""
    kind = element.attributes.get("type", "submit" if element.tag == "button" else "text").lower()
    kinds = ("submit", "image", "reset", "button") if of_any_kind else ("submit", "image")
    return element.tag in ("button", "input") and kind in kinds


def _notices(page: Page, wanted: str, what: str) -> str:
    """The text of the element *wanted* ("result", "error" or "": none); fail if another one is there."""
    for name in ("result", "error"):
        count = len(page.by_id(name))
        if count != (name == wanted):
            raise Failure(f"the elements with the id {name} of {what}", str(int(name == wanted)), str(count))
    return " ".join(page.by_id(wanted)[0].text.split()) if wanted else ""


def _step(page: Page, form_element: Element, fields: Fields, drop: str = "", more: str = "") -> dict[str, Any]:
    """The request that a browser sends when *fields* were typed into the form; without *drop*, and with a field *more* of somebody's own."""
    sent: list[tuple[str, str]] = []
    for one in page.elements:
        name = one.attributes.get("name", "")
        if (
            one.form is not form_element
            or not name
            or _is_button(one)
            or name == drop
            or one.tag not in ("input", "select", "textarea")
        ):
            continue
        sent.append((name, fields.get(name, page.value(name))))
    sent += [(more, "of somebody's own")] if more else []
    path = urljoin("http://fellpost.example/", form_element.attributes.get("action", "")).removeprefix(
        "http://fellpost.example"
    )
    step: dict[str, Any] = {"do": "call", "method": "POST", "path": path or "/"}
    if form_element.attributes.get("enctype", "").lower() == "multipart/form-data":
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in sent
        ]
        return {
            **step,
            "body": "".join(parts) + f"--{BOUNDARY}--\r\n",
            "type": f"multipart/form-data; boundary={BOUNDARY}",
        }
    return {**step, "body": urlencode(sent), "type": KIND}


def _sent(make_page: MakePage, fields: Fields, verdict: Any, drop: str = "") -> tuple[Any, list[Any]]:
    """What comes back, and what the judge got, when *fields* are typed into the page's own form and sent."""
    (first,), _ = _visit(make_page, [], [{"method": "GET", "path": "/"}])
    page = _page(first, 200, "GET /")
    step = _step(page, _form(page, "GET /"), fields, drop)
    (note,), asked = _visit(make_page, [verdict], [step])
    return note, asked


def _asked(asked: list[Any], fields: Fields, what: str) -> None:
    if len(asked) != 1:
        raise Failure(f"calls of judge for {what}", "1", str(len(asked)))
    if asked[0] != fields:
        raise Failure(f"what judge got for {what}", str(fields), str(asked[0]))


def _kept(page: Page, fields: Fields, what: str) -> None:
    _form(page, what)
    for name, value in fields.items():
        if name == "service" and value not in ("standard", "express"):
            continue
        if page.value(name) != value:
            raise Failure(f"the field {name} of {what}", f"what was typed: {value}", page.value(name))


def form(make_page: MakePage) -> None:
    """Fail unless the first page has its form and nothing else to tell, each time."""
    notes, asked = _visit(make_page, [], [{"method": "GET", "path": "/"}] * 2)
    for note in notes:
        page = _page(note, 200, "GET /")
        _form(page, "GET /")
        _notices(page, "", "GET /")
    if asked:
        raise Failure("calls of judge for GET /", "none", str(len(asked)))


def result(make_page: MakePage, fields: Fields, chance: float, shown: str) -> None:
    """Fail unless the chance is shown, with the form and what was typed."""
    note, asked = _sent(make_page, fields, {"chance": chance})
    what = f"the page after a chance of {chance} for {fields}"
    page = _page(note, 200, what)
    _asked(asked, fields, what)
    text = _notices(page, "result", what)
    if shown not in text or any(before.isdigit() or before in ".,-" for before in text.split(shown)[0][-1:]):
        raise Failure(f"the text of the element result of {what}", shown, text)
    _kept(page, fields, what)


def error(make_page: MakePage, fields: Fields, verdict: Any, status: int, shown: str) -> None:
    """Fail unless the error is told as it should be, and no more."""
    note, asked = _sent(make_page, fields, verdict)
    what = "the page after " + ("a ValueError" if status == 422 else "another exception")
    page = _page(note, status, what)
    _asked(asked, fields, what)
    text = _notices(page, "error", what)
    if text != " ".join(shown.split()):
        raise Failure(f"the text of the element error of {what}", shown, text)
    if "raises" in verdict and (
        verdict["raises"] in note["text"]
        or verdict.get("kind", "KeyError") in note["text"]
        or "Traceback" in note["text"]
    ):
        raise Failure(f"what {what} tells of the exception", "nothing", "its text, its name or its trace")
    _kept(page, fields, what)


def missing(make_page: MakePage, fields: Fields) -> None:
    """Fail unless a field that isn't sent counts as an empty text, whatever was sent before, and one that isn't asked for is left out."""
    (first,), _ = _visit(make_page, [], [{"method": "GET", "path": "/"}])
    page = _page(first, 200, "GET /")
    element = _form(page, "GET /")
    steps = [_step(page, element, fields)]
    steps += [_step(page, element, fields, drop) for drop in NAMES]
    steps.append(_step(page, element, fields, more="depot"))
    notes, asked = _visit(make_page, [{"chance": 0.25}] * len(steps), steps)
    told = ["a whole form", *(f"a form that was sent without {drop}, after a whole one" for drop in NAMES)]
    told.append("a form that was sent with a field depot of somebody's own")
    for place, (note, what) in enumerate(zip(notes, told, strict=True)):
        _page(note, 200, what)
        wanted = {**fields, NAMES[place - 1]: ""} if 1 <= place <= len(NAMES) else fields
        _asked(asked[place : place + 1], wanted, what)
    if len(asked) != len(steps):
        raise Failure(f"calls of judge for {len(steps)} forms", str(len(steps)), str(len(asked)))


def forgets(make_page: MakePage, fields: Fields, other: Fields) -> None:
    """Fail unless each page shows its own request alone: another reader's fields, and the first page again."""
    (first,), _ = _visit(make_page, [], [{"method": "GET", "path": "/"}])
    page = _page(first, 200, "GET /")
    element = _form(page, "GET /")
    said = f"Depot {other['weight_g']}-north says no."
    again = {"method": "GET", "path": "/"}
    steps = [_step(page, element, fields), again, _step(page, element, other), again]
    notes, _ = _visit(make_page, [{"chance": 0.25}, {"says": said}], steps)
    _kept(_page(notes[0], 200, "the page of a first reader"), fields, "the page of a first reader")
    what = "the page of a second reader"
    second = _page(notes[2], 422, what)
    _kept(second, other, what)
    _notices(second, "error", what)
    for note, who in ((notes[1], "a reader has asked"), (notes[3], "two readers have asked")):
        what = f"GET / after {who}"
        last = _page(note, 200, what)
        _notices(last, "", what)
        _kept(last, {name: page.value(name) for name in NAMES}, what)
    for place, strange in (
        (1, [fields["parcel"]]),
        (2, [fields["parcel"]]),
        (3, [fields["parcel"], other["parcel"], said]),
    ):
        found = [text for text in strange if text in html.unescape(notes[place]["text"])]
        if found:
            what = "the page of a second reader" if place == 2 else "GET / after others have asked"
            raise Failure(f"{what}, what it tells of others", "nothing", found[0])


def text_only(make_page: MakePage, fields: Fields, name: str | None, text: str) -> None:
    """Fail unless *text*, typed into the field *name* (None: said by the judge), stays text on all three kinds of page."""
    (first,), _ = _visit(make_page, [], [{"method": "GET", "path": "/"}])
    page = _page(first, 200, "GET /")
    element = _form(page, "GET /")
    plain, typed = dict(fields), dict(fields)
    if name is not None:
        plain[name], typed[name] = "plain", text
    kinds = ("says",) if name is None else ("chance", "says", "raises")
    words = "plain words"
    verdicts: list[Any] = []
    for kind in kinds:
        told = {
            "chance": ({"chance": 0.5}, {"chance": 0.5}),
            "raises": ({"raises": "out of order"}, {"raises": "out of order"}),
        }
        verdicts += told.get(kind, ({"says": words}, {"says": text if name is None else words}))
    steps = [_step(page, element, plain), _step(page, element, typed)] * len(kinds)
    notes, asked = _visit(make_page, verdicts, steps)
    what = f"the page after {text!r} was " + (f"typed into {name}" if name is not None else "said by judge")
    for place, kind in enumerate(kinds):
        status = {"chance": 200, "says": 422, "raises": 500}[kind]
        before = _page(notes[2 * place], status, "a page with plain words")
        after = _page(notes[2 * place + 1], status, what)
        _unchanged(before, after, what)
        if name is None and _notices(after, "error", what) != " ".join(text.split()):
            raise Failure(
                f"the text of the element error of {what}", text, _notices(after, "error", what), "escape once"
            )
        _kept(after, typed, what)
    for place, one in enumerate(asked):
        _asked([one], (plain, typed)[place % 2], what)


def _unchanged(before: Page, after: Page, what: str) -> None:
    """Fail unless both pages have the same elements, attributes and comments."""
    if before.skeleton() != after.skeleton():
        extra = [one for one in after.skeleton() if one not in before.skeleton()]
        came = ", ".join(f"<{tag} {' '.join(names)}>" for tag, names in extra[:3]) or "elements more or fewer"
        raise Failure(
            f"the elements of {what}", "the same as with plain words", came, "html.escape, and quotes around values"
        )
