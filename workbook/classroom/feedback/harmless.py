"""Somebody's HTML and markdown as HTML that runs and loads nothing: nh3 for the one, markdown-it for the other.

Text in tags that aren't allowed stays; what stands in ``<script>`` and ``<style>`` goes, as a browser shows neither.
"""

from __future__ import annotations

import re
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "kbd", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "img": {"src", "alt"},
}
_SCHEMES = {"http", "https", "mailto", "data"}  # data: for pictures only, as _kept says
_LINK = re.compile(r"(https?://|mailto:|#)[^\x00-\x20]*", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")


def _kept(tag: str, name: str, value: str) -> str | None:
    """An address may stay if it has the web's scheme or mail's, or is a picture's own data; a file beside the page may not."""
    allowed = {"href": _LINK, "src": _PICTURE}.get(name)
    return value if allowed is None or allowed.fullmatch(value) else None


_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes=_SCHEMES)
_WITH_PICTURES = nh3.Cleaner(tags=_TAGS | {"img"}, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes=_SCHEMES)


def html(text: str) -> str:
    """*text* reduced to harmless tags, without pictures."""
    return _CLEANER.clean(text)


def markdown(text: str) -> str:
    """Markdown as harmless HTML, pictures only as data. Formulas stay as they were written: MathJax, where there is one, sets them."""
    return _WITH_PICTURES.clean(str(_MARKDOWN.render(text)))


def _engine() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made.use(dollarmath_plugin, allow_labels=False, double_inline=True).use(amsmath_plugin)
    for kind, before, after in (
        ("math_inline", "$", "$"),
        ("math_inline_double", "$$", "$$"),
        ("math_block", "<p>$$", "$$</p>\n"),
        ("amsmath", "<p>", "</p>\n"),
    ):
        made.add_render_rule(kind, _as_written(before, after))
    return made


def _as_written(before: str, after: str) -> Any:
    def render(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
        return f"{before}{escapeHtml(tokens[index].content)}{after}"

    return render


_MARKDOWN = _engine()
