"""Tests of this unit's own Python. `pytest` finds them here."""

from __future__ import annotations

import examples
from hidden import instances


def test_instances_are_as_many_as_asked_for() -> None:
    assert len(instances.whole_numbers(7)) == 7


def test_an_example_is_a_fraction() -> None:
    assert any(number != int(number) for number in examples.numbers())
