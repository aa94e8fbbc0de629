"""Attacks on whoever reads a submission: scripts in outputs, essays and attachments."""

from __future__ import annotations

import base64
import json
from html.parser import HTMLParser

from tests.hostile.test_files import LESSON, by_name

RUN = "window.pwned = 1"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
SCRIPT = f"<script>{RUN}</script>"
TRICKS = [
    SCRIPT,
    SVG,
    f'<img src=x onerror="{RUN}">',
    f'<img src="data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}">',
    f'<a href="javascript:{RUN}">a</a><a href="&#106;avascript:{RUN}">b</a><a href=" java\tscript:{RUN}">c</a>',
    f'<iframe srcdoc="{SCRIPT}"></iframe><object data="data:text/html,{SCRIPT}"></object><embed src="javascript:{RUN}">',
    f'<form action="javascript:{RUN}"><button autofocus onfocus="{RUN}">x</button></form>',
    f'<details open ontoggle="{RUN}"><summary>x</summary></details>',
    f'<style>@import "data:text/css,";</style><link rel=stylesheet href=//evil><meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    "<base href=//evil/><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.pwned=1&gt;'>",
    f"</pre></code></div></body></html>{SCRIPT}<!-- ",
    f"</title>{SCRIPT}</textarea>{SCRIPT}</style>{SCRIPT}",
]
MARKDOWN = "\n\n".join(
    [
        *TRICKS,
        f"[link](javascript:{RUN.replace(' ', '')}) <javascript:{RUN.replace(' ', '')}>",
        "![picture](attachment:a.png) ![other](attachment:b.svg) ![third](javascript:window.pwned=1)",
        f"```html\n{SCRIPT}\n```",
        f"`{SCRIPT}`",
    ]
)
OUTPUTS = f"""
from IPython.display import HTML, Image, Javascript, Latex, Markdown, SVG, display, publish_display_data
for trick in {TRICKS!r}:
    print(trick)
    display(HTML(trick), Markdown(trick), Latex(trick))
    publish_display_data({{"image/png": '"' + trick, "text/plain": trick}})
    publish_display_data({{"image/jpeg": trick, "application/json": {{"a": trick}}, "text/x-odd": trick}})
    publish_display_data({{"application/vnd.jupyter.widget-view+json": {{"model_id": trick}}}})
display(SVG({SVG!r}), Javascript({RUN!r}))
import sys
print({SCRIPT!r}, file=sys.stderr)
raise ValueError({TRICKS[0]!r} + {TRICKS[10]!r})
"""
"""The text of an answer cell that shows every trick in every kind of output, and ends in an error that does, too."""


def notebook(*, outputs: bool = True, essays: bool = True) -> bytes:
    """A submission with the tricks in outputs, or in essays, attachments and the student's own cells, or in all."""
    made = json.loads(json.dumps(LESSON.release))
    if outputs:
        by_name(made, "total")["source"] = OUTPUTS
    if essays:
        why = by_name(made, "why")
        why["source"] = MARKDOWN
        why["attachments"] = {
            "a.png": {"image/png": '"><script>window.pwned = 1</script>', "text/html": SCRIPT},
            "b.svg": {"image/svg+xml": SVG},
            '"><script>': {"image/png": "AAAA"},
        }
        own = f"# {SCRIPT}\n\n{MARKDOWN}".replace("attachment:", "")
        made["cells"].append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": own})
        made["cells"].append({"cell_type": "raw", "id": "raw", "metadata": {"format": "text/html"}, "source": SCRIPT})
        made["metadata"]["title"] = SCRIPT
    return json.dumps(made).encode()


class Dangers(HTMLParser):
    """What in a page could run code or load something, as a browser would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag or an attribute that no page of ours has."""
        if tag in ("script", "svg", "iframe", "object", "embed", "form", "base", "link", "math", "button", "input"):
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or (
                name in ("href", "src", "action", "srcdoc", "data") and not _harmless(address)
            ):
                self.found.append(f"{tag} {name}={value}")


def _harmless(address: str) -> bool:
    return address.startswith(("#", "http:", "https:", "mailto:", "data:image/png;", "data:image/jpeg;"))
