"""Comparing plain data: exact in type, near in value, and plain in words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from workbook import check
from workbook.check.values import difference

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=8)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
        | st.frozensets(st.integers(), max_size=4)
    ),
    max_leaves=12,
)


class AlwaysEqual:
    """Claims to be equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return True


def message(actual: Any, expected: Any, **options: Any) -> str:
    with pytest.raises(check.Failure) as caught:
        check.equal(actual, expected, "the answer", **options)
    return str(caught.value)


@given(PLAIN)
def test_every_value_equals_itself(value: Any) -> None:
    check.equal(value, value)
    check.close(value, value)


@given(PLAIN, PLAIN)
def test_what_is_equal_is_symmetric(one: Any, other: Any) -> None:
    assert (difference(one, other) is None) == (difference(other, one) is None)


@given(PLAIN)
def test_an_object_that_claims_to_be_equal_never_passes(value: Any) -> None:
    assert difference(AlwaysEqual(), value) is not None
    assert difference([AlwaysEqual()], [value]) is not None


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.floats(1e-3, 1e3))
def test_a_number_outside_the_tolerance_fails(number: float, excess: float) -> None:
    limit = 1e-8 + 1e-5 * abs(number)
    check.close(number + limit / 2, number)
    if number + limit * (2 + excess) != number:
        with pytest.raises(check.Failure):
            check.close(number + limit * (2 + excess), number)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(0, 19))
def test_one_wrong_element_of_a_tensor_is_found(values: list[float], place: int) -> None:
    expected = torch.tensor(values)
    wrong = expected.clone()
    wrong[place % len(values)] += 1 + abs(wrong[place % len(values)])
    check.equal(expected.clone(), expected)
    with pytest.raises(check.Failure, match=rf"\[{place % len(values)}\]"):
        check.close(wrong, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        ((1, 2), [1, 2], "got:      a tuple"),
        (True, 1, "expected: a number, 1"),
        (1, True, "expected: a bool"),
        ("1", 1, "got:      a str, '1'"),
        ([1, 2, 4], [1, 2, 3], "the answer, at [2]"),
        ([1], [1, 2], "expected: 2 items"),
        ({"a": 1}, {"a": 1, "b": 2}, "no key 'b'"),
        ({"a": 1, "c": 0}, {"a": 1}, "an extra key 'c'"),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "at ['a'][1]['b']"),
        ({1, 2}, {1, 3}, "{3} is missing; {2} is too much"),
        (np.zeros(3), np.zeros((3, 1)), "expected: shape (3, 1)"),
        (torch.zeros(2), torch.zeros(2, dtype=torch.float64), "expected: dtype torch.float64"),
        (np.zeros(2), torch.zeros(2), "expected: a tensor of shape (2,)"),
        (pd.DataFrame({"a": [1], "b": [2]}), pd.DataFrame({"b": [2], "a": [1]}), "expected: columns ['b', 'a']"),
        (pd.Series([1.0, None]), pd.Series([1.0, 2.0]), "got:      a missing value"),
        (pd.Series([1, 2], index=[0, 2]), pd.Series([1, 2]), "index [1]"),
        (None, 3, "got:      None"),
        (float("inf"), 1e300, "got:      inf"),
    ],
)
def test_a_difference_is_told_in_plain_words(actual: Any, expected: Any, words: str) -> None:
    assert words in message(actual, expected)


def test_whole_numbers_and_floats_of_one_value_are_equal() -> None:
    check.equal(2.0, 2)
    check.equal(np.int64(2), 2)
    check.equal(np.float32(0.5), 0.5)


def test_two_nan_are_equal_and_nan_is_no_number() -> None:
    check.equal(math.nan, math.nan)
    check.close(torch.tensor([math.nan, 1.0]), torch.tensor([math.nan, 1.0]))
    with pytest.raises(check.Failure):
        check.close(math.nan, 0.0)


def test_the_message_has_what_was_checked_expected_got_and_where_to_look() -> None:
    assert message(3, 4, look="the last line").splitlines() == [
        "the answer",
        "  expected: 4",
        "  got:      3",
        "  look at:  the last line",
    ]


def test_that_takes_true_only() -> None:
    check.that(True, "so")
    check.that(np.bool_(True), "so")
    check.that(torch.tensor(True), "so")
    for condition in (1, [1], AlwaysEqual(), None, False, torch.tensor(False)):
        with pytest.raises(check.Failure, match="not so"):
            check.that(condition, "not so")


def test_raises_wants_the_right_exception_and_words() -> None:
    def refuse(value: int) -> None:
        raise ValueError(f"{value} is negative")

    check.raises(ValueError, refuse, -1, says="NEGATIVE")
    check.raises(Exception, refuse, -1)
    with pytest.raises(check.Failure, match="KeyError raised"):
        check.raises(KeyError, refuse, -1)
    with pytest.raises(check.Failure, match="a message that says 'too large'"):
        check.raises(ValueError, refuse, -1, says="too large")
    with pytest.raises(check.Failure, match="no exception"):
        check.raises(ValueError, int, "3")
