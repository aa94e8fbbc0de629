"""The feedback page's HTML: one self-contained file without scripts, whatever a submission holds.

Everything that came from a student is escaped or sanitised here, and the page forbids scripts and outside
resources by its content security policy, in case something slips through.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from markupsafe import Markup
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.strings import strip_files_prefix
from nbconvert.preprocessors import Preprocessor
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

from workbook.classroom.feedback import harmless
from workbook.classroom.feedback.rendering import begin_page, drawn
from workbook.classroom.feedback.rendering import page as the_page
from workbook.grading.door import clean_picture, clean_text

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMATTER = HtmlFormatter(nowrap=False, cssclass="code")
_LANGUAGES = {"sql": "sql", "bash": "bash", "sh": "bash", "writefile": "bash"}
_MARK = "workbookPicture"
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_LONGEST = 200_000  # characters of one text that are shown; more helps nobody and can hang a browser


TABLES = """<style>
#notebook table { border-collapse: collapse; margin: 0.8em 0; font-size: 95%; }
#notebook table td, #notebook table th { border: 1px solid #c8ccd0; padding: 0.35em 0.7em; vertical-align: top; }
#notebook table thead th { background: #f0f2f4; }
#notebook .comment { min-height: 6em; }
#notebook .workbook-rubric { width: 100%; table-layout: fixed; }
#notebook .workbook-rubric select, #notebook .workbook-rubric input { width: 100%; }
</style>"""
"""The style of tables in the formgrader, as a markdown cell."""


def points(value: float) -> str:
    """``3`` for 3.0, ``2.5`` for 2.5."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


_HERE = Path(__file__).parent
_JINJA = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, auto_reload=False)
_JINJA.filters["points"] = points


@functools.cache
def _style() -> Markup:
    return Markup((_HERE / "feedback.css").read_text(encoding="utf-8") + _FORMATTER.get_style_defs(".code"))


def page(**values: Any) -> str:
    """The whole page; every value that isn't ``Markup`` is escaped."""
    return _JINJA.get_template("feedback.html.j2").render(style=_style(), **values)


def broken(**values: Any) -> str:
    """The page of a lesson that could not be graded; every value is escaped."""
    return _JINJA.get_template("broken.html.j2").render(style=_style(), **values)


def check(**values: Any) -> Markup:
    """The box that says what one tests cell or essay earned, and why."""
    return Markup(_JINJA.get_template("check.html.j2").render(**values))


def asked(requests: Sequence[Mapping[str, Any]]) -> Markup:
    """What a student asked about one exercise and what was answered; the texts are markdown."""
    shown = [{**one, "text": markdown(one["text"]), "answer": markdown(one["answer"])} for one in requests]
    return Markup(_JINJA.get_template("asked.html.j2").render(requests=shown))


def plain(text: object) -> str:
    """*text* without terminal colours and control characters, cut where nobody would read on."""
    return _cut(_CONTROL.sub("", _ANSI.sub("", clean_text(str(text)))))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "\n… (cut)"


def html(text: str) -> Markup:
    """Somebody's HTML, reduced to harmless tags."""
    return drawn("html", harmless.html, plain(text))


def output(text: str | bytes) -> Markup:
    """The formgrader's filter ``clean_html``: nbconvert's own keeps links to files, and names and classes that
    nbgrader's scripts would take for their own buttons. What was drawn here is clean already."""
    if isinstance(text, Markup):
        return text
    return html(text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text))


def markdown(text: str) -> Markup:
    """Somebody's markdown as harmless HTML."""
    return drawn("markdown", harmless.markdown, plain(text))


def code(source: str) -> Markup:
    """Source text with colours, in the language that its cell magic names."""
    return drawn("code", _code, plain(source))


@pass_context
def essay(context: Any, source: str) -> Markup:
    """The formgrader's filter ``markdown2html``, for every markdown cell: nbgrader puts what this gives into its page as it is."""
    return Markup(source) if source == TABLES else with_pictures(context.get("cell") or {}, source)


