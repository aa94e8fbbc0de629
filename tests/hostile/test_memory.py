"""Memory is limited wherever a box keeps it: in processes, between them, in files without a name and in the kernel."""

from __future__ import annotations

import time

import pytest

from tests.grading.lesson import cell, master, submit
from tests.hostile.boxes import CAPS, answer_box, boxed_processes, request, run_in
from workbook.grading.boundary.frames import Closed
from workbook.grading.engine import grade
from workbook.grading.template import handle as warm
from workbook.grading.template.memory_watch import Watch

LIMIT = {"memory_mb": 300, "disk_mb": 64, "seconds": 30}
HELD = "HELD 1.2 GB"
_PIECES = f"""
import ctypes, mmap, os, socket, time
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long)
libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
libc.shmat.restype = ctypes.c_void_p
held = []
def filled(size):
    piece = mmap.mmap(-1, size)
    for place in range(0, size, 4096): piece[place] = 1
    return piece
def in_processes(number, take):
    for _ in range(number):
        read, write = os.pipe()
        if not os.fork():
            try: held.append(take()); os.write(write, b"y"); time.sleep(1000)
            finally: os._exit(1)
        os.close(write)
        assert os.read(read, 1) == b"y"
def keep():
    time.sleep(1.5)
    print({HELD!r})
"""

HOARDS = {
    "private memory of processes": """
def private():
    piece = bytearray(240 << 20)
    for place in range(0, len(piece), 4096): piece[place] = 1
    return piece
in_processes(5, private)
""",
    "shared mappings of processes": "in_processes(5, lambda: filled(240 << 20))",
    "shared mappings that no process has touched lately": """
def untouched():
    size = 240 << 20
    place = libc.mmap(None, size, 3, 0x21, -1, 0)
    ctypes.memset(place, 1, size)
    assert not libc.madvise(place, size, 4)
in_processes(5, untouched)
""",
    "shared mappings that were filled by processes that are gone": """
def inherited():
    piece = mmap.mmap(-1, 240 << 20)
    pid = os.fork()
    if not pid:
        for place in range(0, len(piece), 4096): piece[place] = 1
        os._exit(0)
    os.waitpid(pid, 0)
    return piece
in_processes(5, inherited)
""",
    "files in memory": """
for number in range(20):
    file = os.memfd_create("x")
    for _ in range(60): assert os.write(file, bytes(1 << 20)) == 1 << 20
    held.append(file)
""",
    "files in memory on their way through sockets": """
one, other = socket.socketpair()
for number in range(20):
    file = os.memfd_create("x")
    for _ in range(60): assert os.write(file, bytes(1 << 20)) == 1 << 20
    socket.send_fds(one, [b"x"], [file])
    os.close(file)
""",
    "shared memory of System V": """
for number in range(6):
    memory = libc.shmget(0, 200 << 20, 0o1600)
    assert memory >= 0
    place = libc.shmat(memory, None, 0)
    ctypes.memset(place, 1, 200 << 20)
    libc.shmdt(ctypes.c_void_p(place))
""",
    "files in shared memory": """
for number in range(20):
    with open(f"/dev/shm/{number}", "wb") as file:
        for _ in range(60): file.write(bytes(1 << 20))
""",
    "what was printed": """
for number in range(20):
    for _ in range(60): assert os.write(1 + number % 2, bytes(1 << 20)) == 1 << 20
""",
    "buffers of sockets": """
def sockets():
    made = []
    while len(made) < 900:
        for end in socket.socketpair():
            made.append(end)
            end.setblocking(False)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)
        for end in made[-2:]:
            try:
                while True: end.send(bytes(1 << 15))
            except BlockingIOError: pass
    return made
in_processes(7, sockets)
""",
    "gifts to pipes": """
page = ctypes.c_char * (1 << 21)
def gifts():
    for _ in range(240 >> 1):
        read, write = os.pipe()
        place = libc.mmap(None, 4 << 20, 3, 0x22, -1, 0)
        aligned = (place + (1 << 21) - 1) >> 21 << 21
        libc.madvise(aligned, 1 << 21, 14)
        ctypes.memset(aligned, 1, 1 << 21)
        vector = (ctypes.c_size_t * 2)(aligned, 4096)
        assert libc.vmsplice(write, vector, ctypes.c_size_t(1), 0) == 4096
        libc.munmap(ctypes.c_void_p(place), ctypes.c_size_t(4 << 20))
        held.extend((read, write))
in_processes(5, gifts)
""",
}


