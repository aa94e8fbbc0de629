"""Headers of every answer below the service's prefix, whoever gives it: our requests, the style, JupyterHub's own callback.

JupyterHub serves students' servers from the same origin. A page of theirs that could frame or open *any* address below the
prefix would read the cookie that guards against forged requests there. So this is no matter of single requests.
"""

from __future__ import annotations

from typing import Any

from tornado import httputil, web

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""No scripts, no frames, no guessing of types, nothing kept by caches or told to other places."""
_THEIR_OWN = ("Content-Security-Policy", "Cache-Control")
"""What a request may say otherwise, by a stricter policy of its own or for what is the same for everybody."""


class Guarded(web.OutputTransform):
    """Puts the headers on whatever an application answers."""

    def transform_first_chunk(
        self, status_code: int, headers: httputil.HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, httputil.HTTPHeaders, bytes]:
        """Called by Tornado before the first byte goes."""
        for name, value in HEADERS.items():
            if name not in headers or name not in _THEIR_OWN:
                headers[name] = value
        if "frame-ancestors" not in headers["Content-Security-Policy"]:
            headers["Content-Security-Policy"] = POLICY
        headers.pop("Server", None)
        return status_code, headers, chunk


def application(routes: list[Any], **settings: Any) -> web.Application:
    """An application all of whose answers are guarded."""
    return web.Application(routes, transforms=[Guarded], **settings)
