"""A real JupyterHub with the class service, that is killed piece by piece: for ``benchmarks.service --hub``."""

from __future__ import annotations

import json
import os
import random
import secrets
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from tests.classroom.tiny import tiny_course
from tests.conftest import ROOT
from tests.ports import free_ports
from workbook.course import Course
from workbook.service import hub as hubs

ACCESS = "access:services!service=workbook"
SCOPES = ["admin:users", "tokens", ACCESS]
PIECES = ("hub", "proxy", "service", "grader")


class HubProcess:
    """The hub, its proxy, the service and the service's graders; what was killed of them, and their memory in MB."""

    def __init__(self, folder: Path) -> None:
        origin, place = tiny_course(folder / "origin"), folder / "class"
        self.port, self._admin = free_ports(4), secrets.token_hex(16)
        self.config = hubs.prepare(origin, place, self.port, secrets.token_hex(8))
        added = (
            "c.Authenticator.allow_all = True\n"
            f"c.JupyterHub.services.append({{'name': 'load', 'api_token': {self._admin!r}}})\n"
            f"c.JupyterHub.load_roles.append({{'name': 'load', 'services': ['load'], 'scopes': {SCOPES!r}}})\n"
        )
        self.config.write_text(self.config.read_text() + "c = get_config()\n" + added)
        self.course = Course(place / "class")
        self.own = self.below = 0.0
        self.killed = dict.fromkeys(PIECES, 0)
        self.start()

    @property
    def kills(self) -> int:
        return sum(self.killed.values())

    def start(self) -> None:
        """Begin it, and wait for nothing."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        with (self.config.parent / "hub.log").open("a") as log:
            command = hubs.command(self.config)
            self.process = subprocess.Popen(command, cwd=self.config.parent, env=environment, stdout=log, stderr=log)

    def tokens(self, names: Iterable[str]) -> dict[str, str]:
        """A token for each name, who becomes a user of the hub; waits until the hub answers."""
        until = time.monotonic() + 200
        while True:
            try:
                self._hub("GET", "")
                break
            except (OSError, ValueError):
                if time.monotonic() > until:
                    raise
                time.sleep(1)
        found = {}
        for name in names:
            self._hub("POST", f"users/{name}", {})
            found[name] = self._hub("POST", f"users/{name}/tokens", {"note": "load", "scopes": [ACCESS]})["token"]
        return found

    def _hub(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/hub/api/{path}", method=method)
        request.add_header("Authorization", f"token {self._admin}")
        request.add_header("Content-Type", "application/json")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=60) as reply:
            return json.loads(reply.read() or b"null")

    def pieces(self) -> dict[str, list[psutil.Process]]:
        """What runs of each piece."""
        found: dict[str, list[psutil.Process]] = {piece: [] for piece in PIECES}
        with suppress(psutil.Error):
            hub = psutil.Process(self.process.pid)
            found["hub"] = [hub]
            for child in hub.children():
                command = " ".join(child.cmdline())
                if "configurable-http-proxy" in command:
                    found["proxy"].append(child)
                elif "workbook" in command:
                    found["service"].append(child)
                    found["grader"] += child.children()
        return found

    def look(self) -> None:
        """Note the largest memory in MB, of the service and of all below it."""
        with suppress(psutil.Error):
            pieces = self.pieces()
            for service in pieces["service"]:
                self.own = max(self.own, service.memory_info().rss / 2**20)
            self.below = max(self.below, sum(one.memory_full_info().pss for one in pieces["grader"]) / 2**20)

    def kill(self, chance: random.Random) -> None:
        """Kill the hub, its proxy, the service or a grader, as a power cut would; whoever runs a hub begins it anew."""
        running = {piece: there for piece, there in self.pieces().items() if there}
        piece = chance.choice(sorted(running))
        self.killed[piece] += 1
        with suppress(psutil.Error):
            chance.choice(running[piece]).kill()
        if piece == "hub":
            self.process.wait()
            self.start()

    def end(self) -> None:
        """End all of it."""
        children = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        for child in children:
            with suppress(psutil.Error):
                child.kill()
