"""The template process: imports a unit's modules once, then forks a boxed process whenever the engine asks.

Runs inside the outer box as ``python -m workbook.grading.template FD``. It never runs a student's code and never sees
a test. Requests and replies are single msgpack packets.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any

import msgpack

from workbook.grading import answer, box, rehearsal, testside
from workbook.grading.ipython import Runner
from workbook.grading.link import Link
from workbook.grading.values import learn_libraries

_ALWAYS = ("workbook.check", "IPython.core.magics", "asyncio", "random")
_WITH = {"matplotlib": ("matplotlib_inline.backend_inline", "matplotlib.backends.backend_agg")}
"""Modules that come with another one as soon as it is used in a cell."""
_LATER = {"torch": ("torch.fx.experimental.symbolic_shapes", "torch._dynamo")}
"""Modules that another one imports on some uses only, and that take long: imported here when there is nothing to do."""
_IDLE = 0.1  # seconds without a request
_WATCH_EVERY = 0.2  # seconds between two looks at the memory of the forked processes


@dataclass
class _Child:
    """A forked process, as the template keeps track of it."""

    most_kb: int
    reason: str = ""


class Template:
    """The warm process."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, _Child] = {}
        self._own_kb = 0
        self._tried: set[str] = set()
        self.runner = Runner()

    def load(self, modules: list[str]) -> list[str]:
        """Import *modules*; return those that can't be had here, which is for the cells to find out."""
        missing = [name for name in modules if not _imported(name)]
        for name in _WITH:
            if name in sys.modules:
                missing += [more for more in _WITH[name] if not _imported(more)]
        if "torch" in sys.modules:
            sys.modules["torch"].set_num_threads(1)
        learn_libraries()
        self._settle()
        return missing

    def _settle(self) -> None:
        """Take stock after a change: what is here now is neither collected nor counted in the forks."""
        gc.collect()
        gc.freeze()
        self._own_kb = _anonymous_kb(os.getpid())

    def _left(self) -> list[str]:
        """What was put off until there is nothing else to do: modules, then rehearsals."""
        modules = [more for name in _LATER if name in sys.modules for more in _LATER[name]]
        return [name for name in [*modules, *rehearsal.due()] if name not in self._tried]

    def _catch_up(self, name: str) -> None:
        self._tried.add(name)
        if name in rehearsal.due():
            problem = rehearsal.rehearse(name, self.runner)
            self._settle()
            if problem:
                print(problem, file=sys.stderr, flush=True)
        else:
            self.load([name])

    def loop(self) -> None:
        """Serve requests until the engine hangs up."""
        while True:
            left = self._left()
            wait = _IDLE if left else _WATCH_EVERY if self._children else None
            if select.select([self._control], [], [], wait)[0]:
                data, files, _, _ = socket.recv_fds(self._control, 1 << 20, 4)
                if not data:
                    return
                self._handle(msgpack.unpackb(data), files)
            elif left:
                self._catch_up(left[0])
            else:
                self._watch_memory()

    def _handle(self, request: dict[str, Any], files: list[int]) -> None:
        if request["do"] == "load":
            reply: dict[str, Any] = {"missing": self.load(request["modules"])}
        elif request["do"] == "fork":
            reply = {"pid": self._fork(request, files)}
        elif request["do"] == "kill":
            reply = self._kill(request)
        else:
            reply = {"error": "unknown request"}
        self._control.send(msgpack.packb(reply))

    def _fork(self, request: dict[str, Any], files: list[int]) -> int:
        sys.stdout.flush()
        child = box.fork()
        if child:
            for number in files:
                os.close(number)
            self._children[child] = _Child(request["caps"]["memory_mb"] * 1024)
            return child
        log, status = os.dup(2), 0
        try:
            self._control.close()
            _become(request, files, log, self.runner)
        except MemoryError:
            status = box.OUT_OF_MEMORY
        except BaseException:  # noqa: BLE001  (a child must never return into the template's loop)
            os.write(log, traceback.format_exc().encode())
        finally:
            os._exit(status)

    def _kill(self, request: dict[str, Any]) -> dict[str, Any]:
        """End a child; one that was idle leaves by itself when its link closes, and is counted to the last."""
        pid = request["pid"]
        child = self._children.pop(pid)
        until = time.monotonic() + request["patience"]
        gone, status, usage = os.wait4(pid, os.WNOHANG)
        while not gone and time.monotonic() < until:
            time.sleep(0.0005)
            gone, status, usage = os.wait4(pid, os.WNOHANG)
        alive = gone == 0
        if alive:
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        return {"reason": child.reason, "alive": alive, "status": os.waitstatus_to_exitcode(status), "cpu": seconds}

    def _watch_memory(self) -> None:
        """Kill what holds more than it may, with all its descendants counted."""
        if not self._children:
            return
        held = _tree_kb(self._own_kb)
        for pid, child in self._children.items():
            if held.get(pid, 0) > child.most_kb:
                child.reason = "memory"
                os.kill(pid, signal.SIGKILL)


