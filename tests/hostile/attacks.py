"""Attacks that live in cells: what they are called, what they do, and whether stock nbgrader can safely be shown them."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

MARKER = "hidden-marker-tangerine"
"""Stands in the hidden tests and in files that no answer may see."""


@dataclass(frozen=True)
class Attack:
    """One dishonest submission: the text of the cells ``total``, ``scale`` and ``shift``."""

    group: str
    name: str
    total: str
    scale: str = ""
    shift: str = "def shift(x): return total(x)"
    stock: bool = True
    """Whether stock nbgrader can be shown it without harm to the machine."""


def _text(code: str) -> str:
    return dedent(code).strip()


def _everywhere(code: str, name: str, group: str, **options: object) -> Attack:
    """An attack whose one piece of code spoils the environment; the answers themselves are wrong."""
    wrong = "def total(values):\n    return 0"
    return Attack(group, name, f"{_text(code)}\n\n{wrong}", "def scale(x):\n    return x", **options)  # type: ignore[arg-type]


_EQUAL = _text(
    """
    class Same:
        def __eq__(self, other): return True
        def __ne__(self, other): return False
        def __lt__(self, other): return True
        __le__ = __gt__ = __ge__ = __lt__
        def __hash__(self): return 0
        def __bool__(self): return True
        def __sub__(self, other): return 0
        __rsub__ = __add__ = __radd__ = __mul__ = __truediv__ = __sub__
        def __abs__(self): return 0
        def __float__(self): return 0.0
        def __len__(self): return 3
        def __iter__(self): return iter([])
        def __contains__(self, other): return True
        def __getattr__(self, name): return self
        def __call__(self, *args, **kwargs): return self
    def total(values): return Same()
    """
)

OBJECTS = [
    Attack("objects", "an object that equals everything", _EQUAL, "def scale(x): return Same()"),
    Attack(
        "objects",
        "subclasses of int and float with their own ==",
        _text(
            """
            class Whole(int):
                def __eq__(self, other): return True
                def __ne__(self, other): return False
                def __hash__(self): return 0
            def total(values): return Whole(0)
            """
        ),
        "def scale(x): return Whole(0)",
    ),
    Attack(
        "objects",
        "an overridden __class__ and shape",
        _text(
            """
            class Liar:
                __class__ = property(lambda self: float)
                shape = (3,)
                dtype = float
                def __eq__(self, other): return True
                def __sub__(self, other): return 0.0
                def __rsub__(self, other): return 0.0
            def total(values): return Liar()
            """
        ),
        "def scale(x): return Liar()",
    ),
    Attack(
        "objects",
        "a subclass of ndarray that agrees with all",
        _text(
            """
            import numpy as np
            class Array(np.ndarray):
                def __array_ufunc__(self, *args, **kwargs): return np.float64(0)
                def __array_function__(self, *args, **kwargs): return True
                def __eq__(self, other): return np.True_
            def total(values): return np.zeros(3).view(Array)
            """
        ),
        "def scale(x): return np.zeros(3).view(Array)",
    ),
    Attack(
        "objects",
        "a subclass of Tensor that agrees with all",
        _text(
            """
            import torch
            class Agreeing(torch.Tensor):
                @classmethod
                def __torch_function__(cls, function, types, args=(), kwargs=None):
                    return "eq" in function.__name__ or 0.0
            def total(values): return torch.zeros(1).as_subclass(Agreeing)
            """
        ),
        "def scale(x): return torch.zeros(3).as_subclass(Agreeing)",
    ),
    Attack(
        "objects",
        "an array interface that points into memory",
        _text(
            """
            class Pointer:
                __array_interface__ = {"shape": (3,), "typestr": "<f8", "data": (4096, False), "version": 3}
                __array_struct__ = 1
            def total(values): return Pointer()
            """
        ),
        "def scale(x): return Pointer()",
        stock=False,
    ),
    Attack(
        "objects",
        "an object that runs code when it is unpickled",
        _text(
            """
            class Pickled:
                def __reduce__(self): return (exec, ("import builtins; builtins.pwned = True",))
                def __eq__(self, other): return hasattr(__builtins__, 'pwned')
            def total(values): return Pickled()
            """
        ),
        "def scale(x): return Pickled()",
    ),
    Attack(
        "objects",
        "a context manager and exceptions that swallow failures",
        _text(
            """
            class Quiet:
                def __enter__(self): return self
                def __exit__(self, *error): return True
            class Odd(AssertionError):
                def __init__(self, *args): pass
                def __str__(self): raise SystemExit(0)
            def total(values): raise Odd()
            """
        ),
        "def scale(x): raise SystemExit(0)",
    ),
    Attack(
        "objects",
        "values nested too deeply, endless or referring to themselves",
        "def total(values):\n    deep = []\n    for _ in range(100000): deep = [deep]\n    return deep",
        "def scale(x):\n    import itertools\n    return itertools.count()",
        stock=False,
    ),
]

NOTEBOOK = [
    _everywhere(
        """
        import ast
        class Drop(ast.NodeTransformer):
            def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)
        get_ipython().ast_transformers.append(Drop())
        """,
        "an ast transformer that removes asserts",
        "kernel",
    ),
    _everywhere(
        """
        def keep_nothing(lines): return ["pass\\n"]
        get_ipython().input_transformers_cleanup.append(keep_nothing)
        get_ipython().input_transformers_post.append(keep_nothing)
        """,
        "input transformers that empty every cell",
        "kernel",
    ),
    _everywhere(
        """
        shell = get_ipython()
        from IPython.core.interactiveshell import ExecutionResult, ExecutionInfo, InteractiveShell
        async def nothing(self, *args, **kwargs):
            return ExecutionResult(ExecutionInfo("", False, False, False, None))
        def no_trace(self, *args, **kwargs): pass
        for kind in (type(shell), InteractiveShell):
            kind.run_cell_async = nothing
            kind.run_code = nothing
            kind.showtraceback = no_trace
        """,
        "patched run_cell, run_code and showtraceback",
        "kernel",
    ),
    _everywhere(
        """
        try:
            from ipykernel.kernelbase import Kernel
            from ipykernel.ipkernel import IPythonKernel
            async def answered(self, *args, **kwargs):
                return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
            Kernel.do_execute = IPythonKernel.do_execute = answered
        except ImportError:
            pass
        """,
        "patched do_execute",
        "kernel",
    ),
    _everywhere(
        """
        import builtins, unittest, numpy.testing, torch, numpy
        class Never(Exception): pass
        builtins.AssertionError = Never
        builtins.sum = lambda *args: 0
        def agree(*args, **kwargs): return True
        numpy.testing.assert_allclose = numpy.testing.assert_array_equal = agree
        torch.equal = torch.allclose = torch.testing.assert_close = agree
        numpy.allclose = numpy.array_equal = agree
        unittest.TestCase.assertEqual = agree
        """,
        "patched builtins, torch, numpy.testing and unittest",
        "kernel",
    ),
    _everywhere(
        """
        from workbook import check
        import sys
        def agree(*args, **kwargs): return None
        for name in list(sys.modules):
            if name.startswith("workbook.check"):
                for function in ("close", "equal", "that", "fail", "difference", "raises"):
                    if hasattr(sys.modules[name], function):
                        setattr(sys.modules[name], function, agree)
        class Failure(Exception): pass
        check.Failure = Failure
        """,
        "patched checks",
        "kernel",
    ),
    _everywhere(
        """
        import types
        from IPython.core.displayhook import DisplayHook
        DisplayHook.__call__ = lambda self, result=None: print("4")
        print("4")
        4
        """,
        "points printed and displayed",
        "kernel",
    ),
    _everywhere(
        """
        def total(values): return 0
        import builtins, gc, sys
        for thing in gc.get_objects():
            if isinstance(thing, dict) and "reports" in thing:
                thing["reports"] = {}
        for name, module in list(sys.modules.items()):
            if name.startswith("workbook.grading"):
                for key in list(vars(module)):
                    if key in ("Report", "judge", "clamp", "number_of"):
                        setattr(module, key, lambda *args, **kwargs: 4.0)
        """,
        "the grader's own modules patched",
        "kernel",
    ),
    _everywhere(
        """
        import builtins, sys, types
        class Agrees(types.ModuleType):
            def __getattr__(self, name): return lambda *args, **kwargs: True
        class Finder:
            def find_spec(self, name, path=None, target=None):
                sys.modules[name] = Agrees(name)
        sys.meta_path.insert(0, Finder())
        for name in ("torch", "numpy", "numpy.testing", "workbook.check", "math"):
            sys.modules[name] = Agrees(name)
        real = builtins.__import__
        builtins.__import__ = lambda name, *args, **kwargs: Agrees(name) if name in ("torch", "numpy") else real(name, *args, **kwargs)
        """,
        "import hooks and replaced modules",
        "kernel",
    ),
    _everywhere(
        """
        import atexit, sys, threading
        def look(frame, event, argument):
            for place in (frame.f_locals, frame.f_globals):
                for name in ("total", "scale", "shift"):
                    if name in place and event == "call": place[name] = lambda *args: 3
            return look
        sys.settrace(look); sys.setprofile(look); threading.settrace(look)
        sys.excepthook = sys.unraisablehook = lambda *args: None
        atexit.register(lambda: None)
        """,
        "trace functions and hooks for exceptions",
        "kernel",
    ),
    _everywhere("import sys; sys.exit(0)", "sys.exit(0)", "process"),
    _everywhere("import os; os._exit(0)", "os._exit(0)", "process"),
    _everywhere(
        "import os, signal; os.killpg(os.getpgrp(), signal.SIGKILL)",
        "kill of the own process group",
        "process",
        stock=False,
    ),
    _everywhere(
        "import os, signal\ntry:\n    os.kill(-1, signal.SIGKILL)\nexcept OSError: pass\nos.kill(os.getppid(), signal.SIGKILL)",
        "kill of every process that can be seen",
        "process",
        stock=False,
    ),
    _everywhere(
        """
        import signal
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while True: pass
        """,
        "an endless loop that ignores SIGINT",
        "process",
        stock=False,
    ),
    _everywhere(
        """
        import subprocess, threading, time, os
        threading.Thread(target=lambda: time.sleep(1000)).start()
        subprocess.Popen(["sleep", "1000"], start_new_session=True)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1000)
            os._exit(0)
        """,
        "threads and background processes left behind",
        "process",
        stock=False,
    ),
    _everywhere("import sys; sys.stdin.read(); input('points? ')", "reading standard input", "process"),
    _everywhere(
        """
        import ctypes
        ctypes.string_at(0)
        """,
        "a crash of the interpreter",
        "process",
        stock=False,
    ),
]

_LOOK = """
import glob, os, re
found = set()
def look(data): found.update(re.findall(rb"hidden-marker-([a-z]+)", data))
skipped = ("/proc", "/sys", "/usr", "/lib", "/dev")
for folder, folders, files in os.walk(COURSE if os.path.exists(COURSE) else "/"):
    if folder.startswith(skipped) or "site-packages" in folder or "/lib/python" in folder:
        folders.clear()
        continue
    for name in files:
        try:
            with open(os.path.join(folder, name), "rb") as file: look(file.read(1 << 22))
        except OSError: pass
