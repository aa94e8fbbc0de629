"""Answers that lie on the wire: code for a student's cell that patches its own end of the boundary, from a seed."""

from __future__ import annotations

import random

# Runs inside the answer's box. ``CHANCE`` is its own source of chance; whatever it finds of ours it may change.
_FIND = """
import gc, os, random, socket, struct, time
import msgpack
CHANCE = random.Random({seed})
LINKS = [thing for thing in gc.get_objects() if type(thing).__name__ == "Link" and hasattr(thing, "socket")]
ODD = [None, True, False, 0, -1, 2**63, 1e308, float("nan"), "", "v", "e", "c", "\\x00", b"", [], {{}}, [[]], "x" * 1000,
       ["v", 3, []], ["v", True, []], ["e", {{}}, []], ["c", [0, [], {{}}], []], msgpack.ExtType(1, b"\\x00"),
       msgpack.ExtType(127, b"\\xff" * 9)]

def odd(depth=0):
    if depth > 3 or CHANCE.random() < 0.6:
        return CHANCE.choice(ODD)
    many = [odd(depth + 1) for _ in range(CHANCE.randrange(4))]
    return many if CHANCE.random() < 0.5 else {{str(number): value for number, value in enumerate(many)}}

def bent(data):
    data = bytearray(data)
    for _ in range(CHANCE.randrange(1, 6)):
        if data:
            data[CHANCE.randrange(len(data))] = CHANCE.randrange(256)
    return bytes(data)

def described(name):
    return ["e", {{"names": name, "numbers": odd(), "message": odd(), "lines": odd()}}, []]
"""

_SENDERS = {
    "bytes are flipped": "return send(self, bent(data), *more)",
    "frames are cut": "return send(self, data[: CHANCE.randrange(len(data) + 1)], *more)",
    "frames come twice": "send(self, data, *more); return send(self, data, *more)",
    "frames come late": "time.sleep(CHANCE.random()); return send(self, data, *more)",
    "frames never come": "return None",
    "odd values": "return send(self, msgpack.packb(odd(), default=str), *more)",
    "odd values as replies": 'return send(self, msgpack.packb(["v", odd(), odd()], default=str), *more)',
    "the expected number": 'return send(self, msgpack.packb(["v", CHANCE.choice([0, 1, 4, 4.0, True]), []]), *more)',
    "odd errors": "return send(self, msgpack.packb(described(CHANCE.choice(["
    '[], [""], ["builtins.AssertionError"], ["builtins.StopIteration"], ["x." * 500], ["\\x00"], [None], odd()'
    "])), default=str), *more)",
    "calls back": 'return send(self, msgpack.packb(["c", [CHANCE.choice([0, -1, 5, "0", None]), odd(), odd()], []], '
    "default=str), *more)",
    "a length that lies": "self.socket.sendall(struct.pack('>I', CHANCE.choice([0, 1, 2**31, 2**32 - 1])) + data)",
    "an urgent byte": "self.socket.send(b'!', socket.MSG_OOB); return send(self, data, *more)",
    "the link is closed": "self.socket.close()",
    "only half is closed": "send(self, data, *more); self.socket.shutdown(CHANCE.choice([0, 1, 2]))",
    "files are sent along": "socket.send_fds(self.socket, [data[:1]], [0, 1, 2] * CHANCE.randrange(1, 80))",
}

_RAW = """
for number in range(3, 64):
    try:
        end = socket.socket(fileno=os.dup(number))
        end.setblocking(False)
        end.send({junk})
    except OSError:
        pass
"""


def liar(chance: random.Random) -> str:
    """Code that lies about what crosses: from now on, or only in some of its frames."""
    text = _FIND.format(seed=chance.randrange(10**9))
    if chance.random() < 0.1:
        junk = chance.choice(
            ["bent(bytes(40))", "msgpack.packb(odd(), default=str)", "struct.pack('>I', 3) + b'\\xa1v\\x90'"]
        )
        return text + _RAW.format(junk=junk)
    act = _SENDERS[chance.choice(sorted(_SENDERS))]
    when = chance.choice(["True", "CHANCE.random() < 0.3", "CHANCE.random() < 0.05"])
    return (
        f"{text}\nsend = LINKS[0].__class__.send\n"
        f"def lie(self, data, *more):\n    if {when}:\n        {act}\n    return send(self, data, *more)\n"
        "LINKS[0].__class__.send = lie\n"
    )
