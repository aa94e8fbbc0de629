"""The observer of shell scripts: one run, in a tree made for it, with limits, beside the answer.

Nothing here knows what is right. A request and its observations are plain data; the verdict is script.py's.
A script runs with an empty home, ``LC_ALL=C``, its own session, and limits on time, output, processes and the size
of files; at the end every process that it left is killed. Only the grader's sandbox cuts the network and hides the
rest of the disk: in a student's own kernel a script can do whatever its author can.
"""

from __future__ import annotations

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from workbook.check.observers import beside
from workbook.check.shell.companions import Jobs, Server
from workbook.check.shell.processes import Family, command_line, is_dying, process_ids
from workbook.check.shell.trees import clear, look_at, plant, same_files

TICK = 0.01
GRACE = 1.0
_PRLIMIT = hasattr(resource, "prlimit")  # Linux only; elsewhere a limit is inherited, and a script may raise it again
MOST_OUTPUT = 256 * 1024
MOST_PROCESSES = 48
SHELLS = {"bash": ["bash", "--noprofile", "--norc"], "dash": ["dash"]}


@beside
def observe_script(request: dict[str, Any]) -> dict[str, Any]:
    """Run one script and say what was seen.

    The request: ``name`` of the script in the current folder, ``tree``, ``args``, ``stdin`` (bytes), ``env``,
    ``inside`` (the folder of the tree where it starts), ``shell``, ``seconds``, ``file_kb`` (the biggest file it may
    write), and, where asked for, ``server`` and ``jobs`` (see companions.py) and ``hang_up`` (a path: as soon as it
    exists, the terminal "hangs up"). ``{root}`` and ``{url}`` in args and env are filled in.

    The observations: ``missing``, ``status`` (negative: killed by that signal), ``stdout``, ``stderr``, ``tree``,
    ``same_files`` (groups of names of one file), ``root``, ``seconds``, ``timed_out``, ``too_much``, ``too_many``,
    ``left_running``, ``requests``, ``running``.
    """
    script = Path(request["name"])
    if not script.is_file():
        return {"missing": True}
    base = Path(tempfile.mkdtemp(prefix="script-"))
    try:
        for part in ("tree", "home", "tmp", "bin"):
            (base / part).mkdir()
        (base / "bin" / script.name).write_bytes(script.read_bytes())
        plant(request["tree"], base / "tree")
        return _Run(base, request).observe()
    finally:
        clear(base)


@beside
def has_shell(shell: str) -> bool:
    """Whether ``bash`` or ``dash`` is installed beside the answer."""
    return any((Path(place) / shell).exists() for place in [*os.defpath.split(":"), "/usr/local/bin"] if place)


