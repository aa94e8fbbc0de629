"""Plain data crosses the boundary unchanged; anything else, and any hostile bytes, do not."""

from __future__ import annotations

import collections
import contextlib
import datetime
import decimal
import fractions
import pathlib

import msgpack
import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grading.kinds import form
from workbook.grading.boundary.codec import Codec, Malformed, Unsendable


def refuse(value: object) -> tuple[int, object]:
    raise Unsendable(type(value).__name__)


def malformed(code: int, content: object) -> object:
    raise Malformed(str(code))


CODEC = Codec(refuse, malformed)

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.datetimes()
    | st.timedeltas()
    | st.decimals(allow_nan=False)
    | st.fractions()
)
plain_data = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(plain_data)
@settings(max_examples=200, deadline=None)
def test_plain_data_arrives_as_it_was(value):
    came = CODEC.unpack(CODEC.pack(value))
    assert came == value and type(came) is type(value)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_value_or_malformed(data):
    with contextlib.suppress(Malformed):
        CODEC.unpack(data)


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "value",
    [
        {(1, 2): {3, 4}, frozenset([5]): range(3)},
        slice(1, None, 2),
        bytearray(b"ab"),
        [bytearray(b"ab"), b"ab", (bytearray(), {"x": [bytearray(b"c")]})],
        collections.Counter("aab"),
        collections.OrderedDict(b=1, a=2),
        collections.deque([1, 2], 3),
        datetime.datetime(2024, 5, 6, 7, tzinfo=datetime.UTC),
        decimal.Decimal("1.50"),
        fractions.Fraction(1, 3),
        pathlib.PosixPath("a/b"),
        Point(1, "b"),
        int,
        ValueError,
        np.float32,
        torch.Tensor,
        torch.float16,
        torch.Size([2, 3]),
        np.dtype("int16"),
        np.str_(""),
        np.float32(1.5),
        np.datetime64("2020-01-01"),
        pd.Timestamp("2020-01-01", tz="Asia/Seoul"),
        pd.Timedelta("1h"),
        pd.NaT,
        pd.NA,
    ],
    ids=repr,
)
def test_values_of_the_libraries_arrive_as_they_were(value):
    assert form(CODEC.unpack(CODEC.pack(value))) == form(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3).T,
        np.array(["a", "bcd"]),
        np.array([1, "x", None], dtype=object),
        np.array(3.0),
        np.empty((0, 2), dtype=bool),
    ],
)
def test_arrays_keep_dtype_shape_and_values(array):
    came = CODEC.unpack(CODEC.pack(array))
    assert (came.dtype, came.shape, came.tolist()) == (array.dtype, array.shape, array.tolist())


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6.0).reshape(2, 3).t(),
        torch.randn(2, 3, dtype=torch.bfloat16),
        torch.randn(2, dtype=torch.complex64),
        torch.tensor([True, False]),
        torch.empty(0, 3),
        torch.randn(4, 4)[::2, 1:3],
        torch.ones(2, requires_grad=True),
        torch.nn.Parameter(torch.ones(2)),
        torch.tensor(3.0).expand(4, 5),
    ],
)
def test_tensors_keep_dtype_strides_and_whether_they_need_a_gradient(tensor):
    came = CODEC.unpack(CODEC.pack(tensor))
    assert torch.equal(came, tensor) and came.dtype == tensor.dtype and came.requires_grad == tensor.requires_grad
    assert came.stride() == tensor.stride() and type(came) is torch.Tensor


def test_an_expanded_tensor_is_sent_as_the_numbers_that_it_holds():
    assert len(CODEC.pack(torch.tensor(3.0).expand(100, 180))) < 100


FRAME = pd.DataFrame(
    {
        "number": [1.5, None],
        "text": ["a", None],
        "when": pd.to_datetime(["2020-01-01", None]),
        "kind": pd.Categorical(["x", "y"], categories=["y", "x"], ordered=True),
        "whole": pd.array([1, None], dtype="Int64"),
    },
    index=pd.Index(["r", "s"], name="row"),
)


def test_frames_and_series_keep_columns_dtypes_and_index():
    pd.testing.assert_frame_equal(CODEC.unpack(CODEC.pack(FRAME)), FRAME)
    for name in FRAME.columns:
        pd.testing.assert_series_equal(CODEC.unpack(CODEC.pack(FRAME[name])), FRAME[name])
    counts = FRAME.groupby(["text", "number"]).size()
    pd.testing.assert_series_equal(CODEC.unpack(CODEC.pack(counts)), counts)


class Subclass(dict):
    pass


@pytest.mark.parametrize("value", [Subclass(), object(), lambda: 0, open, torch.nn.Linear(1, 1), [[{1: object()}]]])
def test_nothing_else_crosses_by_value(value):
    with pytest.raises(Unsendable):
        CODEC.pack(value)


def test_what_refers_to_itself_is_refused():
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(Unsendable):
        CODEC.pack(loop)


@pytest.mark.parametrize(
    ("code", "content"),
    [
        (50, ["float32", [2**39], b"", None, False]),
        (50, ["float32", [2], b"\0" * 8, [2**38], False]),
        (50, ["float32", [1], msgpack.ExtType(6, b"\xc4\x04\0\0\0\0"), None, False]),
        (50, ["float32", msgpack.ExtType(9, b"\x93\x00\x01\x01"), b"", None, False]),
        (40, ["|O", [1], b"\0" * 8]),
        (40, ["<f8", [-1], b""]),
        (25, "os.system"),
        (24, ["P", ["__init__; import os"], [1]]),
        (20, 5),
        (99, None),
    ],
)
def test_forged_values_are_malformed(code, content):
    with pytest.raises(Malformed):
        CODEC.unpack(msgpack.packb(msgpack.ExtType(code, msgpack.packb(content))))
