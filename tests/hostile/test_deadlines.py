"""No call on a socket waits for longer than its deadline, whatever the other end does, and no reply takes much memory."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import msgpack
import pytest

from tests.grading.lesson import cell, master, submit
from workbook.grading.boundary.frames import Closed, EngineLink, TimedOut, TooBig
from workbook.grading.engine import grade
from workbook.grading.replies import CELLS, MOST_OUTPUTS, Room, cell_room, frame_room, unpacked

PATIENCE = 0.3


def _oob(end: socket.socket) -> None:
    with contextlib.suppress(OSError):  # where the kernel has none for such sockets
        end.send(b"!", socket.MSG_OOB)


def _oob_inside(end: socket.socket) -> None:
    end.sendall(struct.pack(">I", 10) + b"x")
    _oob(end)


def _oob_twice(end: socket.socket) -> None:
    end.sendall(b"\0\0")
    for _ in range(2):
        _oob(end)


def _drip(end: socket.socket) -> None:
    end.sendall(struct.pack(">I", 1 << 20))
    with contextlib.suppress(OSError):
        for _ in range(100):
            end.send(b"x")
            time.sleep(0.01)


ODD_ENDS: dict[str, Callable[[socket.socket], None]] = {
    "nothing": lambda end: None,
    "a byte out of band": _oob,
    "a byte out of band inside of a frame": _oob_inside,
    "two of them": _oob_twice,
    "half a length": lambda end: end.sendall(b"\0\0"),
    "half a frame": lambda end: end.sendall(struct.pack(">I", 9) + b"1234"),
    "byte by byte": _drip,
    "descriptors": lambda end: (socket.send_fds(end, [b"\0\0\0"], [0, 1, 2]), None)[1],
    "a frame of 4 GB": lambda end: end.sendall(b"\xff\xff\xff\xff"),
    "an end to writing": lambda end: end.shutdown(socket.SHUT_WR),
}


@pytest.mark.parametrize("name", ODD_ENDS)
def test_a_reader_comes_back_in_time_whatever_is_sent(name: str) -> None:
    mine, other = socket.socketpair()
    link = EngineLink(mine)
    sender = threading.Thread(target=ODD_ENDS[name], args=(other,))
    sender.start()
    outcome: list[BaseException | bytes] = []

    def read() -> None:
        try:
            outcome.append(link.recv(time.monotonic() + PATIENCE))
        except (Closed, TimedOut, TooBig) as error:
            outcome.append(error)

    reader = threading.Thread(target=read, daemon=True)
    started, cpu = time.monotonic(), time.process_time()
    reader.start()
    reader.join(PATIENCE + 5)
    assert not reader.is_alive(), "it waits for ever"
    assert time.monotonic() - started < PATIENCE + 2
    assert time.process_time() - cpu < PATIENCE * 0.9, "it waits by asking again and again"
    assert outcome
    assert not isinstance(outcome[0], bytes)
    sender.join()
    link.close()
    other.close()


def test_a_writer_comes_back_in_time_and_sends_all_to_one_that_reads_slowly() -> None:
    mine, other = socket.socketpair()
    link = EngineLink(mine, 1 << 24)
    with pytest.raises(TimedOut):
        link.send(b"x" * (1 << 22), time.monotonic() + PATIENCE)
    with pytest.raises(TimedOut):
        link.send_socket(other, time.monotonic() + PATIENCE)
    link.close()
    other.close()
    mine, other = socket.socketpair()
    link, far = EngineLink(mine, 1 << 24), EngineLink(other, 1 << 24)
    data = random.Random(1).randbytes(1 << 22)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(far.recv(time.monotonic() + 20)))
    reader.start()
    link.send(data, time.monotonic() + 20)
    reader.join()
    assert got == [data]
    link.close()
    far.close()


def test_every_call_of_the_engine_names_a_deadline() -> None:
    mine, other = socket.socketpair()
    link = EngineLink(mine)
    for call in (lambda: link.recv(), lambda: link.send(b""), lambda: link.send_socket(other)):  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            call()
    link.close()
    other.close()


LESSON = master(
    cell("answer", "one", "### BEGIN SOLUTION\na = 1\n### END SOLUTION"),
    cell("tests", "one-tests", "assert a == 1", 2),
    cell("answer", "two", "### BEGIN SOLUTION\nb = 2\n### END SOLUTION"),
    cell("tests", "two-tests", "assert b == 2", 2),
    seconds=2,
    output_kb=64,
)
_TO_ALL_SOCKETS = """
import os, socket, stat, struct
a = 1
for number in range(3, 100):
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            continue
        end = socket.socket(fileno=os.dup(number))
        {}
    except OSError:
        pass
