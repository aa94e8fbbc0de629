"""Practice without points: a session in ``vi``, played on a small model of it; places to try one's own scripts in."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from workbook.check.shell.tree_words import text_difference
from workbook.check.shell.trees import plant

_SECONDS = 10
_STUB_STATUS = 99
_KEYS = re.compile(r"<Esc>|<Enter>|gg|dd|.", re.IGNORECASE | re.DOTALL)


class Vi:
    """A text, a cursor and a mode: as much of vi as a first session needs. Lines and columns count from 0."""

    def __init__(self, text: str) -> None:
        self.saved, self.lines = text, text.splitlines() or [""]
        self.row = self.column = 0
        self.mode, self.command, self.cut, self.open = "normal", "", "", True
        self._undo: list[tuple[list[str], int]] = []

    def play(self, keys: str) -> None:
        """Press keys until vi is left; raises ValueError for a key that this model doesn't know."""
        for key in _KEYS.findall(keys):
            for part in key if self.mode == "insert" and key in ("gg", "dd") else [key]:
                if self.open:
                    getattr(self, f"_{self.mode}")(part)

    def _insert(self, key: str) -> None:
        line = self.lines[self.row]
        if key.lower() == "<esc>":
            self.mode, self.column = "normal", max(self.column - 1, 0)
        elif key.lower() in ("<enter>", "\n"):
            self.lines[self.row : self.row + 1] = [line[: self.column], line[self.column :]]
            self.row, self.column = self.row + 1, 0
        else:
            self.lines[self.row] = line[: self.column] + key + line[self.column :]
            self.column += len(key)

    def _line(self, key: str) -> None:
        if key.lower() not in ("<enter>", "\n", "<esc>"):
            self.command += key
            return
        command, self.command, self.mode = self.command, "", "normal"
        if key.lower() == "<esc>":
            return
        if command not in ("w", "q", "wq", "q!", "x"):
            raise ValueError(f"this model of vi doesn't know :{command}")
        text = "".join(f"{line}\n" for line in self.lines)
        if command == "q" and text != self.saved:
            raise ValueError("vi refuses :q, since there are changes; :wq keeps them, :q! throws them away")
        self.saved = text if command in ("w", "wq", "x") else self.saved
        self.open = command == "w"

    def _normal(self, key: str) -> None:
        moves = {"h": (0, -1), "l": (0, 1), "j": (1, 0), "k": (-1, 0)}
        if key in moves:
            self.row += moves[key][0]
            self.column += moves[key][1]
        elif key in ("0", "$"):
            self.column = 0 if key == "0" else len(self.lines[self.row])
        elif key in ("gg", "G"):
            self.row = 0 if key == "gg" else len(self.lines)
        elif key == ":":
            self.mode = "line"
        elif key == "u" and self._undo:
            self.lines, self.row = self._undo.pop()
        elif key in ("x", "dd", "p"):
            self._change(key)
        elif key in "iaAIoO":
            self._begin_insert(key)
            return
        elif key.lower() != "<esc>":
            raise ValueError(f"this model of vi doesn't know the key {key} in normal mode")
        self.row = min(max(self.row, 0), len(self.lines) - 1)
        self.column = min(max(self.column, 0), max(len(self.lines[self.row]) - 1, 0))

    def _change(self, key: str) -> None:
        self._undo.append((list(self.lines), self.row))
        line = self.lines[self.row]
        if key == "x":
            self.lines[self.row] = line[: self.column] + line[self.column + 1 :]
        elif key == "dd":
            self.cut = self.lines.pop(self.row)
            self.lines = self.lines or [""]
        else:
            self.row += 1
            self.lines.insert(self.row, self.cut)

    def _begin_insert(self, key: str) -> None:
        self._undo.append((list(self.lines), self.row))
        self.mode, length = "insert", len(self.lines[self.row])
        if key in "oO":
            self.row += key == "o"
            self.lines.insert(self.row, "")
        self.column = {"i": self.column, "a": min(self.column + 1, length), "A": length}.get(key, 0)


