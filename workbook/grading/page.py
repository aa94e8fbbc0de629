"""The feedback page's HTML: one self-contained file without scripts, whatever a submission holds.

Everything that came from a student is escaped or sanitised here, and the page forbids scripts and outside
resources by its content security policy, in case something slips through.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

import bleach
from jinja2 import Environment, Template, pass_context
from markdown_it import MarkdownIt
from markupsafe import Markup
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbconvert.filters.strings import strip_files_prefix
from nbconvert.preprocessors import Preprocessor
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

from workbook.grading.door import clean_picture, clean_text
from workbook.grading.rendering import begin_page, drawn
from workbook.grading.rendering import page as the_page

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAGS = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_LINK = re.compile(r"(https?://|mailto:|#)[^\x00-\x20]*", re.IGNORECASE)
_ATTRIBUTES: dict[str, Any] = {
    "a": lambda tag, name, value: _is_link(name, value),
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan"],
}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_FORMATTER = HtmlFormatter(nowrap=False, cssclass="code")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_LANGUAGES = {"sql": "sql", "bash": "bash", "sh": "bash", "writefile": "bash"}
_MARK = "workbookPicture"
_LONGEST = 200_000  # characters of one text that are shown; more helps nobody and can hang a browser

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #d0d7de; }
table.points { border-collapse: collapse; width: 100%; } table.points td, table.points th { padding: .25rem .5rem;
  border-bottom: 1px solid #d0d7de; text-align: left; } td.number, th.number { text-align: right !important; }
pre { background: #f6f8fa; padding: .75rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.verdict { border-left: .4rem solid #57606a; padding: .1rem 1rem; margin: 1rem 0; background: #f6f8fa; }
.verdict.passed { border-color: #0072b2; } .verdict.partial { border-color: #e69f00; }
.verdict.lost { border-color: #d55e00; } .comment { border-left: .4rem solid #cc79a7; padding: .1rem 1rem; }
.late { color: #a4262c; } img { max-width: 100%; } summary { cursor: pointer; }
"""

TABLES = """<style>
#notebook table { border-collapse: collapse; margin: 0.8em 0; font-size: 95%; }
#notebook table td, #notebook table th { border: 1px solid #c8ccd0; padding: 0.35em 0.7em; vertical-align: top; }
#notebook table thead th { background: #f0f2f4; }
#notebook .comment { min-height: 6em; }
</style>"""
"""The style of tables in the formgrader, as a markdown cell."""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'">
<title>{{ lesson }}: feedback for {{ student }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>Feedback for <b>{{ student }}</b>: <b>{{ score | points }} of {{ max_score | points }} points</b>
{%- if late_penalty %}, after {{ late_penalty | points }} points taken off for handing in late{% endif %}.</p>
{% for note in notes %}<p>{{ note }}</p>
{% endfor %}
<table class="points">
<tr><th>Exercise</th><th class="number">Points</th><th class="number">of</th></tr>
{% for exercise in exercises %}{% for check in exercise.checks %}
<tr><td><a href="#{{ check.id }}">{{ exercise.title or check.id }}{% if check.essay and exercise.checks | length > 1 %}, in words{% endif %}</a>
{%- if exercise.flag %} <b class="late">{{ exercise.flag }}</b>{% endif %}</td>
<td class="number">{{ check.shown }}</td><td class="number">{{ check.max_score | points }}</td></tr>
{% endfor %}{% endfor %}
</table>
{% for exercise in exercises %}
<h2>{{ exercise.title }}</h2>
{% if exercise.flag %}<p class="late">{{ exercise.flag }}</p>
{% endif %}{% for block in exercise.blocks %}{{ block }}
{% endfor %}{% endfor %}
</body>
</html>
"""

_CHECK = """<div class="verdict {{ kind }}" id="{{ id }}">
<p><b>{{ shown }} of {{ max_score | points }} points</b>{% if verdict %}: {{ verdict }}{% endif %}</p>
{% if parts %}<table class="points"><tr><th>Part</th><th class="number">Weight</th><th>Result</th></tr>
{% for part in parts %}<tr><td>{{ part.name }}</td><td class="number">{{ part.weight | points }}</td>
<td>{% if part.passed %}passed{% else %}<pre>{{ part.message }}</pre>{% endif %}</td></tr>
{% endfor %}</table>
{% elif message %}<pre>{{ message }}</pre>{% endif %}
{% if released %}<details><summary>The tests you were given</summary>{{ released }}</details>{% endif %}
</div>
"""


def points(value: float) -> str:
    """``3`` for 3.0, ``2.5`` for 2.5."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


_JINJA = Environment(autoescape=True, trim_blocks=True)
_JINJA.filters["points"] = points


@functools.cache
def _template(text: str) -> Template:
    return _JINJA.from_string(text)  # compiling one takes longer than all else that is done for a page


@functools.cache
def _style() -> Markup:
    return Markup(STYLE + _FORMATTER.get_style_defs(".code"))


def page(**values: Any) -> str:
    """The whole page; every value that isn't ``Markup`` is escaped."""
    return _template(_PAGE).render(style=_style(), **values)


def check(**values: Any) -> Markup:
    """The box that says what one tests cell or essay earned, and why."""
    return Markup(_template(_CHECK).render(**values))


def plain(text: object) -> str:
    """*text* without terminal colours and control characters, cut where nobody would read on."""
    return _cut(_CONTROL.sub("", _ANSI.sub("", clean_text(str(text)))))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "\n… (cut)"


def html(text: str) -> Markup:
    """Somebody's HTML, reduced to harmless tags."""
    return drawn("html", _html, plain(text))


def output(text: str | bytes) -> Markup:
    """The formgrader's filter ``clean_html``: nbconvert's own keeps links to files, and names and classes that
    nbgrader's scripts would take for their own buttons. What was drawn here is clean already."""
    if isinstance(text, Markup):
        return text
    return html(text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text))