import time
time.sleep({})
"""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "sent",
    [
        "end.send(b'!', socket.MSG_OOB)",
        "end.send(struct.pack('>I', 9) + b'x'); end.send(b'!', socket.MSG_OOB)",
        "end.send(struct.pack('>I', 3_000_000) + b'\\x90' * 3_000_000, socket.MSG_DONTWAIT)",
        "end.shutdown(socket.SHUT_RDWR)",
    ],
)
@pytest.mark.parametrize("pause", [0, 5])
def test_an_answer_that_writes_to_the_engines_sockets_hangs_nothing(sent: str, pause: int) -> None:
    started = time.monotonic()
    result = grade(submit(LESSON, one=_TO_ALL_SOCKETS.format(sent, pause), two="b = 2"), LESSON)
    assert time.monotonic() - started < 30
    assert {test.id: test.points for test in result.tests}["two-tests"] == 2


def _nested(depth: int) -> bytes:
    return b"\x91" * depth + b"\xc0"


BOMBS: dict[str, bytes] = {
    "12 MB of empty lists": b"\xdd" + struct.pack(">I", 12_000_000) + b"\x90" * 12_000_000,
    "lists of lists of lists": b"\xdc\x10\x00" + (b"\xdc\x04\x00" + b"\x90" * 1024) * 4096,
    "12 MB of empty maps": b"\xdd" + struct.pack(">I", 12_000_000) + b"\x80" * 12_000_000,
    "lists that announce the most, in one another": (b"\xdd\xff\xff\xff\xff") * 1000,
    "nested 100,000 deep": _nested(100_000),
    "nested 1,000 deep": _nested(1_000),
    "a map with 4 billion keys": b"\xdf\xff\xff\xff\xff",
    "the same key a million times": b"\xdf" + struct.pack(">I", 1_000_000) + b"\xa1a\x01" * 1_000_000,
    "a text that isn't there": b"\xdb\xff\xff\xff\xff",
    "odd extensions": b"\xc9" + struct.pack(">I", 1_000_000) + b"\x05" + b"x" * 1_000_000,
    "no UTF-8": b"\xa4\xff\xff\xff\xff",
    "nothing": b"",
    "two replies": b"\x80\x80",
    "a list as a key": b"\x81\x90\x01",
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_reply_takes_much_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with contextlib.suppress(Exception):
            unpacked(BOMBS[name])
        assert tracemalloc.get_traced_memory()[1] < 80 << 20
    finally:
        tracemalloc.stop()


ODD_VALUES: list[Any] = [
    None, True, -1, 2**63, 1e308, float("nan"), float("inf"), "", "\x00\x1b[31m\u202e", "x" * 100_000, b"\xff", [], {}, [[]],
    {"a": {"b": None}}, {1: 2}, ["a", 1, None], [["x"] * 1000] * 50, msgpack.ExtType(3, b"x"), {"text/plain": "x"},
]  # fmt: skip
_FIELDS = ("output_type", "name", "text", "ename", "evalue", "traceback", "data", "execution_count", "metadata")
_KINDS = (
    "text/plain", "text/html", "image/png", "image/svg+xml", "application/json", "application/vnd.x+json", "text/x",
    "application/javascript", "x" * 10_000 + "json", 5,
)  # fmt: skip


def _odd_output(chance: random.Random) -> Any:
    if chance.random() < 0.1:
        return chance.choice(ODD_VALUES)
    made: dict[Any, Any] = {field: chance.choice(ODD_VALUES) for field in _FIELDS if chance.random() < 0.7}
    if chance.random() < 0.9:
        made["output_type"] = chance.choice(["stream", "error", "display_data", "execute_result"])
    if chance.random() < 0.5:
        made["name"] = "stdout"
    if chance.random() < 0.6:
        made["data"] = {kind: chance.choice(ODD_VALUES) for kind in chance.sample(_KINDS, 4)}
    return made


def _typed(output: dict[str, Any]) -> bool:
    kind = output["output_type"]
    if kind == "stream":
        return output["name"] in ("stdout", "stderr") and isinstance(output["text"], str)
    if kind == "error":
        texts = [output["ename"], output["evalue"], *output["traceback"]]
        return all(isinstance(text, str) and len(text) <= 20_000 for text in texts)
    return all(
        isinstance(value, dict | list) if name.endswith("json") else isinstance(value, str)
        for name, value in output["data"].items()
    ) and isinstance(output.get("execution_count", 1), int | None)


@pytest.mark.parametrize("seed", range(200))
def test_what_is_kept_of_odd_outputs_has_nbformats_types_and_bounded_sizes(seed: int) -> None:
    import json

    import nbformat

    chance = random.Random(seed)
    room = Room(64)
    sent = msgpack.packb([_odd_output(chance) for _ in range(chance.randint(0, 30))])
    kept = room.take(unpacked(sent) if chance.random() < 0.9 else chance.choice(ODD_VALUES))
    assert all(map(_typed, kept))
    text = json.dumps(kept, allow_nan=False)
    assert len(text) < 4 * cell_room(64)
    assert not [letter for letter in "\x00\x07\x7f" if letter in "".join(map(str, json.loads(text)))]
    whole = {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": None, "outputs": kept}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    nbformat.validate(nbformat.from_dict(whole))


def test_outputs_are_bounded_by_cell_by_number_and_by_notebook() -> None:
    room = Room(64)
    line = {"output_type": "stream", "name": "stdout", "text": "x" * 10_000}
    sizes = [sum(len(output["text"]) for output in room.take([line] * 100)) for _ in range(3 * CELLS)]
    assert 0.8 * cell_room(64) < sizes[0] < cell_room(64) + 100
    assert sum(sizes) < cell_room(64) * CELLS + 100 * len(sizes)
    assert sizes[-1] < 100, "and that it was cut is said"
    many = Room(1024).take([{**line, "text": "x"}] * 5000)
    assert len(many) == MOST_OUTPUTS + 1
    assert "left out" in many[-1]["text"]


@pytest.mark.timeout(60)
def test_an_honest_cell_with_too_much_to_show_keeps_its_points() -> None:
    shows = {
        "one": "import sys\nfor _ in range(30_000):\n    print('a', end='')\n    print('b', end='', file=sys.stderr)\na = 1",
        "two": "from IPython.display import display\n"
        "display({'application/json': {'x': [0] * 70_000}, 'text/plain': ''}, raw=True, metadata={'m': 'y' * 10_000_000})\n"
        "b = 2",
    }
    result = grade(submit(LESSON, **shows), LESSON)
    assert result.points == 4
    assert all(len(repr(outputs)) < 2 * frame_room(64) for outputs in result.outputs.values())
    assert "left out" in str(result.outputs["two"])
