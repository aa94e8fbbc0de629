"""The formgrader's pages under a strict content policy: no script runs there but those of nbgrader's own templates.

What a student wrote is cleaned before it is shown (``page``). This is the second wall, for whatever slips through:
nbgrader puts names of folders into its pages as they are, and serves the files of autograded/ from the address that
may change grades. Its templates have scripts inside and have no place for a nonce, so each script in the *text* of a
template, in which nothing of a student's stands yet, is marked before Jinja reads it.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import secrets
from pathlib import Path
from typing import Any

from jinja2.ext import Extension
from nbgrader.server_extensions.formgrader import base, handlers

_NONCE = secrets.token_urlsafe(24)  # one a server: no page shows it to anybody but the instructor
_CLICKS = ("toggle_name(true);", "toggle_name(false);", "toggleAllNames()")
"""The click handlers that stand in nbgrader's templates as attributes."""
_MATHJAX = "https://cdnjs.cloudflare.com"
_SCRIPT = re.compile(r"<script(?=[\s>])(?![^>]*\btype=[\"'](?!text/javascript))")
_FORMGRADER = 'js/formgrade.js"></script>'
_RUBRICS = (
    f"{_FORMGRADER}\n"
    '<script type="application/json" id="workbook-rubrics">{{ (resources.workbook_rubrics or {}) | tojson }}</script>\n'
    f"<script>{{% raw %}}{Path(__file__).with_name('rubric.js').read_text(encoding='utf-8')}{{% endraw %}}</script>"
)
"""What stands behind the formgrader's own script: rubrics as data, which no browser runs, and what draws them."""
_RESOURCE = re.compile(r"\{\{\s*(resources\.\w+)\s*\}\}")


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'nonce-{_NONCE}' 'strict-dynamic' 'unsafe-hashes' {' '.join(map(_hashed, _CLICKS))}",
        f"style-src 'self' 'unsafe-inline' {_MATHJAX}",
        f"font-src 'self' data: {_MATHJAX}",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""For pages: the templates' own scripts, and no other; data goes to this server alone."""

FILES_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""For files beside a graded notebook: whatever they are, they run nothing and are no part of this origin."""


class MarkedScripts(Extension):
    """Jinja: mark the scripts that a template's text holds, and escape names that it writes into the page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Called by Jinja with the text of each template."""
        source = source.replace('<script type="text/x-mathjax-config">', "<script>")  # MathJax would run it unmarked
        source = source.replace(_FORMGRADER, _RUBRICS)
        return _RESOURCE.sub(r"{{ \1 | e }}", _SCRIPT.sub(f'<script nonce="{_NONCE}"', source))


def guard_formgrader() -> None:
    """Put the policy on every page that the formgrader serves from now on."""
    if getattr(base.BaseHandler, "guarded_by_workbook", False):
        return

    def render(self: Any, name: str, **values: Any) -> str:
        environment = self.settings["nbgrader_jinja2_env"].overlay(extensions=[MarkedScripts], autoescape=True)
        return str(environment.get_template(name).render(**values))

    def exporter(self: Any) -> Any:
        made = self.settings["nbgrader_exporter"]
        if MarkedScripts.identifier not in made.environment.extensions:
            made.environment.add_extension(MarkedScripts)
        return made

    preparing = base.BaseHandler.prepare

    @functools.wraps(preparing)
    async def prepare(self: Any, *arguments: Any, **keywords: Any) -> Any:
        book = self.settings.get("nbgrader_gradebook")
        if book is not None:
            book.db.rollback()  # nbgrader keeps what it read for as long as the server runs, whoever writes meanwhile
        return await preparing(self, *arguments, **keywords)

    base.BaseHandler.prepare = prepare
    base.BaseHandler.render, base.BaseHandler.exporter = render, property(exporter)
    base.BaseHandler.content_security_policy = property(lambda _: POLICY)
    handlers.SubmissionFilesHandler.content_security_policy = property(lambda _: FILES_POLICY)
    base.BaseHandler.guarded_by_workbook = True