def vi(keys: str, before: str, after: str) -> None:
    """Play *keys* on the text *before* and say whether the saved file became *after*. Prints; never raises."""
    if not keys:
        print("Nothing typed yet: write your keys between the quotes and run the cell again.")
        return
    vi = Vi(before)
    try:
        vi.play(keys)
    except ValueError as problem:
        print(f"Not yet: {problem}.")
        return
    if vi.open:
        place = {"insert": "in insert mode. <Esc> leaves it", "line": "on its command line. <Enter> ends it"}
        print(f"Not yet: you are still in vi, {place.get(vi.mode, f'in {vi.mode} mode')}.")
    elif vi.saved != after:
        print(f"Not yet: the saved file differs: {text_difference(after, vi.saved)}.")
    else:
        print("Done: the file is right, and you got out.")


def places(answers: dict[str, str]) -> None:
    """Say for each command whether *answers* names the machine where its result ends up. Prints; never raises."""
    if not any(answers.values()):
        print("Nothing filled in yet.")
        return
    for command, place in answers.items():
        right = place == place_of(command)
        print(f"{'right   ' if right else 'not yet '} {command}" + ("" if right or not place else f"   (not {place})"))


def place_of(command: str) -> str:
    """Where a result ends up: a host's name, ``here``, or ``nowhere`` if an ordinary user may not write there."""
    words = command.split()
    if ">" in words:
        return "nowhere" if words[-1].startswith("/root/") else "here"
    target = words[-1]
    host, colon, _ = target.partition(":")
    return host if colon and "/" not in host else "here"


SERVER: dict[str, object] = {
    "core dump 0312.bin": "x" * 61_440,
    "ferry-1.bin": "x" * 48_000,
    "ferry-2.bin": "x" * 48_000,
    "notes.txt": "Last boat on Sunday: 18:05\n",
    ".history": "x" * 70_000,
    "logs/today.log": "started\n",
    "templates/first look.ipynb": "{}\n",
    "reports/2024-01.csv": "week,rides\n1,80\n",
    "reports/2024-02 Poel.csv": "week,rides\n5,92\n",
    "reports/2024-03-draft.csv": "week,rides\n9,\n",
    "reports/2023-12.csv": "week,rides\n50,71\n",
    "project": ("folder", 0o755, 0.0),
    "project/start.sh": ("file", 0o777, b"echo started\n", 0.0),
    "project/certs/site.pem": ("file", 0o777, b"not a real key\n", 0.0),
}
"""A small copy of the server of the first lesson: a tree, as in workbook.check.shell.trees."""

FRIDAY: dict[str, object] = {
    "cache/old 1.tmp": ("file", 0o644, b"x", 30.0),
    "cache/deep/.old.tmp": ("file", 0o644, b"x", 9.0),
    "cache/fresh.tmp": "x",
    "cache/old.tmp": ("folder", 0o755, 30.0),
    "old.tmp": ("file", 0o644, b"x", 30.0),
    "notes/call.txt": "ask Acme (Acme) now (Acme)\r\nbye\r\n",
    "notes/2025/plan.txt": "with Berta and (Acme)",
    "notes/poel.txt": "The pier of Poel is closed.\n",
    "notes/table.csv": "name,(Acme)\n",
    "raw/day-1.log": "2025-03-12T08:15:00Z u8 ask\n2025-03-12T08:15:00Z u8 ask\n2025-03-12T09:00:00Z u404 rate",
    "raw/day-2.log": "2025-03-12T09:00:00Z u404 rate\r\n2025-03-13T10:30:00Z u8 rate\r\n",
    "users.tsv": "user\tplan\tcountry\nu8\tpro\tDE\nu3\tfree\tSE\n",
}
"""What the third lesson's scripts work on: scratch files, notes, logs and a table of users."""


