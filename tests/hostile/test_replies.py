"""An answer's end that sends odd, forged, doubled and late messages: no point, no hang, and only errors that are the answer's."""

from __future__ import annotations

import contextlib
import itertools
import random
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.grading.lesson import cell, master, submit
from tests.hostile import replies
from workbook.grading.boundary.errors import AnswerError, AnswerGone, Misuse
from workbook.grading.boundary.frames import Closed, Link
from workbook.grading.boundary.remote import Remote
from workbook.grading.engine import grade

PATCH = """
import random
from workbook.grading import answer
{replies}
dice, honest, right = random.Random({seed}), [1] * ({seed} % 4), answer.Served._reply
def hostile(self, what, value):
    if honest:
        honest.pop()
        return right(self, what, value)
    for data in reply(dice):
        self._link.send(data)
answer.Served._reply = hostile
def f(x):
    return 6 if x == 3 else 8 if x == 4 else [1, 2]
"""
TESTS = {
    "plain": "assert f(4) == 8\nassert f(3) == 6\nassert f(5) == [1, 2] and f(4) == 8",
    "parts": "grade = check.parts(4)\nwith grade('three'):\n    check.equal(f(3), 7, 'f(3)')\nwith grade('called back'):\n"
    "    assert f(lambda x: x + 1) == 9\nwith grade('items'):\n    assert list(f(5)) == [1, 3]\ngrade.score()",
    "errors": "assert f(4) == 8\ncheck.raises(ValueError, f, 3)\nassert f(3) == [1]\nf(len)\nassert sorted(f(6)) == [1, 7, 9]",
}
HONEST = "def g():\n    return 2"


@contextlib.contextmanager
def hostile_end(seed: int) -> Iterator[Remote]:
    """A test's end of the boundary, whose other end answers each request with odd messages."""
    mine, other = socket.socketpair()
    dice = replies.dice_of(seed)

    def serve() -> None:
        link = Link(other)
        with contextlib.suppress(Closed):
            for _ in range(40):
                link.recv()
                for data in replies.reply(dice):
                    link.send(data)
        other.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    remote = Remote(Link(mine), lambda name, text: None)
    remote._until = time.monotonic() + 2
    yield remote
    mine.close()
    thread.join(5)
    assert not thread.is_alive()


def uses(remote: Remote) -> list[Callable[[], object]]:
    """What tests do with an answer's objects."""
    found = remote.fetch_all(["f"]) or {"f": (True, None)}
    value = found["f"][1]
    return [
        lambda: remote.fetch("f"),
        lambda: remote.fetch("f", "g")["g"],
        lambda: remote.ask("call", value, (3,), {}),
        lambda: remote.ask("call", value, (lambda x: x, len), {}),
        lambda: remote.ask("getattr", value, "x"),
        lambda: list(itertools.islice(iter(remote.ask("iter", value)), 5)),
        lambda: str(remote.ask("getitem", value, 1)),
        lambda: hasattr(remote.ask("observe", "x", (), {}), "x"),
    ]


@pytest.mark.parametrize("seed", range(150))
def test_odd_replies_are_the_answers_errors_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    with hostile_end(seed) as remote:
        allowed: tuple[type[BaseException], ...] = (AnswerError, AnswerGone, Misuse)
        with contextlib.suppress(*allowed):
            chosen = dice.choices(uses(remote), k=12)
            for use in chosen:
                with contextlib.suppress(AnswerError, Misuse):
                    _plain_python(use)
        remote.settle()
        assert not remote._open


def _plain_python(use: Callable[[], object]) -> None:
    """Do it; what Python itself says of a value that isn't what it is used as is no fault of the boundary."""
    told = None
    try:
        use()
    except (AnswerError, Misuse):
        raise
    except (TypeError, StopIteration) as error:
        told = error
    if told is not None:
        frames = list(traceback.walk_tb(told.__traceback__))
        inside = Path(frames[-1][0].f_code.co_filename).name
        assert inside in ("test_replies.py", "remote.py", "proxies.py"), (inside, told)
        assert "_receive" not in {frame.f_code.co_name for frame, _ in frames}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("seed", range(20))
def test_an_answer_that_sends_odd_messages_gains_nothing(seed: int, test: str) -> None:
    lesson = master(
        cell("read-only", "setup", "from workbook import check"),
        cell("answer", "next", f"### BEGIN SOLUTION\n{HONEST}\n### END SOLUTION"),
        cell("tests", "next-tests", "assert g() == 2", 2),
        cell("answer", "work", "### BEGIN SOLUTION\npass\n### END SOLUTION"),
        cell("tests", "work-tests", TESTS[test], 4),
        seconds=5,
    )
    text = Path(replies.__file__).read_text(encoding="utf-8")
    began = time.monotonic()
    result = grade(submit(lesson, next=HONEST, work=PATCH.format(replies=text, seed=seed)), lesson)
    first, second = result.tests
    assert (first.outcome, first.points) == ("passed", 2)
    assert (second.points, second.outcome in ("failed", "stopped")) == (0, True), second
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("number", [-1, 1, 7, True, "0", None, 0.0])
def test_only_the_functions_that_were_handed_over_are_called_back(number: object) -> None:
    mine, other = socket.socketpair()
    remote, link = Remote(Link(mine), lambda name, text: None), Link(other)
    seen: list[object] = []
    remote.begin("call", "f", (seen.append,), {})
    link.recv()
    link.send(replies.packed(["c", [number, replies.extension(3, [6]), {}], []]))
    remote._until = time.monotonic() + 5
    with pytest.raises(AnswerError, match="no call"):
        remote._end(1)
    assert seen == []