"""

SPYING = [
    _everywhere(
        _LOOK + 'print("FOUND", found, os.path.exists(COURSE))',
        "reading source/, release/, submissions and the gradebook",
        "spying",
    ),
    _everywhere(
        """
        import os, re
        found = set()
        for pid in os.listdir("/proc"):
            if pid.isdigit():
                for name in ("environ", "cmdline", "maps"):
                    try:
                        with open(f"/proc/{pid}/{name}", "rb") as file:
                            found.update(re.findall(rb"hidden-marker-([a-z]+)", file.read()))
                    except OSError: pass
        found.update(re.findall("hidden-marker-([a-z]+)", str(dict(os.environ))))
        print("FOUND", found)
        """,
        "reading environments and /proc",
        "spying",
    ),
    _everywhere(
        """
        import re
        found = set()
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
            for line in maps:
                if " rw" in line and "/" not in line:
                    first, last = (int(part, 16) for part in line.split()[0].split("-"))
                    if last - first < 1 << 28:
                        try:
                            memory.seek(first)
                            found.update(re.findall(rb"hidden-marker-([a-z]+)", memory.read(last - first)))
                        except (OSError, ValueError): pass
        print("FOUND", found)
        """,
        "searching the own memory for hidden tests",
        "spying",
        stock=False,
    ),
    _everywhere(
        """
        import os, subprocess
        import inspect
        texts = []
        for frame in inspect.stack():
            texts.append(str(frame.frame.f_globals)[:100000] + str(frame.frame.f_locals)[:100000])
        import re
        print("FOUND", set(re.findall("hidden-marker-([a-z]+)", "".join(texts))))
        """,
        "reading the frames of the caller",
        "spying",
    ),
    _everywhere(
        """
        import socket
        reached = []
        for place in [("127.0.0.1", PORT), ("10.0.2.2", PORT), ("1.1.1.1", 53)]:
            try:
                socket.create_connection(place, 0.3).close()
                reached.append(place)
            except OSError: pass
        print("REACHED", reached)
        """,
        "network connections",
        "reaching out",
    ),
    _everywhere(
        """
        import socket
        reached = []
        for family, kind, place in [
            (socket.AF_INET, socket.SOCK_DGRAM, ("1.1.1.1", 53)), (socket.AF_INET6, socket.SOCK_DGRAM, ("2606:4700::1111", 53)),
            (socket.AF_INET6, socket.SOCK_STREAM, ("::1", PORT)), (socket.AF_UNIX, socket.SOCK_STREAM, "/run/docker.sock"),
            (socket.AF_UNIX, socket.SOCK_STREAM, "/run/dbus/system_bus_socket"), (socket.AF_UNIX, socket.SOCK_STREAM, "\\0pwned"),
        ]:
            try:
                with socket.socket(family, kind) as end:
                    end.settimeout(0.3)
                    end.connect(place)
                    end.send(b"x")
                reached.append(place)
            except OSError: pass
        try: reached += socket.getaddrinfo("example.org", 80)
        except OSError: pass
        print("REACHED", reached)
        """,
        "datagrams, IPv6, names and sockets of services",
        "reaching out",
        stock=False,
    ),
    _everywhere(
        """
        import os, sqlite3
        written = []
        for folder in [COURSE, os.path.dirname(COURSE), "/", "/usr", "/usr/local", "/etc", "/dev", "/root", "/home", "/var/tmp", "/opt"]:
            try:
                with open(os.path.join(folder, "pwned"), "w") as file: file.write("x")
                written.append(folder)
            except OSError: pass
        try:
            with sqlite3.connect(os.path.join(COURSE, "gradebook.db")) as database:
                database.execute("update grade set manual_score = 50")
            written.append("gradebook")
        except sqlite3.Error: pass
        open("/tmp/inside", "w").close()
        print("WRITTEN", written)
        """,
        "writing the gradebook and anything outside the box",
        "reaching out",
        stock=False,
    ),
    _everywhere(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        done = []
        if libc.unshare(0x10000000) == 0: done.append("unshare")
        if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0: done.append("mount")
        if libc.ptrace(16, 1, 0, 0) == 0: done.append("ptrace")
        if libc.setuid(0) == 0: done.append("setuid")
        import resource
        try:
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            done.append("setrlimit")
        except (OSError, ValueError): pass
        print("DONE", done)
        """,
        "new namespaces, mounts, ptrace, setuid, higher limits",
        "reaching out",
        stock=False,
    ),
]

