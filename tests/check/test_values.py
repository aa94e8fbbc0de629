"""Comparing plain data: exact in type, near in value, and plain in words."""

from __future__ import annotations

import collections
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


TIMES = pd.DatetimeIndex(["2024-01-01", None, "2024-01-03"])
SAME = {
    "a range and its numbers": lambda: (pd.RangeIndex(3), pd.Index([0, 1, 2])),
    "numbers and their range": lambda: (pd.Index([0, 1, 2]), pd.RangeIndex(3)),
    "times with and without a frequency": lambda: (
        pd.date_range("2024-01-01", periods=2),
        pd.DatetimeIndex(["2024-01-01", "2024-01-02"]),
    ),
    "times with a hole": lambda: (TIMES, TIMES.copy()),
    "a frame by a range and by its numbers": lambda: (
        pd.DataFrame({"a": [1, 2]}, index=[0, 1]),
        pd.DataFrame({"a": [1, 2]}),
    ),
    "columns of one name": lambda: (pd.DataFrame([[1, "a"]], columns=["x", "x"]),) * 2,
    "several levels": lambda: (pd.MultiIndex.from_tuples([("a", None), ("b", 2.0)]),) * 2,
    "labels that are missing": lambda: (pd.Series([1, 2], index=[np.nan, 1]), pd.Series([1, 2], index=[math.nan, 1])),
    "holes of every kind": lambda: (
        (pd.DataFrame({"a": [None, 1.5], "b": ["x", None], "c": pd.array([1, None], dtype="Int64"), "d": TIMES[:2]}),)
        * 2
    ),
    "objects with None and NaN": lambda: (
        pd.Series([None, "a"], dtype=object),
        pd.Series([math.nan, "a"], dtype=object),
    ),
    "lists in a column": lambda: (pd.Series([[1, 2], [1, 2]]), pd.Series([[1, 2], [1, 2]])),
    "intervals": lambda: (pd.cut(pd.Series([1, 2]), 2), pd.cut(pd.Series([1, 2]), 2)),
    "no time": lambda: (np.array(["2024", "NaT"], dtype="M8[D]"),) * 2,
    "no single time": lambda: ([pd.NaT, pd.NA, np.datetime64("NaT")],) * 2,
    "objects with arrays in them": lambda: (
        np.array([[1], "a", np.arange(2), None], dtype=object),
        np.array([[1], "a", np.arange(2), None], dtype=object),
    ),
    "records": lambda: (np.array([(1, math.nan)], dtype=[("a", "i4"), ("b", "f8")]),) * 2,
    "a dict with defaults": lambda: (collections.defaultdict(list, a=[1]), {"a": [1]}),
    "a counter": lambda: (collections.Counter("aab"), {"b": 1, "a": 2}),
    "counters with nothing": lambda: (collections.Counter(a=0), collections.Counter()),
    "an ordered dict": lambda: (collections.OrderedDict(b=1, a=2), {"a": 2, "b": 1}),
    "a missing key": lambda: ({float("nan"): 1, (1, float("nan")): 2}, {math.nan: 1, (1, math.nan): 2}),
    "a missing item": lambda: ({float("nan"), 1}, {math.nan, 1}),
    "named tuples with NaN": lambda: (Point(1, float("nan")), Point(1, math.nan)),
    "half precision": lambda: (np.array([6e4], dtype="f2"), np.array([6e4], dtype="f2")),
    "a complex half": lambda: (torch.tensor([1 + 2j]).to(torch.complex32),) * 2,
}
Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize("kind", SAME)
@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_these_are_equal(kind: str) -> None:
    check.equal(*SAME[kind]())
    check.close(*SAME[kind]())


