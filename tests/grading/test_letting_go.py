"""The answer process keeps an object as long as a test can refer to it, and no longer."""

from __future__ import annotations

import random

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.grading.engine import grade

BIG = """
class Big:
    def __init__(self, number):
        self.number, self.data = number, bytearray(1 << 18)
    def __iter__(self): return iter([Big(self.number), Big(self.number + 1)])
    def __getitem__(self, place): return Big(self.number + place)
    def itself(self): return self
    def raises(self): raise ValueError("no")
def make(number): return Big(number)
def call(function): return function(Big(7))
"""


def points(test: str, **limits: float) -> float:
    one = master(cell("answer", "a", BIG), cell("tests", "t", test, 1), **{"seconds": 60, "memory_mb": 300, **limits})
    result = grade(submit(one, a=BIG), one)
    assert result.points == 1, result.tests[0]
    return result.points


@pytest.mark.parametrize(
    "test",
    [
        "for n in range(10_000):\n    assert make(n).number == n",
        "for n in range(2_000):\n    assert sum(part.number for part in make(n)) == 2 * n + 1",
        "x = make(0)\nfor n in range(5_000):\n    x = x[1]\nassert x.number == 5000",
        "for n in range(3_000):\n    assert call(lambda big: big[1].number) == 8",
        "for n in range(3_000):\n    made = [make(n) for _ in range(3)]\nassert made[2].number == 2999",
        "for n in range(3_000):\n    try: make(n).raises()\n    except ValueError: pass\n    else: assert False",
    ],
)
def test_many_big_objects_one_after_the_other_take_the_memory_of_few(test: str) -> None:
    assert points(test) == 1


def test_what_a_test_holds_stays() -> None:
    assert points(
        """
held = [make(n) for n in range(300)]
for n in range(1000): make(n)
assert [big.number for big in held] == list(range(300))
""",
    )


def test_an_object_that_is_met_again_while_its_number_is_given_back_is_the_same_one() -> None:
    assert points(
        """
one = make(1)
for _ in range(200):
    two = one.itself()
    assert two is one
    del two
del one
for n in range(100):
    big = make(n)
    again = big.itself()
    del big
    assert again.itself().number == n
    more = again.itself()
    del again
    assert more.number == n
""",
    )


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_making_dropping_and_meeting_again_keeps_each_object_s_number(seed: int) -> None:
    """The test's code is drawn: names are bound to new objects, to others' objects, dropped and called back."""
    draw = random.Random(seed)
    lines, known = ["def same(x): return x", "names = {}"], dict.fromkeys(range(0), 0)
    for n in range(400):
        kind = draw.choice(("make", "make", "itself", "drop", "index", "call", "raise", "check"))
        old = draw.choice(list(known)) if known else None
        if kind == "make" or old is None:
            known[n % 20] = n
            lines.append(f"names[{n % 20}] = make({n})")
        elif kind == "itself":
            known[n % 20] = known[old]
            lines.append(f"names[{n % 20}] = names[{old}].itself()")
        elif kind == "drop":
            del known[old]
            lines.append(f"del names[{old}]")
        elif kind == "index":
            known[n % 20] = known[old] + 2
            lines.append(f"names[{n % 20}] = names[{old}][2]")
        elif kind == "call":
            lines.append(f"assert call(lambda big: names[{old}].number + big.number) == {known[old] + 7}")
        elif kind == "raise":
            lines.append(f"try: names[{old}].raises()\nexcept ValueError: pass")
        else:
            lines.append(f"assert names[{old}].number == {known[old]}")
    lines += [f"assert names[{place}].number == {number}" for place, number in known.items()]
    assert points("\n".join(lines))


def test_a_new_answer_process_is_not_told_of_the_old_one_s_numbers() -> None:
    one = master(
        cell("answer", "a", BIG),
        cell("tests", "t", "old = [make(n) for n in range(50)]\nassert old[3].number == 3", 1),
        cell("answer", "b", "pass"),
        cell("tests", "u", "new = [make(n) for n in range(50)]\nold = None\nassert [big.number for big in new] == list(range(50))", 1),
        memory_mb=300,
    )  # fmt: skip
    result = grade(submit(one, a=BIG, b="import os\nos._exit(1)"), one)
    assert [test.outcome for test in result.tests] == ["passed", "stopped"]
    assert grade(key(one), one).points == 2