NIGHT: dict[str, object] = {
    "models/ferry-1.bin": "1",
    "models/ferry-2.bin": "2",
    "prepare": ("file", 0o755, b'#!/bin/sh\necho "prepared [$1]"\n', 0.0),
    "train": ("file", 0o755, b'#!/bin/sh\necho "out of memory" >&2\nexit 3\n', 0.0),
    "scratch/tides/old": "x",
}
"""What the fifth lesson's scripts work on: models to keep, and a training that fails."""


def server(path: str) -> None:
    """Make a small copy of the server in the folder *path*, anew. What was there is removed."""
    make(path, SERVER)


def make(path: str, tree: Mapping[str, object]) -> None:
    """Make the folder *path* anew, below the current folder, with the files of a tree."""
    place = Path(path).resolve()
    if Path.cwd() not in place.parents:
        raise ValueError(f"{path} is not below the current folder")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    plant(tree, place)


def run(script: str, *args: str, inside: str = ".", first: int = 12, **env: str) -> None:
    """Run a script of this lesson in the folder *inside*, and print the call, its output and its status if that isn't 0.

    At most *first* lines are shown; *env* is added to its environment. Says so if the script isn't written yet; never raises.
    """
    print("$", " ".join(["bash", script, *(arg if re.fullmatch(r"[\w./:=-]+", arg) else f"'{arg}'" for arg in args)]))
    if not Path(script).is_file():
        print(f"  ({script} isn't there yet: run the cell that writes it)")
        return
    try:
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", str(Path(script).resolve()), *args],
            cwd=inside,
            env={**os.environ, "LC_ALL": "C", **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"  (stopped after {_SECONDS} seconds)")
        return
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    if ran.returncode == _STUB_STATUS and not lines:
        own = "YOUR SCRIPT HERE" in Path(script).read_text(encoding="utf-8", errors="replace")
        print(f"  ({script if own else 'a script that it runs'} isn't written yet)")
        return
    print("".join(f"{line}\n" for line in lines[:first]), end="")
    if len(lines) > first:
        print(f"  ({len(lines) - first} lines more)")
    if ran.returncode:
        print(f"  (exit status {ran.returncode})")


@contextmanager
def service(answers: Sequence[int | str]) -> Iterator[str]:
    """A web service on this machine that gives these statuses one after the other, the last one again and again.

    ``"hang"`` instead of a status: it accepts the request and says nothing for as long as the service runs. Yields its address.
    """
    ended, left = threading.Event(), list(answers)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(status, str):
                ended.wait(_SECONDS)
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(f"{status} {HTTPStatus(status).phrase}\n".encode())

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.daemon_threads, server.block_on_close = True, False
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            ended.set()
            server.shutdown()


_WORKER = "trap 'echo saved > saved; exit 0' TERM\nsleep 5 &\nwhile kill -0 $! 2> /dev/null; do wait; done\n"


def stop_one(script: str) -> None:
    """Start three processes that look alike, run *script* to stop one of them, and print which still run."""
    name = f"tides{secrets.token_hex(2)}"
    make("practice/jobs", {"worker.sh": _WORKER, "supervisor.sh": 'shift; sleep 5; : "$@"\n'})
    commands = [
        ["sh", "./worker.sh", "--job", name],
        ["sh", "./worker.sh", "--job", f"{name}-2"],
        ["sh", "./supervisor.sh", "sh", "./worker.sh", "--job", name],
    ]
    jobs = [subprocess.Popen(command, cwd="practice/jobs", start_new_session=True) for command in commands]
    try:
        time.sleep(0.2)
        run(script, name, inside="practice/jobs")
        time.sleep(0.1)
        for command, job in zip(commands, jobs, strict=True):
            print("  still runs:" if job.poll() is None else "  stopped:   ", " ".join(command))
    finally:
        for job in jobs:
            with suppress(ProcessLookupError):
                os.killpg(job.pid, signal.SIGKILL)
            job.wait()
