"""What waits for the end of a part of a tests cell, and in which order it is then done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from workbook import check
from workbook.check.failure import fail
from workbook.check.observers import afterwards, beside, set_channel

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


def test_comparisons_wait_for_the_next_part_and_are_done_in_order(channel: None) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("first"))
        afterwards(lambda: done.append("second"))
        done.append("one")
    assert done == ["one"]
    with grade("two"):
        done.append("two")
        afterwards(lambda: done.append("third"))
    assert done == ["one", "two", "first", "second"]
    assert grade.score() == 2
    assert done == ["one", "two", "first", "second", "third"]
    assert [part.name for part in grade.parts] == ["one", "two"]


def test_the_first_comparison_that_fails_counts_and_ends_the_part(
    channel: None, capsys: pytest.CaptureFixture[str]
) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("fine"))
        afterwards(lambda: failing("first"))
        afterwards(lambda: failing("second"))
        raise ValueError("the body goes wrong later")
    with grade("two"):
        check.fail("two is wrong too")
    with grade("three"):
        done.append("next")
    assert grade.score() == 0.66
    assert done == ["fine", "first", "next"]
    assert [part.message for part in grade.parts] == ["first", "two is wrong too", ""]
    assert capsys.readouterr().out.splitlines()[:2] == ["✗ one: first", "✗ two: two is wrong too"]


def test_an_error_of_the_body_counts_if_nothing_before_it_failed(channel: None) -> None:
    grade = check.parts(2)
    with grade("one"):
        afterwards(lambda: done.append("fine"))
        raise ValueError("the body")
    with pytest.raises(check.Failure, match="the body"):
        grade.score()
    assert done == ["fine"]


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


def test_an_observer_is_never_hidden() -> None:
    """It runs where the answer does, and nothing hidden is there."""
    space = {"__name__": "hidden.worlds", "beside": beside}
    with pytest.raises(TypeError, match="watch: an observer runs beside the answer"):
        exec("@beside\ndef watch(answer):\n    return answer()", space)
