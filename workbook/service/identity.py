"""Who asks: JupyterHub tells. Nothing in a request's own words is believed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tornado import web
from tornado.httputil import url_concat

from workbook.errors import WorkbookError
from workbook.service.settings import GRADE_SCOPE

CACHE_SECONDS = 30
"""So long a token that was revoked is still known."""


@dataclass(frozen=True)
class Person:
    """Somebody that the hub knows."""

    name: str
    instructor: bool = False


class Identity(Protocol):
    """Tells who sends a request."""

    def dressed(self, handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
        """*handler* with what it needs for :meth:`person`."""
        ...

    async def person(self, handler: Any) -> Person | None:
        """Who sends it, if that is known; raises HTTPError 403 for somebody who may not use the service."""
        ...

    def login(self, handler: Any) -> str:
        """Where a browser is sent to log in."""
        ...

    def routes(self, prefix: str) -> list[tuple[str, type[web.RequestHandler]]]:
        """Addresses of its own."""
        ...


class Hub:
    """JupyterHub's own ``HubOAuth``: cookies for browsers, tokens for programs, with the hub's check of XSRF."""

    def __init__(self) -> None:
        try:
            from jupyterhub.services.auth import HubOAuth
        except ImportError:
            raise WorkbookError(
                "The class service needs JupyterHub.", "Run: pip install 'ai-engineer-workbook[hub]'"
            ) from None
        if "JUPYTERHUB_API_TOKEN" not in os.environ:
            raise WorkbookError(
                "JupyterHub starts `workbook serve`, as a service of its own.",
                "Try a whole class: workbook hub demo. docs/class.md has the lines for jupyterhub_config.py.",
            )
        self._auth = HubOAuth.instance(cache_max_age=CACHE_SECONDS)

    def dressed(self, handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
        """The handler as one that the hub knows, so that its check of XSRF is the hub's."""
        from jupyterhub.services.auth import HubOAuthenticated

        return type(handler.__name__, (HubOAuthenticated, handler), {})

    async def person(self, handler: Any) -> Person | None:
        """The hub's user who sends it."""
        found: Mapping[str, Any] | None = await self._auth.get_user(handler, sync=False)
        if not found:
            return None
        if found.get("kind") != "user" or not self._auth.check_scopes(self._auth.access_scopes, found):
            raise web.HTTPError(403, reason="This account may not use the class service")
        if handler.request.method not in ("GET", "HEAD"):
            handler.check_xsrf_cookie()  # nothing to check where a token was sent
        return Person(str(found["name"]), GRADE_SCOPE in found["scopes"])

    def login(self, handler: Any) -> str:
        """The hub's page, and a cookie that brings the browser back here."""
        state = self._auth.set_state_cookie(handler, next_url=handler.request.path)
        return str(url_concat(self._auth.login_url, {"state": state}))

    def routes(self, prefix: str) -> list[tuple[str, type[web.RequestHandler]]]:
        """Where the hub sends browsers back to."""
        from jupyterhub.services.auth import HubOAuthCallbackHandler

        return [(f"{prefix}oauth_callback", HubOAuthCallbackHandler)]