OTHER = {
    "another dtype of an array": lambda: (np.zeros(2, "f4"), np.zeros(2)),
    "another sign": lambda: (np.zeros(2, "u8"), np.zeros(2, "i8")),
    "another dtype of a series": lambda: (pd.Series([1, 2], dtype="i4"), pd.Series([1, 2])),
    "floats for whole numbers": lambda: (pd.Series([1.0, 2.0]), pd.Series([1, 2])),
    "objects for texts": lambda: (pd.Series(["a"], dtype=object), pd.Series(["a"])),
    "masked numbers for plain ones": lambda: (pd.Series([1], dtype="Int64"), pd.Series([1])),
    "another zone": lambda: (pd.Series(TIMES.tz_localize("UTC")), pd.Series(TIMES.tz_localize("Asia/Seoul"))),
    "other categories": lambda: (
        pd.Series(pd.Categorical(["a"], ["a", "b"])),
        pd.Series(pd.Categorical(["a"], ["a", "c"])),
    ),
    "another dtype of one column": lambda: (
        pd.DataFrame({"a": [1], "b": [2.0]}),
        pd.DataFrame({"a": [1], "b": [2]}),
    ),
    "another index of a frame": lambda: (pd.DataFrame({"a": [1, 2]}, index=[0, 2]), pd.DataFrame({"a": [1, 2]})),
    "another order of a frame's index": lambda: (
        pd.DataFrame({"a": [1, 1]}, index=["y", "x"]),
        pd.DataFrame({"a": [1, 1]}, index=["x", "y"]),
    ),
    "another index of a series": lambda: (pd.Series([1, 1], index=list("ab")), pd.Series([1, 1], index=list("ac"))),
    "a truth for a label": lambda: (pd.Series([1, 1], index=[True, 5]), pd.Series([1, 1], index=[1, 5])),
    "other levels": lambda: (pd.Index([("a", 1)], tupleize_cols=False), pd.MultiIndex.from_tuples([("a", 1)])),
    "a range of another end": lambda: (pd.RangeIndex(4), pd.RangeIndex(3)),
    "a list for an index": lambda: ([0, 1], pd.RangeIndex(2)),
    "the second of two columns of one name": lambda: (
        pd.DataFrame([[1, "a"]], columns=["x", "x"]),
        pd.DataFrame([[1, "b"]], columns=["x", "x"]),
    ),
    "other labels of columns": lambda: (
        pd.DataFrame([[1, 1]], columns=["x", "x"]),
        pd.DataFrame([[1, 1]], columns=["x", "y"]),
    ),
    "a hole elsewhere": lambda: (pd.Series([None, 1.0]), pd.Series([1.0, None])),
    "a hole too much": lambda: (pd.Series(["a", None]), pd.Series(["a", "b"])),
    "a hole too little": lambda: (pd.Series(["a", "b"]), pd.Series(["a", None])),
    "big whole numbers": lambda: (np.array([2**53 + 1]), np.array([2**53])),
    "big whole numbers of a tensor": lambda: (torch.tensor([2**62 + 1]), torch.tensor([2**62])),
    "an object that agrees, in an array": lambda: (
        np.array([AlwaysEqual()], dtype=object),
        np.array([1], dtype=object),
    ),
    "an object that agrees, in a queue": lambda: (collections.deque([AlwaysEqual()]), collections.deque([1])),
    "an object that agrees, in order": lambda: (collections.OrderedDict(a=AlwaysEqual()), collections.OrderedDict(a=1)),
    "an object that agrees, in a tuple": lambda: (Point(AlwaysEqual(), 1), Point(1, 1)),
    "a set with too little": lambda: ({1}, {1, 2}),
    "a set with too much": lambda: ({1, 2}, {1}),
    "keys with too little": lambda: ({1: 1}.keys(), {1: 1, 2: 2}.keys()),
    "other items": lambda: ({1: 1}.items(), {1: 2}.items()),
    "an array that ends sooner": lambda: (pd.array([1, None]), pd.array([1, None, 2])),
    "a slice of another step": lambda: (slice(1, 9), slice(1, 9, 2)),
    "a truth among keys": lambda: ({True: "a"}, {1: "a"}),
    "a truth in a set": lambda: ({True, 2}, {1, 2}),
    "another order of an ordered dict": lambda: (
        collections.OrderedDict(a=1, b=2),
        collections.OrderedDict(b=2, a=1),
    ),
    "a dict for a counter": lambda: ({"a": 1}, collections.Counter("a")),
    "a tuple for a named one": lambda: ((1, 2), Point(1, 2)),
    "a named tuple for a plain one": lambda: (Point(1, 2), (1, 2)),
    "another unit of time": lambda: (np.datetime64(1, "s"), np.datetime64(1, "ms")),
    "a number for a time": lambda: (np.datetime64(5, "ns").astype(int), np.datetime64(5, "ns")),
    "no time for a time": lambda: (np.array(["NaT"], dtype="M8[s]"), np.array(["2024"], dtype="M8[s]")),
    "NaT for NA": lambda: (pd.NaT, pd.NA),
    "another field": lambda: (np.zeros(1, [("a", "i4")]), np.zeros(1, [("b", "i4")])),
    "another record": lambda: (np.ones(1, [("a", "i4"), ("b", "i4")]), np.array([(1, 2)], [("a", "i4"), ("b", "i4")])),
    "an order the other way": lambda: (torch.tensor([[1, 2]]), torch.tensor([[2, 1]])),
}


@pytest.mark.parametrize("kind", OTHER)
def test_these_are_told_apart(kind: str) -> None:
    with pytest.raises(check.Failure):
        check.equal(*OTHER[kind]())


