"""What waits for the end of a part of a tests cell, and in which order it is then done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from workbook import check
from workbook.check.beside import afterwards, set_channel
from workbook.check.failure import fail

done: list[Any] = []


@pytest.fixture
def channel() -> Iterator[None]:
    """As in a test process, where something can wait; what is begun is never asked for here."""
    done.clear()
    set_channel(lambda name, args, kwargs: None, lambda name, args, kwargs: lambda: None)
    yield
    set_channel(None)


def failing(what: str) -> None:
    done.append(what)
    fail(what)


def test_comparisons_are_done_when_the_part_ends_and_in_order(channel: None) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("first"))
        afterwards(lambda: done.append("second"))
        done.append("body")
    assert done == ["body", "first", "second"]
    assert grade.parts[0].passed


def test_the_first_comparison_that_fails_counts_and_ends_the_part(channel: None) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("fine"))
        afterwards(lambda: failing("first"))
        afterwards(lambda: failing("second"))
        raise ValueError("the body goes wrong later")
    assert done == ["fine", "first"]
    assert grade.parts[0].message == "first"
    with grade("two"):
        done.append("next")
    assert done == ["fine", "first", "next"]
    assert grade.parts[1].passed


def test_an_error_of_the_body_counts_if_nothing_before_it_failed(channel: None) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("fine"))
        raise ValueError("the body")
    assert done == ["fine"]
    assert "the body" in grade.parts[0].message


def test_outside_of_a_part_a_comparison_is_done_at_once(channel: None) -> None:
    with pytest.raises(check.Failure, match="now"):
        afterwards(lambda: failing("now"))


def test_in_a_students_own_kernel_a_comparison_is_done_at_once() -> None:
    done.clear()
    grade = check.parts(1)
    with grade("one"):
        afterwards(lambda: done.append("comparison"))
        done.append("body")
    assert done == ["comparison", "body"]