def with_pictures(cell: Mapping[str, Any], source: str) -> Markup:
    """A cell's markdown as harmless HTML, with the pictures that are attached to the cell."""
    attachments = cell.get("attachments") or {}
    pictures = {name: next(iter(kinds.items())) for name, kinds in attachments.items() if kinds}
    # Each picture is drawn once, as a mark in its place: a text can name one a thousand times.
    text = plain(source)
    for number, (name, (kind, _)) in enumerate(pictures.items()):
        if kind in _PICTURES:
            for written in {name, name.replace(" ", "%20")}:
                text = text.replace(f"attachment:{written}", f"data:{kind};base64,{_MARK}{number}")
    made = str(markdown(text))
    for number, (_, data) in enumerate(pictures.values()):
        made = made.replace(f'base64,{_MARK}{number}"', f'base64,{clean_picture(data, len(data))}"', 1)
    return Markup(made)


def highlighted(source: str, language: str | None = None, metadata: Any = None) -> Markup:
    """The formgrader's filter ``highlight_code``, which is nbconvert's own, for Python."""
    return drawn("highlighted", _highlighted, plain(source))


def keep_files_prefix(text: str) -> str:
    """The formgrader's filter ``strip_files_prefix``, which is nbconvert's own, and knows what was drawn here."""
    return text if isinstance(text, Markup) else str(strip_files_prefix(text))


class Begin(Preprocessor):  # type: ignore[misc]
    """Called by the formgrader with a copy of the notebook whose page it is about to draw."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Cut the copy's longest texts: a page that a browser can't show helps nobody."""
        begin_page()
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.source = plain(cell.source)
                cell.outputs = [_shortened(output) for output in cell.outputs if the_page().takes(len(repr(output)))]
        return nb, resources


def _shortened(output: Any) -> Any:
    if output.output_type == "stream":
        output.text = _cut(output.text)
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/") and isinstance(value, str):
            output.data[kind] = _cut(value)
    return output


def _code(source: str) -> str:
    first = source.lstrip().split("\n", 1)[0]
    language = "python"
    if first.startswith("%%"):
        language = _LANGUAGES.get(first[2:].split(" ")[0], "text")
    return str(highlight(source, get_lexer_by_name(language), _FORMATTER))


def _highlighted(source: str) -> str:
    return str(Highlight2HTML(pygments_lexer="ipython3")(source))


DRAWING = {
    "html": harmless.html,
    "markdown": harmless.markdown,
    "code": _code,
    "highlighted": _highlighted,
}
"""What :func:`workbook.classroom.feedback.rendering.drawn` may be asked for: a student's text to HTML, without any limits."""


def outputs(items: Iterable[Mapping[str, Any]]) -> Markup:
    """A cell's outputs: text escaped, pictures as data, HTML reduced to harmless tags, the rest left out."""
    return Markup("\n").join(
        _output(item) if the_page().takes(len(repr(item))) else Markup("<p>(an output is left out here)</p>")
        for item in items
    )


def _output(item: Mapping[str, Any]) -> Markup:
    kind = item.get("output_type")
    if kind == "stream":
        return _pre(_joined(item.get("text", "")))
    if kind == "error":
        lines = item.get("traceback") or [f"{item.get('ename', '')}: {item.get('evalue', '')}"]
        return _pre("\n".join(str(line) for line in lines))
    data = item.get("data") or {}
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return _picture(mime, _joined(data[mime]))
    if "text/html" in data:
        return html(_joined(data["text/html"]))
    return _pre(_joined(data["text/plain"])) if "text/plain" in data else Markup("")


def _pre(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(plain(text)) if text else Markup("")


def _joined(text: Any) -> str:
    return "".join(str(piece) for piece in text) if isinstance(text, list) else str(text)


def _picture(mime: str, text: str) -> Markup:
    picture = clean_picture(text, len(text))
    if not picture:
        return Markup("<p>(a picture that can't be read)</p>")
    return Markup('<img alt="output of the cell" src="data:{};base64,{}">').format(mime, picture)