class _Run:
    """One run: its processes, its pipes, and what came out of them."""

    def __init__(self, base: Path, request: dict[str, Any]) -> None:
        self.base, self.request, self.root = base, request, base / "tree"
        self.family = Family()
        self.out: dict[str, bytearray] = {"stdout": bytearray(), "stderr": bytearray()}
        self.seen: dict[str, Any] = {"timed_out": False, "too_much": False, "too_many": False, "left_running": False}

    def observe(self) -> dict[str, Any]:
        """Run the script to its end and look at what it left."""
        server = Server(self.request.get("server"))
        jobs = Jobs(self.request.get("jobs"))
        try:
            jobs.start(self.root, self._environment({}))
            begin = time.monotonic()
            self.seen["status"] = self._run(server.url, jobs)
            self.seen["seconds"] = time.monotonic() - begin
            jobs.settle()
            left = [pid for pid in self.family.members() if jobs.owns(pid) and not is_dying(pid)]
            self.seen["running"] = [command_line(pid) for pid in left]
        finally:
            self.family.kill()
            jobs.reap()
            server.close()
        self.seen |= {name: bytes(content) for name, content in self.out.items()}
        self.seen |= {"missing": False, "root": str(self.root), "requests": server.requests}
        self.seen["tree"] = look_at(self.root)
        self.seen["same_files"] = same_files(self.root, self.seen["tree"])
        return self.seen

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        own = str(Path(sys.executable).parent)
        return {
            "PATH": f"{own}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.base / "home"),
            "TMPDIR": str(self.base / "tmp"),
            "LC_ALL": "C",
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.family.mark,
            **more,
        }

    def _run(self, url: str, jobs: Jobs) -> int:
        request = self.request

        def filled(text: str) -> str:
            return text.replace("{root}", str(self.root)).replace("{url}", url)

        script = self.base / "bin" / Path(request["name"]).name
        with ExitStack() as during:
            stdin = during.enter_context(_pipe_with(request["stdin"]))
            during.enter_context(_hang_up_restored())
            during.enter_context(_inherited(resource.RLIMIT_FSIZE, request["file_kb"] * 1024))
            if not _PRLIMIT:
                during.enter_context(_inherited(resource.RLIMIT_NPROC, len(process_ids()) + 4 * MOST_PROCESSES))
            process = subprocess.Popen(
                [*SHELLS[request["shell"]], str(script), *map(filled, request["args"])],
                cwd=self.root / request["inside"],
                env=self._environment({name: filled(value) for name, value in request["env"].items()}),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                umask=0o022,
            )
        self.family.sessions.add(process.pid)
        if _PRLIMIT:
            _limit(process.pid, resource.RLIMIT_NPROC, _threads() + 4 * MOST_PROCESSES)
        try:
            self._watch(process, jobs)
        finally:
            self.family.kill(spare=jobs.owns)
        return process.wait()

    def _watch(self, process: subprocess.Popen[bytes], jobs: Jobs) -> None:
        """Read until script, pipes and children have ended, or a limit is passed."""
        begin = time.monotonic()
        ended, count_at, hang_up = 0.0, begin + 0.02, self.request.get("hang_up")
        with selectors.DefaultSelector() as selector:
            for name in self.out:
                stream = getattr(process, name)
                os.set_blocking(stream.fileno(), False)
                selector.register(stream, selectors.EVENT_READ, name)
            while not self._limit_passed(begin, ended):
                self._read(selector)
                jobs.reap()
                now = time.monotonic()
                if hang_up and os.path.exists(self.root / hang_up):
                    os.killpg(process.pid, signal.SIGHUP)
                    hang_up = None
                if process.poll() is not None:
                    ended = ended or now
                    if not selector.get_map() and not self._still_running(jobs):
                        return
                    if now > ended + GRACE:
                        self.seen["left_running"] = True
                        return
                if now > count_at:
                    count_at = now + 0.05
                    self.seen["too_many"] = self._still_running(jobs) > MOST_PROCESSES

    def _limit_passed(self, begin: float, ended: float) -> bool:
        self.seen["too_much"] = sum(map(len, self.out.values())) > MOST_OUTPUT
        self.seen["timed_out"] = not ended and time.monotonic() > begin + self.request["seconds"]
        return any(self.seen[limit] for limit in ("too_many", "too_much", "timed_out"))

    def _still_running(self, jobs: Jobs) -> int:
        return sum(not jobs.owns(pid) for pid in self.family.members())

    def _read(self, selector: selectors.BaseSelector) -> None:
        if not selector.get_map():
            time.sleep(TICK / 4)
            return
        for key, _ in selector.select(TICK):
            piece = os.read(key.fd, 65536)
            if piece:
                self.out[key.data] += piece
            else:
                selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]


def _limit(pid: int, what: int, most: int) -> None:
    """Lower one of a process' limits; what stands lower already stays."""
    with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
        _, hard = resource.prlimit(pid, what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.prlimit(pid, what, (most, most))


def _threads() -> int:
    """How many threads the machine runs: what a user already has counts towards a limit on processes."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except (OSError, IndexError, ValueError):
        return 4096


@contextlib.contextmanager
def _inherited(what: int, most: int) -> Iterator[None]:
    """What starts inside inherits a limit, on the bytes of a file, say, from its first instruction on."""
    soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(what, (soft, hard))


@contextlib.contextmanager
def _pipe_with(content: bytes) -> Iterator[int]:
    """A pipe to read *content* from; what doesn't fit in a pipe at once (64 KB) is an author's mistake."""
    reader, writer = os.pipe()
    try:
        os.set_blocking(writer, False)
        if content and os.write(writer, content) != len(content):
            raise ValueError("a script's standard input holds at most 64 KB")
        os.close(writer)
        yield reader
    finally:
        os.close(reader)


@contextlib.contextmanager
def _hang_up_restored() -> Iterator[None]:
    """Start children with the usual answer to SIGHUP, also where Jupyter itself was started under nohup."""
    try:
        old = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    except ValueError:  # not the main thread: nothing can be changed, and nothing needs to be
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, old)
