"""The HTTP server, with room for whoever speaks: connections that say nothing give way.

Any account of the machine can open connections to the service's port. A silent one holds a file descriptor, and a process that
has none left accepts nobody. So there are at most so many that have not sent a request's head, and the oldest of them goes first.
"""

from __future__ import annotations

import resource
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any

from tornado import httputil
from tornado.http1connection import HTTP1Connection
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

from workbook.service.limits import HTTP

MOST_SILENT = 200
"""Connections without a request's head. The hub's proxy sends one as soon as it connects."""
_DESCRIPTORS = 65_536


def more_descriptors() -> int:
    """Take as many file descriptors as this process may have; how many these are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return soft


class _Heard(httputil.HTTPMessageDelegate):
    """Hands a request on, and says when its head has come."""

    def __init__(self, inner: httputil.HTTPMessageDelegate, doors: Doors, stream: IOStream) -> None:
        self._inner, self._doors, self._stream = inner, doors, stream

    def headers_received(
        self, start_line: httputil.RequestStartLine | httputil.ResponseStartLine, headers: httputil.HTTPHeaders
    ) -> Awaitable[None] | None:
        """The head is here."""
        self._doors.silent.pop(self._stream, None)
        return self._inner.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """A part of the body."""
        return self._inner.data_received(chunk)

    def finish(self) -> None:
        """The request is whole."""
        self._inner.finish()

    def on_connection_close(self) -> None:
        """Whoever asked has hung up."""
        self._inner.on_connection_close()


class Doors(HTTPServer):
    """Tornado's server with this service's limits."""

    silent: OrderedDict[IOStream, None]

    @classmethod
    def made(cls, application: Any) -> Doors:
        """A server of *application*'s."""
        found = cls(application, **HTTP)
        found.silent = OrderedDict()
        return found

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection; the oldest that has said nothing gives way."""
        self._quiet(stream)
        super().handle_stream(stream, address)

    def start_request(self, server_conn: object, request_conn: httputil.HTTPConnection) -> httputil.HTTPMessageDelegate:
        """Wait for a request's head."""
        inner = super().start_request(server_conn, request_conn)
        if not isinstance(request_conn, HTTP1Connection):
            return inner
        self._quiet(request_conn.stream)
        return _Heard(inner, self, request_conn.stream)

    def _quiet(self, stream: IOStream) -> None:
        if stream.closed():
            return
        self.silent[stream] = None
        while len(self.silent) > MOST_SILENT:
            oldest, _ = self.silent.popitem(last=False)
            oldest.close()
        for one in [one for one in self.silent if one.closed()]:
            del self.silent[one]