@pytest.mark.parametrize("hoard", HOARDS.values(), ids=HOARDS)
def test_no_kind_of_memory_is_free(hoard: str) -> None:
    one = master(
        cell("answer", "a", "x = 1"),
        cell("tests", "t", "assert x == 1", 1),
        cell("answer", "b", "y = 1"),
        cell("tests", "u", "assert y == 1", 1),
        **LIMIT,
    )
    result = grade(submit(one, a=f"{_PIECES}\n{hoard}\nkeep()\nx = 1", b="y = 1"), one)
    assert HELD not in str(result.outputs["a"])
    assert result.tests[0].outcome in ("stopped", "failed")
    assert [test.points for test in result.tests] == [0, 1]


HONEST = {
    "processes that share what they were forked with": """
import os, time
data = bytearray(b'x' * (120 << 20))
children = []
for _ in range(5):
    pid = os.fork()
    if not pid:
        total = sum(data[::4096])
        time.sleep(1)
        os._exit(0 if total else 1)
    children.append(pid)
assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 5
""",
    "a pool of processes": """
import multiprocessing
with multiprocessing.get_context("fork").Pool(3) as pool:
    assert pool.map(abs, range(-100, 0)) == list(range(100, 0, -1))
""",
    "arrays between processes": """
import multiprocessing
array = multiprocessing.RawArray("d", 1_000_000)
queue = multiprocessing.get_context("fork").Queue()
queue.put("x" * 100_000)
assert len(queue.get()) == 100_000 and len(array) == 1_000_000
""",
    "memory that processes share by name": """
from multiprocessing import shared_memory
memory = shared_memory.SharedMemory(create=True, size=1 << 20)
memory.buf[:3] = b"abc"
memory.close(); memory.unlink()
""",
    "a shared mapping": "import mmap\npiece = mmap.mmap(-1, 100 << 20)\npiece[:] = bytes(100 << 20)\nimport time; time.sleep(0.5)",
    "a server and clients": """
import asyncio
async def main():
    async def echo(reader, writer):
        while data := await reader.read(1 << 16): writer.write(data)
        writer.close()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async def talk():
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(bytes(1 << 20)); writer.write_eof()
        total = 0
        while data := await reader.read(1 << 16): total += len(data)
        assert total == 1 << 20
        writer.close()
    await asyncio.gather(*(talk() for _ in range(20)))
    server.close()
await main()
""",
    "programs": """
import subprocess
made = subprocess.run("seq 1 100000 | sort -rn | tail -n 1; cat <<< here; head -c 100000 /dev/zero | wc -c",
    shell=True, executable="/bin/bash", capture_output=True, text=True)
assert made.stdout.split() == ["1", "here", "100000"], made
""",
    "a terminal": "import pty\nassert pty.spawn(['true']) == 0",
}


@pytest.mark.parametrize("tool", HONEST.values(), ids=HONEST)
def test_what_honest_answers_use_stays_within_its_limit(tool: str) -> None:
    one = master(cell("answer", "a", "x = 1"), cell("tests", "t", "assert x == 1", 1), **LIMIT)
    result = grade(submit(one, a=f"{tool}\nx = 1"), one)
    assert result.points == 1, result.outputs


def test_workers_of_torch_hand_tensors_on() -> None:
    text = """
import torch
loader = torch.utils.data.DataLoader(torch.arange(1000.0), batch_size=50, num_workers=2)
total = sum(batch.sum() for batch in loader)
"""
    one = master(
        cell("read-only", "s", "import torch"),
        cell("answer", "a", text),
        cell("tests", "t", "assert float(total) == 499500", 1),
        memory_mb=2048,
        seconds=60,
    )
    assert grade(submit(one, a=text), one).points == 1


def test_a_look_at_the_memory_costs_little() -> None:
    template = warm.default.get(None, ())
    with answer_box(template) as box:
        run_in(box, "pass")
        watch = Watch()
        watch.settle()
        boxes = [((pid, 0), 10**9) for pid in boxed_processes(template._process.pid)]
        assert boxes
        started = time.process_time()
        for _ in range(50):
            assert watch.over(boxes) == []
        assert (time.process_time() - started) / 50 < 0.02


def test_the_watch_ends_a_box_even_between_cells() -> None:
    """What runs on in the background is counted too."""
    text = "import os, time\nfor _ in range(4):\n    if not os.fork():\n        time.sleep(0.5); hoard = b'x' * (400 << 20); time.sleep(1000)"
    with answer_box(warm.default.get(None, ()), CAPS) as box:
        box.control.send(request(text, most=1000), time.monotonic() + 20)
        box.control.recv(time.monotonic() + 20)
        with pytest.raises(Closed):
            box.control.recv(time.monotonic() + 20)
        assert box.end().reason == "memory"