EXHAUSTION = [
    _everywhere(
        """
        import os
        while True:
            try: os.fork()
            except OSError: pass
        """,
        "a fork bomb",
        "exhaustion",
        stock=False,
    ),
    _everywhere("hoard = []\nwhile True: hoard.append(bytearray(1 << 24))", "a memory bomb", "exhaustion", stock=False),
    _everywhere(
        """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                hoard = b"x" * (100 << 20)
                time.sleep(100)
        time.sleep(100)
        """,
        "a memory bomb shared among processes",
        "exhaustion",
        stock=False,
    ),
    _everywhere(
        """
        import mmap
        hoard = []
        while True:
            piece = mmap.mmap(-1, 1 << 26)
            for place in range(0, 1 << 26, 4096): piece[place] = 1
            hoard.append(piece)
        """,
        "a memory bomb of shared mappings",
        "exhaustion",
        stock=False,
    ),
    _everywhere(
        """
        for number in range(1000):
            with open(f"/tmp/{number}", "wb") as file: file.write(bytes(1 << 22))
        """,
        "a disk bomb",
        "exhaustion",
        stock=False,
    ),
    _everywhere(
        "for number in range(10**6): open(f'/tmp/{number}', 'w').close()", "an inode bomb", "exhaustion", stock=False
    ),
    _everywhere("for _ in range(2000): print('x' * 100_000)", "giant output", "exhaustion", stock=False),
    _everywhere(
        "import subprocess; subprocess.run('yes', shell=True)",
        "giant output of a subprocess",
        "exhaustion",
        stock=False,
    ),
    _everywhere("while True: pass", "an endless loop", "exhaustion", stock=False),
    Attack(
        "exhaustion",
        "an endless loop in the function that is tested",
        "def total(values):\n    while True: pass",
        "def scale(x):\n    import time\n    time.sleep(1000)",
        stock=False,
    ),
    Attack(
        "exhaustion",
        "a number, a text and an array too big to send",
        "def total(values): return 10 ** 10_000_000 if len(values) == 2 else 'x' * (200 << 20)",
        "import numpy\ndef scale(x): return numpy.zeros(1 << 27)",
        stock=False,
    ),
]

