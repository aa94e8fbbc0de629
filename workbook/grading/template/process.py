"""The template process: imports a unit's modules once, then forks a boxed process whenever the engine asks.

Runs inside the outer box as ``python -m workbook.grading.template FD``. It never runs a student's code and never sees
a test. It may read a lesson's released cells. Requests and replies are single msgpack packets.

For one lesson's tests it forks itself (``branch``): the branch tries them on the key and goes on as a template, of test
processes only. What is the same for all submissions, such as compiled tests and references' values, is there in each.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgpack

from workbook.course import HIDDEN
from workbook.grading.boundary import protocol, test_side
from workbook.grading.boundary.codec import learn_libraries
from workbook.grading.boundary.frames import Link
from workbook.grading.boundary.shell import Runner
from workbook.grading.sandbox import box, users
from workbook.grading.template import huge_pages, memory_watch, rehearsal, trial
from workbook.grading.template.forked import become, find_hidden, reseed

_ALWAYS = ("workbook.check", "IPython.core.magics", "asyncio", "random")
_WITH = {"matplotlib": ("matplotlib_inline.backend_inline", "matplotlib.backends.backend_agg")}
"""Modules that come with another one as soon as it is used in a cell."""
_LATER = {"torch": ("torch.fx.experimental.symbolic_shapes", "torch._dynamo")}
"""Modules that another one imports on some uses only, and that take long: imported here when there is nothing to do."""
_IDLE = 0.03  # seconds without a request
_SINGLE = 2  # forks, those of one notebook: a single check has the machine for itself
_WATCH_EVERY = 0.2  # seconds between two looks at the memory of the forked processes


@dataclass
class _Child:
    """A forked process, as the template keeps track of it."""

    pid: int
    keeper: int
    """The first process of its pid namespace, if that is another one."""
    most_kb: int
    ending: int
    """A descriptor that can be read once the process has ended."""
    entered: int
    """A pipe, in which the process says that it is in its box."""
    reason: str = ""
    status: int | None = None
    """The exit status, once it has ended; negative for a signal, but only if no answer can have sent it."""
    cpu: float = 0.0

    def reap(self) -> bool:
        """Take note of its end, if it has ended, and then end what it left behind."""
        if self.status is None:
            gone, status, usage = os.wait4(self.pid, os.WNOHANG)
            if not gone:
                return False
            self.status, self.cpu = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
            if self.keeper:
                if self.status < 0 and not box.ends(self.keeper):
                    self.status = 128 - self.status
                box.end(self.keeper)
                self.keeper = 0
        return True


class Template:
    """The warm process."""

    def __init__(self, control: socket.socket, shared_user: int) -> None:
        """Boxes that have no user of their own are *shared_user* outside."""
        self._control = control
        self._shared_user = shared_user
        self._children: dict[int, _Child] = {}
        self._memory = memory_watch.Watch()
        self._forks = 0
        self._learnt: list[str] = []
        self._tried: set[str] = set()
        self._branches: set[int] = set()
        self._is_branch = False
        self.runner = Runner()

    def load(self, modules: list[str]) -> list[str]:
        """Import *modules*; return those that can't be had here, which is for the cells to find out."""
        gc.disable()  # a third of an import would go into looking for garbage among what it makes
        missing = [name for name in modules if not _imported(name)]
        for name in _WITH:
            if name in sys.modules:
                missing += [more for more in _WITH[name] if not _imported(more)]
        gc.enable()
        if "torch" in sys.modules:
            sys.modules["torch"].set_num_threads(1)
        learn_libraries()
        self._settle()
        return missing

    def _settle(self) -> None:
        """Take stock after a change: what is here now is neither collected nor counted in the forks."""
        gc.collect()
        gc.freeze()
        self._memory.settle()

    def _left(self) -> list[str]:
        """What was put off until there is nothing else to do: modules, then rehearsals."""
        if self._is_branch or (self._children and self._forks <= _SINGLE):
            return []
        modules = [more for name in _LATER if name in sys.modules for more in _LATER[name]]
        return [name for name in [*self._learnt, *modules, *rehearsal.due()] if name not in self._tried]

    def _catch_up(self, name: str) -> None:
        self._tried.add(name)
        if name in self._learnt:
            self._tried.update(self._learnt)
            self.load(self._learnt)
            self._learnt = []
        elif name in rehearsal.due():
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
            kept = [child for child in self._children.values() if child.keeper]
            watched: list[Any] = [self._control, *(child.ending for child in kept)]
            ready = select.select(watched, [], [], wait)[0]
            for child in kept:
                if child.ending in ready:
                    child.reap()
            if self._control in ready:
                data, files, _, _ = socket.recv_fds(self._control, 1 << 20, 4)
                for number in files:
                    os.set_inheritable(number, False)
                if not data:
                    return
                self._handle(msgpack.unpackb(data), files)
            else:
                self._watch_memory()
                if left and not ready:
                    with self._watching():
                        self._catch_up(left[0])
                    if not self._left():
                        huge_pages.collapse()

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        """Look at the memory of the forked processes also while something else takes its time here."""
        before = signal.signal(signal.SIGALRM, lambda *_: self._watch_memory())
        signal.setitimer(signal.ITIMER_REAL, _WATCH_EVERY, _WATCH_EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _handle(self, request: protocol.TemplateRequest, files: list[int]) -> None:
        if request["do"] == "load":
            reply: Any = {"missing": self.load(request["modules"])}
        elif request["do"] == "learn":
            self._learnt += request["modules"]
            reply = {}
        elif request["do"] == "fork":
            reply = {"pid": self._fork(request, files)}
        elif request["do"] == "kill":
            reply = self._kill(request)
        elif request["do"] == "branch":
            reply = self._branch(files)
        elif request["do"] == "drop":
            reply = self._drop(request["pid"])
        elif request["do"] == "read":
            reply = self._read(request["cells"])
        elif request["do"] == "hold":
            reply = {}  # the descriptor is kept open as long as this process and its branches live
        elif request["do"] == "try":
            reply = self._try_tests(request, files)
        else:
            reply = {"error": "unknown request"}
        self._control.send(msgpack.packb(reply))

    def _read(self, cells: list[tuple[str, str]]) -> dict[str, Any]:
        for source, label in cells:
            self.runner.read(source, label)
        self._settle()
        return {}

    def _fork(self, request: protocol.Fork, files: list[int]) -> int:
        self._forks += 1
        sys.stdout.flush()
        if self._is_branch and request["kind"] == "answer":
            raise RuntimeError("an answer is never forked from a branch, which has run tests")
        entered, enters = os.pipe()
        child, keeper = box.fork(kept=request["kind"] == "answer")
        if child:
            for number in (*files, enters):
                os.close(number)
            most_kb = request["caps"]["memory_mb"] * 1024
            self._children[child] = _Child(child, keeper, most_kb, os.pidfd_open(child), entered)
            return child
        log, status = os.dup(2), 0
        try:
            self._control.close()
            become({**request, "user": request["user"] or self._shared_user}, files, enters, log, self.runner)
        except MemoryError:
            status = box.OUT_OF_MEMORY
        except BaseException:  # noqa: BLE001  (a child must never return into the template's loop)
            os.write(log, traceback.format_exc().encode())
        finally:
            os._exit(status)

    def _branch(self, files: list[int]) -> dict[str, Any]:
        """Fork this process as it is; the fork serves the engine on a socket of its own until that is closed."""
        pid = os.fork()
        if pid:
            os.close(files[0])
            self._branches.add(pid)
            return {"pid": pid}
        status = 1
        try:
            self._control.close()
            for child in self._children.values():
                os.close(child.ending)
                os.close(child.entered)
            self._control, self._is_branch = socket.socket(fileno=files[0]), True
            self._children, self._branches = {}, set()
            self._control.send(msgpack.packb({}))
            self.loop()
            status = 0
        except BaseException:  # noqa: BLE001  (as in _fork)
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(status)

    def _drop(self, pid: int) -> dict[str, Any]:
        """End a branch with all that it forked."""
        self._branches.remove(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return {}

    def _try_tests(self, request: protocol.Try, files: list[int]) -> dict[str, Any]:
        """In a branch: be the test process of the key's run, then forget its names. Whether forks may be made here still."""
        os.environ["WORKBOOK_SEED"] = str(request["seed"])
        find_hidden()
        reseed(request["random"])
        if box.FILES.is_dir():
            os.chdir(box.FILES)
        control, boundary = (Link(socket.socket(fileno=number)) for number in files)
        threads = _threads()
        test_side.serve(control, boundary, self.runner)
        for link in (control, boundary):
            link.close()
        os.chdir("/")
        test_side.forget(self.runner)
        self._settle()
        return {"fit": _threads() == threads and _childless()}

    def _kill(self, request: protocol.Kill) -> protocol.Ended:
        """End a child; one that was idle leaves by itself when its link closes, and is counted to the last."""
        child = self._children.pop(request["pid"])
        select.select([child.ending], [], [], request["patience"])
        alive = not child.reap()
        if alive:
            os.kill(child.pid, signal.SIGKILL)
            select.select([child.ending], [], [])
            child.reap()
        entered = bool(os.read(child.entered, 1))  # it is gone: there is a byte or none, and nothing to wait for
        os.close(child.ending)
        os.close(child.entered)
        assert child.status is not None
        return {
            "reason": child.reason,
            "alive": alive,
            "status": child.status,
            "cpu": child.cpu,
            "entered": entered,
        }

    def _asked(self) -> bool:
        """Whether a request waits."""
        return bool(select.select([self._control], [], [], 0)[0])

    def _watch_memory(self) -> None:
        """Kill what holds more than it may, with all its descendants counted."""
        if not self._children:
            return
        children = list(self._children.values())
        for place in self._memory.over([((child.pid, child.keeper), child.most_kb) for child in children], self._asked):
            child = children[place]
            if child.status is None:
                child.reason = "memory"
                os.kill(child.keeper or child.pid, signal.SIGKILL)


def _threads() -> int:
    """How many threads this process has, those of libraries included: a fork would be without them."""
    return len(os.listdir("/proc/self/task"))


def _childless() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def _imported(name: str) -> bool:
    if name.partition(".")[0] == HIDDEN:
        return False  # the template's memory is every answer's
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001  (whatever an import raises)
        return False
    return True


def main() -> None:
    """Say hello, with what can't be done here, and serve."""
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the listing's own descriptor
            os.set_inheritable(int(name), int(name) <= 2)
    control = socket.socket(fileno=int(sys.argv[1]))
    started = time.monotonic()
    user = 0
    maps: list[users.Ids] = []
    try:
        box.prepare()
        problem, user, maps = trial.whose()
    except OSError as error:
        problem = str(error)
    if problem:
        control.send(msgpack.packb({"problem": problem}))
        return
    template = Template(control, user)
    template.load(list(_ALWAYS))
    control.send(msgpack.packb({"problem": "", "seconds": time.monotonic() - started, "users": maps}))
    template.loop()


if __name__ == "__main__":
    main()
