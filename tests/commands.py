"""Commands of one copy of the kit, each in a process of its own, forked from one that has imported what commands need.

A command's imports take a second, and a test that gives thirty commands would spend most of its time on them.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

SERVER = """
import importlib, json, multiprocessing.process, os, sys, threading

for name in sys.argv[1:]:
    importlib.import_module(name)
assert threading.active_count() == 1, "only a process with one thread may be forked"
for line in sys.stdin:
    work = json.loads(line)
    forked = os.fork()
    if not forked:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]), flush=True)
else:
    sys.exit()
# From here on as `python -m workbook` would be, in that folder.
os.chdir(work["folder"])
sys.path[0] = multiprocessing.process.ORIGINAL_DIR = os.getcwd()
for number, name in enumerate((os.devnull, work["out"], work["err"])):
    os.dup2(os.open(name, os.O_RDWR), number)
sys.argv = ["workbook", *work["arguments"]]
exec(work["code"])
"""
MAIN = "from workbook.cli import main\nmain()"
IMPORTED = (
    "workbook.cli",
    "workbook.authoring.build",
    "workbook.bank.proof",
    "workbook.classroom.batch",
    "workbook.grading.engine",
    "workbook.workspace",
)


@dataclass(frozen=True)
class Ran:
    """What became of one command."""

    returncode: int
    stdout: str
    stderr: str


class Commands:
    """Gives commands of the kit whose package lies in *place*."""

    def __init__(self, place: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(place), "OMP_NUM_THREADS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-c", SERVER, *IMPORTED],
            cwd=place,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, folder: Path, *arguments: str, code: str = MAIN, seconds: float = 200) -> Ran:
        """Run ``workbook`` with *arguments* in *folder*; with *code* as the program, if that is given."""
        with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
            work = {"folder": str(folder), "arguments": arguments, "code": code, "out": out.name, "err": err.name}
            assert self._server.stdin and self._server.stdout
            self._server.stdin.write(f"{json.dumps(work)}\n")
            self._server.stdin.flush()
            with selectors.DefaultSelector() as selector:
                selector.register(self._server.stdout, selectors.EVENT_READ)
                if not selector.select(seconds):
                    self._kill()
                    raise TimeoutError(f"{arguments} took more than {seconds:g} s: {_text(out.name)}{_text(err.name)}")
            status = self._server.stdout.readline()
            assert status, "the process that commands are forked from has ended"
            return Ran(int(status), _text(out.name), _text(err.name))

    def __enter__(self) -> Commands:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._server.stdin and self._server.stdout:
            self._server.stdin.close()
            self._server.wait()
            self._server.stdout.close()

    def _kill(self) -> None:
        os.killpg(self._server.pid, 9)
        self._server.wait()


def _text(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")
