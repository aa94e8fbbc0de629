"""The engine's handle on template processes: started once per unit, kept warm, ended with the engine."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import socket
import subprocess
import tempfile
import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import msgpack

from workbook.errors import EngineFault, SandboxUnavailable
from workbook.grading.boundary import protocol
from workbook.grading.boundary.frames import Closed, EngineLink, TimedOut
from workbook.grading.sandbox import outer, users
from workbook.grading.sandbox.box import Caps
from workbook.grading.sandbox.users import Users
from workbook.grading.template import unit_files

MOST_TEMPLATES = 3
_START_SECONDS = 120.0
_PACKET = 1 << 20
_READ_BYTES = 1 << 16  # a packet also has to fit into what the kernel keeps for a socket, 200 KB or so


@dataclass(frozen=True)
class Ended:
    """How a forked process ended. ``status`` is negative for a signal; ``reason`` is ours if we stopped it."""

    reason: str
    alive: bool
    status: int
    cpu: float
    entered: bool = True
    """Whether its box was made, before anything of a student's was read in it."""


def _random_of(kind: str, seed: int) -> int:
    """What a fork's random numbers begin with: an answer that asks for it learns nothing of the tests' seed."""
    return int.from_bytes(hashlib.sha256(f"workbook {kind} {seed}".encode()).digest()[:8], "big") >> 1


class Forked:
    """One boxed process: ``control`` is the engine's link to it."""

    def __init__(self, template: Server, control: EngineLink, user: int = 0) -> None:
        self._template, self._user = template, user
        self.control = control
        self.pid = 0  # until the template has answered
        self.ended: Ended | None = None

    def end(self, patience: float = 0.0) -> Ended:
        """Kill the process with all that it started, if it is still there, and say how it ended.

        *patience*: for so many seconds it may leave by itself, so that it is known how it ended.
        """
        if self.ended is None:
            self.control.close()
            self._template.settle()
            reply = self._template.request({"do": "kill", "pid": self.pid, "patience": patience})
            self.ended = Ended(**reply)
            self._template.users.give_back(self._user)
        return self.ended


class Server:
    """The engine's link to a process that forks boxed ones: a template or a branch of it."""

    users: Users
    """What its boxes are outside."""

    def __init__(self, end: socket.socket) -> None:
        end.settimeout(_START_SECONDS)
        self._socket = end
        self._forked: list[Forked] = []  # those whose pid is still to come, in order
        self.loaded: set[str] = set()

    def _receive(self) -> dict[str, Any]:
        try:
            data = self._socket.recv(_PACKET)
        except OSError as error:
            data = b""
            reason = str(error)
        else:
            reason = "it ended"
        if not data:
            raise EngineFault(f"The template process does not answer ({reason}).")
        reply: dict[str, Any] = msgpack.unpackb(data)
        return reply

    def request(self, request: protocol.TemplateRequest, files: Iterable[int] = ()) -> dict[str, Any]:
        """One request and its reply. Raises EngineFault when the process is gone."""
        self.ask(request, files)
        self.settle()
        return self._receive()

    def ask(self, request: protocol.TemplateRequest, files: Iterable[int] = ()) -> None:
        """One request, whose reply is to be received later."""
        try:
            socket.send_fds(self._socket, [msgpack.packb(request)], list(files))
        except OSError as error:
            raise EngineFault(f"The template process is gone ({error}).") from None

    def settle(self) -> None:
        """Wait for the pids of what was forked."""
        while self._forked:
            self._forked.pop(0).pid = self._receive()["pid"]

    def load(self, modules: Iterable[str], later: bool = False) -> None:
        """Have *modules* imported, those that are not yet: now, or *later*, when there is nothing else to do."""
        new = [name for name in modules if name not in self.loaded]
        if new:
            self.request({"do": "learn" if later else "load", "modules": new})
            self.loaded |= set(new)

    def fork(self, kind: Literal["answer", "test"], caps: Caps, seed: int, boundary: socket.socket) -> Forked:
        """A boxed process that serves as *kind*, with *boundary* as its end of the link between the two.

        It may still be on its way: what is sent to it waits.
        """
        mine, other = socket.socketpair()
        with other:
            request: protocol.Fork = {
                "do": "fork",
                "kind": kind,
                "caps": asdict(caps),
                "random": _random_of(kind, seed),
                "user": self.users.take(),
            }
            self.ask(request, [other.fileno(), boundary.fileno()])
        self._forked.append(Forked(self, EngineLink(mine), request["user"]))
        if kind == "test":
            with contextlib.suppress(Closed, TimedOut):  # whoever asks the process next finds that it is gone
                # Not by the template: answers inherit its memory.
                self._forked[-1].control.send(str(seed).encode(), time.monotonic() + _START_SECONDS)
        return self._forked[-1]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class Branch(Server):
    """A fork of a template that tries one lesson's tests on the key, and then forks test processes."""

    def __init__(self, template: Template) -> None:
        mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(mine)
        self.users = template.users
        with other:
            self._template, self._pid = template, template.request({"do": "branch"}, [other.fileno()])["pid"]
        self._receive()

    def try_tests(self, seed: int, boundary: socket.socket) -> EngineLink:
        """Make it the test process of the key's run, which :meth:`tried` ends; the link to control it by."""
        mine, other = socket.socketpair()
        with other:
            request: protocol.Try = {"do": "try", "seed": seed, "random": _random_of("test", seed)}
            self.ask(request, [other.fileno(), boundary.fileno()])
        return EngineLink(mine)

    def tried(self) -> bool:
        """Wait for the end of the key's run, once its link is closed: whether test processes may be forked from here."""
        self.settle()
        return bool(self._receive()["fit"])

    def close(self) -> None:
        """End the branch and all that it forked."""
        super().close()
        self._template.request({"do": "drop", "pid": self._pid})


