"""What a script may find beside it, on this machine only: a small web server, and jobs that run."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from workbook.check.shell.processes import session_of

READY_SECONDS = 3.0


class Server:
    """A web server on a free port of the loopback device, which gives its answers one after the other.

    An answer is a number (the status), or the text "hang" (it never answers), "gone" (it ends the connection
    without an answer) or "slow" (200, after 0.35 s). The last one is given again and again. An empty list: nobody
    listens at the port. None: no server, and ``url`` is empty.
    """

    def __init__(self, answers: Sequence[int | str] | None) -> None:
        self.url = ""
        self.requests: list[list[Any]] = []
        self._http: ThreadingHTTPServer | None = None
        self._deaf: socket.socket | None = None
        if answers is None:
            return
        if not answers:
            self._deaf = socket.socket()  # bound and never listening, so that nobody else comes to listen there
            self._deaf.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{self._deaf.getsockname()[1]}/health"
            return
        self._closing = threading.Event()
        self._http = _http_server(list(answers), self.requests, self._closing)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/health"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        """Stop, and let go of requests that still hang."""
        if self._deaf is not None:
            self._deaf.close()
        if self._http is not None:
            self._closing.set()
            self._http.shutdown()
            self._http.server_close()


def _http_server(answers: list[int | str], requests: list[list[Any]], closing: threading.Event) -> ThreadingHTTPServer:
    begin, lock = time.monotonic(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                answer = answers[min(len(requests), len(answers) - 1)]
                requests.append([self.command, self.path, round(time.monotonic() - begin, 3)])
            if answer == "hang":
                closing.wait(30)
                return
            if answer == "gone":
                return
            if answer == "slow":
                closing.wait(0.35)
                answer = 200
            body = b"ok\n" if answer == 200 else b"error 200\n"
            with contextlib.suppress(OSError):
                self.send_response(int(answer))
                if int(answer) in (301, 302):
                    self.send_header("Location", "/login")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body if self.command == "GET" else b"")

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Stay silent: what a server logs is no part of a test."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that hung up is what the exercise is about."""

    return Quiet(("127.0.0.1", 0), Handler)


class Jobs:
    """Processes that run before, during and (if the script leaves them alone) after it, each in its own session.

    A plan is a list of ``{"argv": [...], "ready": path}``: the path, in the tree, is a file that the job makes as
    soon as it is ready.
    """

    def __init__(self, plan: Sequence[dict[str, Any]] | None) -> None:
        self.plan = plan or []
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, root: Path, env: dict[str, str]) -> None:
        """Start all jobs in the tree at *root* and wait until they are ready."""
        for job in self.plan:
            self.started.append(
                subprocess.Popen(
                    job["argv"],
                    cwd=root,
                    env=env,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        late = time.monotonic() + READY_SECONDS
        for job in self.plan:
            while not os.path.exists(root / job["ready"]) and time.monotonic() < late:
                time.sleep(0.002)

    def owns(self, pid: int) -> bool:
        """Whether the process is one of the jobs, or a child of one."""
        return bool(self.started) and session_of(pid) in {job.pid for job in self.started}

    def reap(self) -> None:
        """Take note of the jobs that have ended, so that ``ps`` doesn't show them as zombies."""
        for job in self.started:
            job.poll()

    def settle(self) -> None:
        """Let jobs that were just killed end: a signal takes a moment to arrive."""
        if self.started:
            time.sleep(0.05)
            self.reap()