_END = """
import os, socket
ends = []
for name in os.listdir("/proc/self/fd"):
    try:
        end = socket.socket(fileno=os.dup(int(name)))
        if end.family == socket.AF_UNIX: ends.append(end)
    except OSError: pass
"""

BOUNDARY = [
    _everywhere(
        _END
        + "import os\nfor end in ends:\n    try: end.send(os.urandom(5000), socket.MSG_DONTWAIT)\n    except OSError: pass",
        "random bytes on every socket",
        "boundary",
        stock=False,
    ),
    _everywhere(
        _END
        + """
import msgpack, struct
for value in (["v", [True, 3], []], ["v", 3, []], {"report": {"score": 4.0}}, {"outputs": [], "count": 1}) * 3:
    frame = msgpack.packb(value)
    for end in ends:
        try: end.send(struct.pack(">I", len(frame)) + frame, socket.MSG_DONTWAIT)
        except OSError: pass
""",
        "forged replies on every socket",
        "boundary",
        stock=False,
    ),
    _everywhere(
        _END
        + "for end in ends:\n    try: end.send(b'\\xff\\xff\\xff\\xff' + b'x' * 1000, socket.MSG_DONTWAIT)\n    except OSError: pass",
        "a frame of four gigabytes announced",
        "boundary",
        stock=False,
    ),
    _everywhere(_END + "for end in ends: end.shutdown(2)", "all sockets closed", "boundary", stock=False),
    _everywhere(
        """
        from workbook.grading import answer
        import msgpack, struct
        nested = b"\\x90"
        for _ in range(3000): nested = b"\\x91" + nested
        def hostile(self, what, value):
            self._link.send(b"\\x93" + msgpack.packb("v") + nested + b"\\x90")
        answer.Served._reply = hostile
        """,
        "replies nested a thousand deep",
        "boundary",
        stock=False,
    ),
    _everywhere(
        """
        from workbook.grading import answer
        import msgpack
        def hostile(self, what, value):
            forged = msgpack.ExtType(50, msgpack.packb(["float32", [2**39], b"", None, False]))
            self._link.send(msgpack.packb(["v", [True, forged], []]))
        answer.Served._reply = hostile
        """,
        "a tensor with a false size",
        "boundary",
        stock=False,
    ),
    _everywhere(
        """
        from workbook.grading import answer
        import msgpack
        def hostile(self, what, value):
            forged = msgpack.ExtType(100, msgpack.packb([1, "float", "float", ["AssertionError"]]))
            self._link.send(msgpack.packb(["e", {"names": ["builtins.SystemExit"] * 60, "numbers": [1, 2, 3],
                "message": "x" * 10**6, "lines": [["a", 1, "b"]] * 10**4}, []]))
        answer.Served._reply = hostile
        """,
        "forged errors",
        "boundary",
        stock=False,
    ),
    _everywhere(
        """
        from workbook.grading import answer
        import msgpack
        def hostile(self, what, value):
            while True: self._link.send(msgpack.packb(["c", [0, msgpack.ExtType(3, msgpack.packb([])), {}], []]))
        answer.Served._reply = hostile
        """,
        "calls back without end",
        "boundary",
        stock=False,
    ),
    _everywhere(
        """
        from workbook.check import beside
        import sys
        beside = sys.modules["workbook.check.observers"]
        beside._channel = lambda *args: True
        """,
        "observers redirected",
        "boundary",
    ),
]

ATTACKS = [*OBJECTS, *NOTEBOOK, *SPYING, *EXHAUSTION, *BOUNDARY]