class Template(Server):
    """A template process in its outer box. Raises SandboxUnavailable where there can be none."""

    def __init__(self, files: Path | None = None, hidden: Path | None = None) -> None:
        outer.find_bubblewrap()  # before anything is touched that other systems lack
        self.stamp = unit_files.stamp(files, hidden)
        self._owner = os.getpid()
        self.branches: list[Any] = []
        """What is kept of branches, by whoever asks for them."""
        mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(mine)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the template)
        with other, outer.identity(unit_files.copies(files, hidden)) as identity:
            command = outer.command(files, identity, ["-m", "workbook.grading.template.process", str(other.fileno())])
            self._process = subprocess.Popen(
                command,
                pass_fds=[other.fileno(), *identity.values()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
            )
        self._greet()

    def _greet(self) -> None:
        try:
            hello = self._receive()
        except EngineFault:
            words = self.said()
            self.close()
            raise SandboxUnavailable(f"The sandbox can't be had here: {words}", outer.MEND) from None
        if hello["problem"]:
            self.close()
            raise SandboxUnavailable(f"The sandbox can't be had here: {hello['problem']}", outer.MEND)
        self.users = Users(hello["users"])
        if self.users.hold is not None:
            self.request({"do": "hold"}, [self.users.hold.fileno()])

    def alone(self) -> AbstractContextManager[None]:
        """While this lasts, no other box of this machine can be in the way of this template's."""
        return users.alone() if self.users.shared else nullcontext()

    def said(self) -> str:
        """The last lines that the template and its forks wrote to standard error."""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace").strip()[-500:] or "bubblewrap ended without a word"

    @property
    def alive(self) -> bool:
        """Whether it still runs and belongs to this process (not to one that forked us)."""
        return self._owner == os.getpid() and self._process.poll() is None

    def read(self, cells: Iterable[tuple[str, str]]) -> None:
        """Have *cells*, each with what it is called, parsed and compiled for all forks to come. None of them is run.

        What would not fit into one packet is left to the forks.
        """
        fitting, room = [], _READ_BYTES
        for source, label in cells:
            room -= len(source.encode()) + len(label.encode()) + 20
            if room < 0:
                break
            fitting.append((source, label))
        self.request({"do": "read", "cells": fitting})

    def close(self) -> None:
        """End the template and all that it forked."""
        super().close()
        if self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        if hasattr(self, "users"):
            self.users.close()
        self._errors.close()

    def __enter__(self) -> Template:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Pool:
    """Templates by the folder that their cells see; the least recently used one is ended when there are too many."""

    def __init__(self, most: int = MOST_TEMPLATES) -> None:
        self._most = most
        self._templates: OrderedDict[Path | None, Template] = OrderedDict()

    def get(self, files: Path | None, modules: Iterable[str], hidden: Path | None = None) -> Template:
        """A warm template for *files*, with *modules* imported; its test processes may import the package *hidden*.

        It is a new one if the unit's Python has changed.
        """
        template = self._templates.pop(files, None)
        if template is not None and not (template.alive and template.stamp == unit_files.stamp(files, hidden)):
            template.close()
            template = None
        if template is None:
            template = Template(files, hidden)
        self._templates[files] = template
        while len(self._templates) > self._most:
            self._templates.popitem(last=False)[1].close()
        template.load(modules)
        return template

    def drop(self, files: Path | None) -> None:
        """End the template for *files*, which has misbehaved."""
        template = self._templates.pop(files, None)
        if template is not None:
            template.close()

    def close(self) -> None:
        """End all templates."""
        while self._templates:
            self._templates.popitem()[1].close()


default = Pool()
atexit.register(default.close)
