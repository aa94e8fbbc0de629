"""The fuzz of notebooks, folders, answers and protocol: a short run each time, and the generators themselves."""

from __future__ import annotations

import ast
import random

import pytest

from tests.hostile.fuzz import fuzz
from tests.hostile.oddities import wrong_answer
from tests.hostile.protocol import liar


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("classes", "seed"), [(2, 0), pytest.param(60, 1000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_no_class_gives_a_point_hangs_or_is_lost(classes: int, seed: int) -> None:
    assert fuzz(seconds=3600, seed=seed, students=8, jobs=2, most=classes).faults == []


@pytest.mark.parametrize("seed", range(50))
def test_what_the_generators_write_is_python(seed: int) -> None:
    chance = random.Random(seed)
    ast.parse(liar(chance))
    text = wrong_answer("total", chance)
    ast.parse("\n".join(line for line in text.splitlines() if not line.startswith("%")))
    assert "total" in text


def test_the_generators_write_much_that_differs() -> None:
    assert len({wrong_answer("total", random.Random(seed)) for seed in range(200)}) > 190
    assert len({liar(random.Random(seed)) for seed in range(200)}) > 190