def markdown(text: str) -> Markup:
    """Somebody's markdown as harmless HTML."""
    return drawn("markdown", _markdown, plain(text))


def code(source: str) -> Markup:
    """Source text with colours, in the language that its cell magic names."""
    return drawn("code", _code, plain(source))


@pass_context
def essay(context: Any, source: str) -> Markup:
    """The formgrader's filter ``markdown2html``: nbconvert's own, and then only harmless tags and attached pictures.

    nbgrader puts what this gives into the instructor's page as it is, scripts too if there are any.
    """
    if source == TABLES:
        return Markup(source)
    attachments = (context.get("cell") or {}).get("attachments", {})
    pictures = {name: next(iter(kinds.items())) for name, kinds in attachments.items() if kinds}
    # Each picture is drawn once, as a mark in its place: a text can name one a thousand times.
    text = plain(source)
    for number, (name, (kind, _)) in enumerate(pictures.items()):
        for written in {name, name.replace(" ", "%20")}:
            text = text.replace(f"attachment:{written}", f"data:{kind};base64,{_MARK}{number}")
    made = str(drawn("essay", _essay, text))
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


def _html(text: str) -> str:
    return str(bleach.clean(text, tags=_TAGS, attributes=_ATTRIBUTES, strip=True))


def _markdown(text: str) -> str:
    return _html(_MARKDOWN.render(text))


def _code(source: str) -> str:
    first = source.lstrip().split("\n", 1)[0]
    language = "python"
    if first.startswith("%%"):
        language = _LANGUAGES.get(first[2:].split(" ")[0], "text")
    return str(highlight(source, get_lexer_by_name(language), _FORMATTER))


def _essay(text: str) -> str:
    try:
        rendered = _rendered(text)
    except InvalidNotebook:  # names an attachment that isn't there; nbconvert would show no page at all
        rendered = _rendered(text.replace("attachment:", ""))
    kinds: dict[str, Any] = {**_ATTRIBUTES, "img": _is_picture}
    protocols = [*bleach.ALLOWED_PROTOCOLS, "data"]
    return str(bleach.clean(rendered, tags=_TAGS | {"img"}, attributes=kinds, protocols=protocols, strip=True))


def _rendered(source: str) -> str:
    renderer = IPythonRenderer(escape=False, attachments={})
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _is_link(name: str, value: str) -> bool:
    """Whether an attribute of a link may stay: no scheme but the web's and mail's, and no file beside the page."""
    return name == "title" or (name == "href" and bool(_LINK.fullmatch(value)))


def _is_picture(tag: str, name: str, value: str) -> bool:
    return name == "alt" or (name == "src" and bool(_PICTURE.fullmatch(value)))


def _highlighted(source: str) -> str:
    return str(Highlight2HTML(pygments_lexer="ipython3")(source))


DRAWING = {
    "html": _html,
    "markdown": _markdown,
    "code": _code,
    "essay": _essay,
    "highlighted": _highlighted,
}
"""What :func:`workbook.grading.rendering.drawn` may be asked for: a student's text to HTML, without any limits."""


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
