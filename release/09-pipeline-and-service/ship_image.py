"""How a container of a built image starts, stops and tells its health (lesson 5): facts, no verdicts."""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass, field

from ship_build import Image, command

__all__ = ["Health", "Server", "failure_kept", "health", "server", "unhealthy_after"]

SHELLS = ("sh", "bash", "dash", "ash")
OPERATORS = ("&&", "||", "|", ";", "&")


@dataclass
class Server:
    """Process 1 of a container: its words, whether a shell stands there, and where Python looks for packages."""

    words: list[str]
    shell: bool = False
    program: str = ""
    sites: list[str] = field(default_factory=list)

    def option(self, name: str, default: str = "") -> str:
        """The value of an option such as ``--port``, in either form."""
        for at, word in enumerate(self.words):
            if word == name and at + 1 < len(self.words):
                return self.words[at + 1]
            if word.startswith(name + "="):
                return word.partition("=")[2]
        return default


def _words(image: Image) -> list[str]:
    entry, cmd = image.stage.entrypoint, image.stage.cmd
    rest = cmd if isinstance(cmd, list) else ["/bin/sh", "-c", cmd] if cmd else []
    if isinstance(entry, str):
        return ["/bin/sh", "-c", entry]
    return [*entry, *rest] if entry else rest


def find(image: Image, name: str) -> str:
    """Where a program lies; empty where there is none."""
    path = image.stage.env["PATH"].split(":")
    places = [image.stage.at(name)] if "/" in name else [f"{folder}/{name}" for folder in path]
    for where in places:
        system = re.fullmatch(r"/usr/local/bin/(python|pip)[\d.]*", where) or where in ("/bin/sh", "/usr/bin/env")
        if where in image.stage.files or system or (image.stage.kind == "alpine" and where == "/usr/bin/wget"):
            return where
        if image.stage.kind == "" and where in ("/usr/bin/curl", "/usr/bin/wget"):
            return where
    return ""


def server(image: Image) -> Server:
    """Process 1: what is left after an ``exec`` of the shell, and after tini or dumb-init."""
    words = _words(image)
    if words and posixpath.basename(words[0]) in SHELLS and words[1:2] == ["-c"] and len(words) > 2:
        script = words[2].strip()
        if not script.startswith("exec ") or re.search(r"[;&|]", script):
            return Server(words, shell=True)
        words = shlex.split(image.stage.expand(script[5:]))
    if words and posixpath.basename(words[0]) in ("tini", "dumb-init") and find(image, words[0]):
        words = [word for word in words[1:] if word not in ("--", "-g")]
    elif words and posixpath.basename(words[0]) in SHELLS:
        return Server(words, shell=True)
    program = find(image, words[0]) if words else ""
    prefix = posixpath.dirname(posixpath.dirname(program))
    if f"{prefix}/bin/python" not in image.stage.files:
        prefix = "/usr/local"
    extra = [image.stage.at(folder) for folder in image.stage.env.get("PYTHONPATH", "").split(":") if folder]
    return Server(words, False, program, [*extra, f"{prefix}/lib/python{image.stage.python}/site-packages"])


@dataclass
class Health:
    """A health check: its times in seconds, how many failures make "unhealthy", its words, and a shell's words behind them."""

    words: list[str]
    interval: float = 30
    timeout: float = 30
    start_period: float = 0
    retries: int = 3
    tail: list[str] = field(default_factory=list)


def _split(text: str) -> tuple[list[str], list[str]]:
    """The first command of a shell's line, and what stands behind it, from the operator on."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    for word in lexer:
        words += re.findall(r"\|\||&&|>&|&>|.", word) if re.fullmatch(r"[();<>|&]+", word) else [word]
    end = next((at for at, word in enumerate(words) if word in OPERATORS), len(words))
    return words[:end], words[end:]


def failure_kept(tail: list[str]) -> bool:
    """Whether a line of a shell fails if its first command does and *tail* stands behind it, without ``pipefail``."""
    status, runs, words = 1, True, [*tail, ";"]
    while len(words) > 1:
        sign, rest = words[0], words[1:]
        end = next(at for at, word in enumerate(rest) if word in OPERATORS)
        called, words = [word for word in rest[:end] if word not in "(){}"], rest[end:]
        if sign in ("&&", "||"):
            runs = (status == 0) == (sign == "&&")
        elif sign in (";", "&"):
            runs, status = True, status if sign == ";" else 0
        if not runs or not called:
            continue
        if called[0] == "exit":
            return called[1:2] != ["0"] and (called[1:2] not in ([], ["$?"]) or status != 0)
        status = int(called[0] in ("false", "grep", "egrep", "test", "["))  # they see that nothing came
    return status != 0


def _seconds(text: str) -> float:
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
    found = re.findall(r"([\d.]+)(ms|h|m|s)", text)
    return sum(float(number) * units[unit] for number, unit in found)


def health(image: Image) -> Health | None:
    """The health check of an image; None if it has none."""
    text = image.stage.healthcheck
    match = re.match(r"((?:--\S+\s+)*)CMD\s+(.*)", text, re.DOTALL)
    if not match:
        return None
    given = dict(option[2:].partition("=")[::2] for option in match[1].split())
    listed = command(match[2].strip())
    words, tail = (listed, []) if isinstance(listed, list) else _split(listed)
    found = Health(words, tail=tail)
    for name in ("interval", "timeout", "start-period"):
        if name in given:
            setattr(found, name.replace("-", "_"), _seconds(given[name]) or getattr(found, name.replace("-", "_")))
    found.retries = int(given.get("retries", "3")) or 3
    return found


def unhealthy_after(
    check: Health, broken_from: float, broken_until: float, slow: bool, until: float = 900
) -> float | None:
    """When Docker calls a container unhealthy whose server answers nothing from one second to another; None if never.

    *slow*: whether a check then waits for its timeout (a server that hangs) or fails at once (one that doesn't listen yet).
    Docker runs the first check one interval after the start, each later one an interval after the last one's end. Failures
    within the start period don't count until a check has succeeded.
    """
    clock, failures, started = check.interval, 0, False
    while clock < until:
        broken = broken_from <= clock < broken_until
        began = clock
        clock += check.timeout if broken and slow else 0
        if not broken:
            failures, started = 0, True
        elif started or began >= check.start_period:
            failures += 1
        if failures >= check.retries:
            return clock
        clock += check.interval
    return None