def test_a_difference_of_tables_names_its_place_and_both_sides() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    assert "at column 'b' row 1\n  expected: 'y'\n  got:      'z'" in message(frame.assign(b=["x", "z"]), frame)
    assert "at column 'a' \n  expected: dtype int64\n  got:      dtype float64" in message(
        frame.astype({"a": float}), frame
    )
    assert "expected: a missing value\n  got:      1" in message(
        pd.Series([1, 2], dtype="Int64"), pd.Series([None, 2], dtype="Int64")
    )
    assert "expected: 1\n  got:      a missing value" in message(
        pd.Series([None, 2], dtype="Int64"), pd.Series([1, 2], dtype="Int64")
    )
    assert "at index [1]\n  expected: 1\n  got:      5" in message(frame.set_axis([0, 5]), frame)
    assert "expected: 'b'\n  got:      'c'" in message({"k": "c"}, {"k": "b"})
    one, two = pd.Index([("a", 1)], tupleize_cols=False), pd.MultiIndex.from_tuples([("a", 1)])
    assert "expected: 2 levels\n  got:      1 levels" in message(one, two)
    assert "(2 of 3 elements differ)" in message(np.array([1, 5, 6]), np.array([1, 2, 3]))


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (np.zeros(2, "f4"), np.zeros(2)),
        (torch.zeros(2), torch.zeros(2, dtype=torch.float64)),
        (np.zeros(2, "u1"), np.zeros(2, "i8")),
        (pd.Series([1], dtype="i4"), pd.Series([1])),
        (pd.DataFrame({"a": [1.5]}, dtype="f4"), pd.DataFrame({"a": [1.5]})),
    ],
    ids=str,
)
def test_how_alike_dtypes_must_be_can_be_said(actual: Any, expected: Any) -> None:
    check.close(actual, expected)
    check.equal(actual, expected, dtype="kind")
    check.equal(actual, expected, dtype="any")
    for compare in (check.equal, check.close):
        with pytest.raises(check.Failure, match="dtype"):
            compare(actual, expected, dtype="same")


def test_another_kind_of_dtype_is_near_only_if_any_will_do() -> None:
    for actual, expected in [
        (np.zeros(2), np.zeros(2, int)),
        (torch.zeros(2), torch.zeros(2, dtype=int)),
        (pd.Series([1.0]), pd.Series([1])),
        (pd.Series(["a"], dtype=object), pd.Series(["a"], dtype="category")),
        (np.array([1, 2], dtype=object), np.array([1, 2])),
    ]:
        check.equal(actual, expected, dtype="any")
        with pytest.raises(check.Failure, match="dtype"):
            check.equal(actual, expected)
    with pytest.raises(check.Failure, match="dtype"):
        check.close(np.zeros(2), np.zeros(2, int))
    with pytest.raises(check.Failure):
        check.equal(np.array([True]), np.array([1]), dtype="any")


@given(st.floats(1e-3, 1e6), st.sampled_from([1, -1]), st.floats(1e-4, 0.5), st.booleans())
def test_the_tolerance_is_relative_to_the_expected_value(size: float, sign: int, rtol: float, above: bool) -> None:
    expected = sign * size
    inside, outside = (expected + (1 if above else -1) * part * rtol * size for part in (0.999, 1.001))
    forms = [
        lambda value: value,
        lambda value: [value],
        lambda value: np.array([value]),
        lambda value: pd.Series([value]),
    ]
    forms += [lambda value: torch.tensor([value], dtype=torch.float64), lambda value: complex(0, value)]
    for make in forms:
        check.close(make(inside), make(expected), rtol=rtol, atol=0)
        with pytest.raises(check.Failure):
            check.close(make(outside), make(expected), rtol=rtol, atol=0)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 10))
def test_an_absolute_tolerance_is_as_wide_on_both_sides(expected: float, atol: float) -> None:
    for side in (1, -1):
        check.close(expected + side * atol * 0.999, expected, rtol=0, atol=atol)
        with pytest.raises(check.Failure):
            check.close(expected + side * atol * 1.001, expected, rtol=0, atol=atol)


def test_labels_have_no_tolerance() -> None:
    with pytest.raises(check.Failure, match="index"):
        check.close(pd.Series([1.0], index=[1.0000001]), pd.Series([1.0], index=[1.0]), rtol=0.1)


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


def test_short_floats_near_zero_may_have_lost_digits_beside_larger_ones() -> None:
    exact = np.array([0.5, 1e-3])
    near, off = exact * [1, 1.0001], exact * [1, 1.01]
    for short in (np.float32, lambda values: torch.tensor(values, dtype=torch.float32)):
        check.close(short(near), short(exact))
        for actual, expected in [(off, exact), (np.array([2e-6]), np.array([1e-6]))]:
            with pytest.raises(check.Failure):
                check.close(short(actual), short(expected))
        with pytest.raises(check.Failure):
            check.equal(short(near), short(exact))
    with pytest.raises(check.Failure):
        check.close(near, exact)