def _imported(name: str) -> bool:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001  (whatever an import raises)
        return False
    return True


def _anonymous_kb(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            _, resident, shared, *_ = map(int, stream.read().split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * resource.getpagesize() // 1024


def _tree_kb(own: int) -> dict[int, int]:
    """Memory of each process with its descendants, without the *own* pages of the template that forks share."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as stream:
                    parents[int(name)] = int(stream.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
    totals: dict[int, int] = {}
    for pid in parents:
        held = _anonymous_kb(pid)
        private = held - own if held >= own * 0.8 else held
        ancestor, depth = pid, 0
        while ancestor in parents and depth < 1000:
            totals[ancestor] = totals.get(ancestor, 0) + max(0, private)
            ancestor, depth = parents[ancestor], depth + 1
    return totals


def _become(request: dict[str, Any], files: list[int], log: int, runner: Runner) -> None:
    """In the child: enter the box, cut what ties it to the template, and serve. *log* stays open in the test process."""
    kind = request["kind"]
    ends = [socket.socket(fileno=number) for number in files]
    _close_others({0, 1, 2, *files, log})
    box.enter(box.Caps(**request["caps"]))
    if kind == "answer":
        _leave_init_behind()
    else:
        os.environ["WORKBOOK_SEED"] = str(request["seed"])
    _reseed(request["random"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runner.take_over()
    if kind == "answer":
        os.close(log)
    side = answer.serve if kind == "answer" else testside.serve
    side(Link(ends[0]), Link(ends[1]), runner)


def _close_others(keep: set[int]) -> None:
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in keep:
            with contextlib.suppress(OSError):  # the listing's own descriptor
                os.close(int(name))


def _leave_init_behind() -> None:
    """Stay as process 1 only to reap orphans; the answer runs as an ordinary child, with ordinary signals."""
    child = os.fork()
    if not child:
        os.setsid()
        return
    _close_others({0, 1, 2})
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while True:
        gone, status = os.wait()
        if gone == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _reseed(number: int) -> None:
    """Give the fork random numbers of its own: fixed, so that a grade can be had again."""
    sys.modules["random"].seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(number)


def _try_out() -> str:
    """Enter a box once; why it doesn't work on this machine, or nothing."""
    read, write = os.pipe()
    child = box.fork()
    if not child:
        try:
            box.enter(box.Caps(memory_mb=512, processes=16, disk_mb=16, cpu_seconds=10))
        except BaseException as error:  # noqa: BLE001
            os.write(write, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        problem = stream.read().decode()
    os.waitpid(child, 0)
    return problem


def main() -> None:
    """Say hello, with what can't be done here, and serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    started = time.monotonic()
    try:
        problem = _try_out()
    except OSError as error:
        problem = str(error)
    if problem:
        control.send(msgpack.packb({"problem": problem}))
        return
    template = Template(control)
    template.load(list(_ALWAYS))
    control.send(msgpack.packb({"problem": "", "seconds": time.monotonic() - started}))
    template.loop()


if __name__ == "__main__":
    main()
