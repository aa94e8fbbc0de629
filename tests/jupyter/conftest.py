"""A real Jupyter server on a course, and requests over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.classroom.tiny import tiny_course
from tests.conftest import ROOT
from tests.ports import free_port
from workbook import workspace
from workbook.course import Course

TOKEN = "test"
_DOCUMENT = (ROOT / "docs" / "jupyter-api.md").read_text(encoding="utf-8")
SCHEMA = json.loads(_DOCUMENT.partition("```json\n")[2].partition("```")[0])
_SECONDS = 60


@dataclass
class Served:
    """A running Jupyter server on a course's work/."""

    course: Course
    port: int
    log: Path
    headers: dict[str, str] = field(default_factory=lambda: {"Authorization": f"token {TOKEN}"})

    def ask(self, method: str, name: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Status and JSON of one request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        line.request(method, f"/workbook/api/{name}", data, self.headers if headers is None else headers)
        reply = line.getresponse()
        text = reply.read()
        line.close()
        return reply.status, json.loads(text) if text.startswith(b"{") else text

    def post(self, name: str, **body: Any) -> Any:
        """The JSON that a request, which must do, gives."""
        status, found = self.ask("POST", name, body)
        assert status == 200, found
        fits(found, name)
        return found

    def overview(self) -> Any:
        """What the panel shows."""
        status, found = self.ask("GET", "course")
        assert status == 200, found
        fits(found, "course")
        return found


def fits(found: Any, name: str) -> None:
    """Fail unless an answer is what docs/jupyter-api.md says."""
    jsonschema.validate(found, {**SCHEMA, "$ref": f"#/$defs/{name}"})


@contextmanager
def served(course: Course, home: Path, root: Path | None = None, **variables: str) -> Iterator[Served]:
    """A Jupyter server on *root*, else on the course's work/; *variables* are added to its environment."""
    port, log = free_port(), home / "server.log"
    home.mkdir(parents=True, exist_ok=True)
    root = root or course.work
    root.mkdir(exist_ok=True)
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}", "--allow-root",
        '--ServerApp.jpserver_extensions={"workbook.jupyter": True}',
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **variables}
    with log.open("w") as stream:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=stream, stderr=stream)
        try:
            _wait(port, server, log)
            yield Served(course, port, log)
        finally:
            server.terminate()
            server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on a fresh copy of the tiny course."""
    course = tiny_course(tmp_path_factory.mktemp("lab") / "course")
    workspace.take(course.units)
    with served(course, tmp_path_factory.mktemp("home")) as running:
        yield running
