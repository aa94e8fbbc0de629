"""What the kernel limits by user or for the whole machine: how to use all of it up, and what needs a little of it.

``takes`` runs in one box, holds what it got, and ends by itself; ``needs`` raises in another box if nothing is left.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Resource:
    """One thing that there is only so much of."""

    name: str
    takes: str
    needs: str


_FORKS = """
import os, time
held, children = globals().setdefault("held", []), []
def in_children(number, take):
    "Run take in so many processes, which then hold what they got."
    for _ in range(number):
        read, write = os.pipe()
        try:
            pid = os.fork()
        except OSError:
            return
        if not pid:
            try:
                take()
            finally:
                os.write(write, b"x")
                time.sleep(1000)
        os.close(write)
        os.read(read, 1)
        os.close(read)
        children.append(pid)
"""

RESOURCES = [
    Resource(
        "descriptors in flight",
        """
import socket
def fly():
    "Hide descriptors in sockets, and those sockets in others."
    number = os.open("/dev/null", os.O_RDONLY)
    while True:
        try:
            one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            one.setblocking(False)
            held.extend((one, other))
            while True:
                socket.send_fds(one, [b"x"], [number] * 200)
        except BlockingIOError:
            continue
        except OSError:
            return
fly()
in_children(8, fly)
""",
        """
import os, socket
one, other = socket.socketpair()
for _ in range(20):
    socket.send_fds(one, [b"x"], [one.fileno()] * 5)
    for number in socket.recv_fds(other, 1, 5)[1]:
        os.close(number)
""",
    ),
    Resource(
        "buffers of pipes",
        """
import fcntl
def pipes():
    try:
        while True:
            for end in os.pipe():
                held.append(end)
            fcntl.fcntl(held[-1], 1031, 1 << 20)
    except OSError:
        pass
    try:
        while True:
            held.append(os.pipe())
    except OSError:
        pass
in_children(60, pipes)
""",
        """
import os
read, write = os.pipe()
os.set_blocking(write, False)
assert os.write(write, bytes(1 << 16)) == 1 << 16, "a pipe holds less than 64 KB"
""",
    ),
    Resource(
        "processes",
        "in_children(1000, lambda: None)",
        """
import os, subprocess
assert subprocess.run(["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1 & done; wait"]).returncode == 0
""",
    ),
    Resource(
        "threads",
        """
import threading
def threads():
    try:
        while True:
            thread = threading.Thread(target=time.sleep, args=(1000,), daemon=True)
            thread.start()
    except RuntimeError:
        pass
in_children(4, threads)
""",
        """
import threading
started = [threading.Thread(target=int) for _ in range(20)]
for thread in started: thread.start()
for thread in started: thread.join()
""",
    ),
    Resource(
        "pending signals",
        """
import ctypes, signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN + 1])
def queue():
    while not ctypes.CDLL(None).sigqueue(os.getpid(), signal.SIGRTMIN + 1, 0):
        pass
in_children(4, queue)
""",
        """
import ctypes, os, signal
signal.signal(signal.SIGRTMIN + 1, lambda *_: None)
for _ in range(100):
    assert not ctypes.CDLL(None).sigqueue(os.getpid(), signal.SIGRTMIN + 1, None), "no signal can be queued"
""",
    ),
    Resource(
        "timers",
        """
import ctypes
def timers():
    number = ctypes.c_int()
    while not ctypes.CDLL(None).timer_create(0, None, ctypes.byref(number)):
        pass
in_children(4, timers)
""",
        """
import ctypes
number = ctypes.c_int()
for _ in range(100):
    assert not ctypes.CDLL(None).timer_create(0, None, ctypes.byref(number)), "no timer can be had"
""",
    ),
    Resource(
        "pseudo terminals",
        """
import pty
def terminals():
    try:
        while True:
            held.extend(pty.openpty())
    except OSError:
        pass
in_children(10, terminals)
""",
        """
import os, pty
keep = [pty.openpty() for _ in range(3)]
os.write(keep[0][0], b"a line")
""",
    ),
    Resource(
        "watches of files",
        """
import ctypes
def watches():
    libc = ctypes.CDLL(None)
    while (number := libc.inotify_init1(0)) >= 0:
        for name in os.listdir("/usr/lib"):
            libc.inotify_add_watch(number, f"/usr/lib/{name}".encode(), 0xfff)
in_children(4, watches)
""",
        "pass",
    ),
    Resource(
        "message queues and System V memory",
        """
import ctypes
libc = ctypes.CDLL(None)
for number in range(1, 100_000):
    if libc.msgget(number, 0o1600) < 0 and libc.semget(number, 100, 0o1600) < 0 and libc.shmget(number, 4096, 0o1600) < 0:
        break
for number in range(1000):
    if libc.mq_open(f"/{number}".encode(), 0o102, 0o600, None) < 0:
        break
""",
        """
import multiprocessing
lock = multiprocessing.Semaphore(2)
with lock: pass
""",
    ),
    Resource(
        "sockets and their buffers",
        """
def sockets():
    try:
        while True:
            one, other = socket.socketpair()
            held.extend((one, other))
            one.setblocking(False)
            one.send(bytes(1 << 14))
    except OSError:
        pass
import socket
in_children(2, sockets)
""",
        """
import socket
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
client.sendall(bytes(1 << 15))
taken = server.accept()[0].recv(1 << 15)
assert taken
""",
    ),
]


def taking(*resources: Resource) -> str:
    """A cell that takes all of *resources*, in a process for each, and says so."""
    return _FORKS + "\n".join(resource.takes for resource in resources) + "\nprint('taken', len(held), len(children))"


def needing(*resources: Resource) -> str:
    """A cell that needs a little of each, and gives it back."""
    return "\n".join(f"def needs():\n{_indented(resource.needs)}\nneeds()" for resource in resources)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
