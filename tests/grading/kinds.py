"""Values of every kind that an answer may give, made by chance, and what "the same value" means."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import math
import pathlib
import random
import struct
import typing
import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

import dateutil.tz
import numpy as np
import pandas as pd
import torch

DENSE = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.complex64, torch.complex128, torch.bool]
DENSE += [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.uint16, torch.uint32, torch.uint64]
DENSE += [getattr(torch, name) for name in vars(torch) if name.startswith("float8_")] + [torch.complex32]
UTC = datetime.UTC
ZONES = [None, UTC, datetime.timezone(datetime.timedelta(hours=-3, minutes=-30)), zoneinfo.ZoneInfo("Europe/Berlin")]
ZONES += [datetime.timezone(datetime.timedelta(hours=9), "KST"), zoneinfo.ZoneInfo("UTC")]
ZONES += [dateutil.tz.tzlocal(), dateutil.tz.tzutc(), dateutil.tz.tzoffset("X", 5400), dateutil.tz.tzoffset(None, -60)]
FIXED = [None, UTC, zoneinfo.ZoneInfo("America/New_York"), datetime.timezone(datetime.timedelta(hours=5))]
FLOATS = [0.0, -0.0, 1.5, math.inf, -math.inf, math.nan, 5e-324, 1e308, struct.unpack("<d", b"\1\0\0\0\0\0\xf8\x7f")[0]]
Pair = collections.namedtuple("Pair", "left right")


class Span(typing.NamedTuple):
    """A named tuple with a method."""

    start: int
    end: int = 9

    def length(self) -> int:
        return self.end - self.start


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Right(enum.Flag):
    READ = 1
    WRITE = 2


def moment(chance: random.Random) -> datetime.datetime:
    """A date and time in some zone, also in the hour that comes twice."""
    when = datetime.datetime(2024, chance.choice([3, 10]), 27, chance.randrange(24), 30, 1, chance.randrange(10**6))
    return when.replace(tzinfo=chance.choice(ZONES), fold=chance.randrange(2))


SCALARS: dict[str, Callable[[random.Random], Any]] = {
    "none": lambda chance: None,
    "bool": lambda chance: chance.random() < 0.5,
    "int": lambda chance: chance.choice([-1, 1]) * chance.getrandbits(chance.choice([1, 8, 63, 64, 65, 300])),
    "float": lambda chance: chance.choice([*FLOATS, chance.gauss(0, 1)]),
    "complex": lambda chance: complex(chance.choice(FLOATS), chance.choice(FLOATS)),
    "text": lambda chance: chance.choice(["", "a", "\0", "ü模\U0001f600", "\ud800", "x" * 300]),
    "bytes": lambda chance: chance.randbytes(chance.choice([0, 1, 20])),
    "date": lambda chance: moment(chance).date(),
    "moment": moment,
    "time": lambda chance: moment(chance).timetz(),
    "span": lambda chance: datetime.timedelta(chance.randint(-9, 9), chance.randrange(86400), chance.randrange(10**6)),
    "zone": lambda chance: chance.choice([zone for zone in ZONES[:6] if zone is not None]),
    "decimal": lambda chance: decimal.Decimal(chance.choice(["1.50", "-0", "NaN", "sNaN12", "1E+30", "-Infinity"])),
    "fraction": lambda chance: fractions.Fraction(chance.randint(-9, 9), chance.randint(1, 2**70)),
    "range": lambda chance: range(chance.randint(-9, 9), chance.randint(-9, 99), chance.choice([-2, 1, 3])),
    "path": lambda chance: chance.choice([pathlib.Path("a/b"), pathlib.PurePosixPath("/x"), pathlib.Path("ü\udcff")]),
    "uuid": lambda chance: uuid.UUID(int=chance.getrandbits(128)),
    "named tuple": lambda chance: Pair(chance.randrange(9), chance.choice(["b", None, Pair(1, 2)])),
    "named tuple with a method": lambda chance: Span(chance.randrange(9)),
    "member": lambda chance: chance.choice([Colour.RED, Colour.GREEN, Level.HIGH, Right.WRITE]),
    "type": lambda chance: chance.choice([int, dict, datetime.datetime, KeyError, np.int8, pd.Period, torch.Tensor]),
    "numpy scalar": lambda chance: numpy_array(chance, 0)[()],
    "numpy dtype": lambda chance: numpy_dtype(chance),
    "pandas scalar": lambda chance: pandas_scalar(chance),
    "torch dtype": lambda chance: chance.choice([torch.float16, torch.bool, torch.complex64, torch.uint8]),
    "torch size": lambda chance: torch.Size([chance.randrange(4) for _ in range(chance.randrange(3))]),
    "torch device": lambda chance: torch.device(chance.choice(["cpu", "cuda:1", "meta"])),
}
HASHABLE = ["none", "int", "float", "text", "bytes", "moment", "time", "decimal", "fraction", "named tuple", "member"]


def scalar(chance: random.Random) -> Any:
    return SCALARS[chance.choice(list(SCALARS))](chance)


def key(chance: random.Random) -> Any:
    made = SCALARS[chance.choice(HASHABLE)](chance)
    made = 0 if isinstance(made, decimal.Decimal) and made.is_snan() else made
    return chance.choice([made, (made, 1), frozenset([made]), made])


def numpy_dtype(chance: random.Random, depth: int = 3) -> np.dtype:
    """A dtype without objects, also with fields in fields, odd byte order and gaps."""
    plain = [
        "?",
        "i1",
        "<i4",
        ">i8",
        "u2",
        "<u8",
        "f2",
        "f4",
        ">f8",
        "g",
        "c8",
        "c16",
        "S3",
        "<U4",
        ">U2",
        "M8[D]",
        ">M8[ns]",
        "M8[25s]",
        "m8[us]",
        "m8",
        "V5",
    ]
    if not depth or chance.random() < 0.7:
        return np.dtype(chance.choice(plain))
    names = ["a", "b c", "ü"][: chance.randint(1, 3)]
    parts = [numpy_dtype(chance, depth - 1) for _ in names]
    parts = [np.dtype((part, (2, 3))) if chance.random() < 0.2 else part for part in parts]
    return np.dtype(list(zip(names, parts, strict=True)), align=chance.random() < 0.3)


def numpy_array(chance: random.Random, dimensions: int | None = None) -> np.ndarray:
    """An array of any dtype, shape and layout."""
    dimensions = chance.randrange(4) if dimensions is None else dimensions
    shape = tuple(chance.choice([0, 1, 2, 5]) for _ in range(dimensions))
    dtype = numpy_dtype(chance)
    made = np.frombuffer(bytearray(chance.randbytes(math.prod(shape) * dtype.itemsize)), dtype).reshape(shape)
    _set_texts_and_truths(made, chance)
    layouts = [lambda a: a, lambda a: a.T, lambda a: np.asfortranarray(a), lambda a: a[::-1] if a.ndim else a]
    return chance.choice(layouts)(made) if made.ndim else made


def _set_texts_and_truths(array: np.ndarray, chance: random.Random) -> None:
    """Of these not every pattern of bytes is a value."""
    for name in array.dtype.names or ():
        _set_texts_and_truths(array[name], chance)
    if array.dtype.kind == "U":
        array[...] = chance.choice(["", "ü", "a\0b", "\U0010ffff"])
    elif array.dtype.kind == "b":
        array[...] = chance.random() < 0.5


def object_array(chance: random.Random) -> np.ndarray:
    """An array of objects: texts, lists, arrays, nothing."""
    made = np.empty(chance.randrange(4), dtype=object)
    for place in range(len(made)):
        made[place] = chance.choice([None, "a", [1, 2], (1,), np.arange(2), 2.5, {"a": 1}, pd.NaT, 2**70])
    return made


def tensor(chance: random.Random) -> torch.Tensor:
    """A dense tensor of any dtype, shape and stride."""
    dtype = chance.choice(DENSE)
    shape = [chance.choice([0, 1, 2, 3]) for _ in range(chance.randrange(4))]
    made = torch.tensor([chance.choice(FLOATS[:4]) for _ in range(math.prod(shape))]).reshape(shape)
    made = (made.nan_to_num(1, 1, 1) if not dtype.is_floating_point else made).to(dtype)
    if dtype in (torch.float32, torch.float64, torch.complex64) and chance.random() < 0.3:
        made.requires_grad_()
        return made
    layouts = [lambda t: t, lambda t: t.t() if t.dim() == 2 else t, lambda t: t[::2] if t.dim() else t]
    layouts += [lambda t: t.expand(3, *t.shape), lambda t: t.conj()]
    return chance.choice(layouts)(made)


def pandas_scalar(chance: random.Random) -> Any:
    stamp = pd.Timestamp("2024-10-27 00:30:00.5", tz="UTC").tz_convert(chance.choice(FIXED))
    return chance.choice(
        [
            stamp + pd.Timedelta(hours=chance.randrange(3)),
            pd.Timestamp("9999-12-31").as_unit("s"),
            pd.Timestamp("2024-10-27 02:30", tz=None).replace(fold=chance.randrange(2)),
            pd.Timedelta(chance.randrange(10**12)).as_unit(chance.choice(["ns", "us", "ms", "s"])),
            pd.NaT,
            pd.NA,
            pd.Period("2024-05", freq=chance.choice(["M", "Q-NOV", "W-SUN", "D", "Y", "3h"])),
            pd.Interval(0, 1.5, closed=chance.choice(["left", "right", "both", "neither"])),
            pd.Interval(pd.Timestamp("2024"), pd.Timestamp("2025")),
            chance.choice(list(COLUMNS.values()))(chance, 2).dtype,
        ]
    )


def _holes(chance: random.Random, items: list[Any], missing: Any = None) -> list[Any]:
    return [missing if chance.random() < 0.3 else item for item in items]


COLUMNS: dict[str, Callable[[random.Random, int], Any]] = {
    "numbers": lambda chance, n: pd.Series(np.arange(n).astype(chance.choice(["i1", "u8", "f4", "f8", "c16", "?"]))),
    "gaps": lambda chance, n: pd.Series(_holes(chance, [1.5] * n, math.nan), dtype="f8"),
    "texts": lambda chance, n: pd.Series(_holes(chance, ["a", "ü"] * n)[:n], dtype="str"),
    "masked texts": lambda chance, n: pd.Series(_holes(chance, ["a"] * n), dtype="string"),
    "objects": lambda chance, n: pd.Series(
        pd.array(np.fromiter((chance.choice([1, "a", None, [1], (2, 3), 2.5]) for _ in range(n)), object, n))
    ),
    "texts as objects": lambda chance, n: pd.Series(["a"] * n, dtype=object),
    "whole": lambda chance, n: pd.Series(_holes(chance, [3] * n), dtype=chance.choice(["Int64", "UInt8", "Int16"])),
    "masked floats": lambda chance, n: pd.Series(
        _holes(chance, [3.5] * n), dtype=chance.choice(["Float32", "Float64"])
    ),
    "masked truths": lambda chance, n: pd.Series(_holes(chance, [True] * n), dtype="boolean"),
    "times": lambda chance, n: pd.Series(
        pd.DatetimeIndex(_holes(chance, ["2024-10-27 00:30"] * n)).as_unit(chance.choice(["s", "ns"]))
    ),
    "times with a zone": lambda chance, n: pd.Series(
        pd.DatetimeIndex(_holes(chance, ["2024-10-27 00:30"] * n))
        .tz_localize("UTC")
        .tz_convert(chance.choice(FIXED[1:]))
    ),
    "spans": lambda chance, n: pd.Series(pd.to_timedelta(_holes(chance, ["1h"] * n))),
    "periods": lambda chance, n: pd.Series(
        pd.PeriodIndex(_holes(chance, ["2024-05-01"] * n), freq=chance.choice(["M", "D", "Q-NOV", "W-SUN", "h"]))
    ),
    "categories": lambda chance, n: pd.Series(
        pd.Categorical(_holes(chance, ["y", "x"] * n)[:n], categories=["z", "y", "x"], ordered=chance.random() < 0.5)
    ),
    "bins": lambda chance, n: pd.cut(pd.Series(np.arange(n, dtype=float)), [-1.0, 0.5, 2, 99]),
    "intervals": lambda chance, n: pd.Series(
        pd.IntervalIndex.from_arrays(range(n), range(1, n + 1), closed=chance.choice(["left", "both"]))
    ),
}


def column_array(chance: random.Random) -> Any:
    """The array of a column that isn't one of NumPy's, as ``unique()`` gives it."""
    names = [name for name in COLUMNS if name not in ("numbers", "gaps", "objects", "texts as objects")]
    return COLUMNS[chance.choice(names)](chance, 3).array


def index(chance: random.Random, n: int) -> pd.Index:
    """An index of any kind, of *n* labels."""
    column = COLUMNS[chance.choice(list(COLUMNS))](chance, n)
    hashable = not any(isinstance(item, list) for item in column)
    return chance.choice(
        [
            pd.RangeIndex(3, 3 + 2 * n, 2, name=chance.choice([None, "row", 3])),
            pd.Index(column.array if hashable else range(n), name="label"),
            pd.Index([chance.choice([1, "a", None, 2.5, (1, 2)]) for _ in range(n)], dtype=object),
            pd.MultiIndex.from_arrays([list("abc" * n)[:n], range(n)], names=["a", None]) if n else pd.RangeIndex(0),
            pd.date_range("2024-01-01", periods=n, freq=chance.choice(["D", "MS", "W-SUN", "3h", "QS-NOV"])),
            pd.date_range("2024-01-01", periods=n, freq="D", tz="Europe/Berlin"),
            pd.timedelta_range("1h", periods=n, freq="2h"),
            pd.period_range("2024", periods=n, freq="Q"),
        ]
    )


def series(chance: random.Random) -> pd.Series:
    n = chance.choice([0, 1, 4])
    made = COLUMNS[chance.choice(list(COLUMNS))](chance, n)
    return made.set_axis(index(chance, n)).rename(chance.choice([None, "name", ("a", 1), 3]))


def frame(chance: random.Random) -> pd.DataFrame:
    n, wide = chance.choice([0, 1, 4]), chance.randrange(5)
    columns = [COLUMNS[chance.choice(list(COLUMNS))](chance, n) for _ in range(wide)]
    made = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(n))
    labels = [index(chance, wide), pd.Index(["same"] * wide), pd.Index([f"c{i}" for i in range(wide)], name="what")]
    return made.set_axis(index(chance, n)).set_axis(chance.choice(labels), axis=1)


def grouped(chance: random.Random) -> Any:
    """What groupby, pivot tables and the like give."""
    rows = pd.DataFrame({"kind": list("abcab"), "number": [1.0, 2, 3, 4, 5], "when": pd.date_range("2024", periods=5)})
    return chance.choice(
        [
            lambda: rows.groupby(pd.cut(rows.number, [0, 2, 4, 9]), observed=False)["number"].mean(),
            lambda: rows.groupby(pd.qcut(rows.number, 2), observed=True).size(),
            lambda: rows.groupby(["kind", rows.when.dt.month])["number"].agg(["mean", "size"]),
            lambda: rows.pivot_table(index="kind", columns=rows.when.dt.to_period("M"), values="number"),
            lambda: rows.set_index("when").resample("2D")["number"].sum(),
            lambda: rows.kind.value_counts(normalize=True),
            lambda: rows.number.value_counts(bins=2),
            lambda: rows.describe(),
            lambda: rows.dtypes,
            lambda: rows.kind.unique(),
            lambda: rows.kind.astype("category").dtype,
            lambda: pd.crosstab(rows.kind, rows.number > 2),
            lambda: rows.groupby("kind").agg({"number": ["min", "max"], "when": "first"}),
        ]
    )()


LIBRARIES: dict[str, Callable[[random.Random], Any]] = {
    "numpy array": numpy_array,
    "array of objects": object_array,
    "tensor": tensor,
    "index": lambda chance: index(chance, chance.choice([0, 1, 4])),
    "column": lambda chance: column_array(chance),
    "series": series,
    "frame": frame,
    "result of a grouping": grouped,
}


def container(chance: random.Random, depth: int = 3) -> Any:
    """A container of anything, in one another."""
    few = range(chance.randrange(4))

    def inner() -> Any:
        return container(chance, depth - 1) if depth and chance.random() < 0.5 else anything(chance)

    items, keys = [inner() for _ in few], [key(chance) for _ in few]
    table = dict(zip(keys, items, strict=True))
    return chance.choice(
        [
            lambda: items,
            lambda: tuple(items),
            lambda: table,
            lambda: set(keys),
            lambda: frozenset(keys),
            lambda: collections.OrderedDict(table),
            lambda: collections.defaultdict(chance.choice([None, int, list, collections.Counter]), table),
            lambda: collections.Counter(dict.fromkeys(keys, 2)),
            lambda: collections.deque(items, chance.choice([None, 9])),
            lambda: Pair(inner(), inner()),
            lambda: bytearray(b"ab"),
            lambda: slice(1, None, inner()),
            table.keys,
            table.items,
        ]
    )()


def anything(chance: random.Random) -> Any:
    kinds = {**SCALARS, **LIBRARIES} if chance.random() < 0.3 else SCALARS
    return kinds[chance.choice(list(kinds))](chance)


KINDS = {**SCALARS, **LIBRARIES, "container": container}


def form(value: Any) -> Any:
    """All that makes up a value, as plain parts that compare by ``==``: bits, types, dtypes, names, zones, order."""
    kind = type(value)
    if kind is float:
        return kind, struct.pack("<d", value)
    if kind in (complex, np.complex128):
        return kind, form(value.real), form(value.imag)
    if kind is decimal.Decimal:
        return kind, value.as_tuple()
    if kind in (datetime.datetime, datetime.time):
        return kind, value.isoformat(), value.fold, form(value.tzinfo)
    if isinstance(value, datetime.tzinfo):
        return kind, repr(value)
    if kind is collections.deque:
        return kind, value.maxlen, [form(item) for item in value]
    if kind in (set, frozenset):
        return kind, collections.Counter(repr(form(item)) for item in value)
    if isinstance(value, dict):
        factory = getattr(value, "default_factory", None)
        return kind, factory, [(form(name), form(item)) for name, item in value.items()]
    if isinstance(value, (list, tuple)) or kind in (type({}.keys()), type({}.items())):
        return kind, [form(item) for item in value]
    if kind is slice:
        return kind, form([value.start, value.stop, value.step])
    return _library_form(value)


def _library_form(value: Any) -> Any:
    kind = type(value)
    if kind is torch.Tensor:
        flat = value.detach().resolve_conj().clone(memory_format=torch.contiguous_format).reshape(-1)
        flat = flat.as_strided(flat.shape, (1,))
        flat = torch.view_as_real(flat).reshape(-1) if flat.is_complex() else flat
        bits = flat.view(torch.uint8).tolist() if flat.numel() else []
        return kind, value.dtype, value.shape, value.requires_grad, value.device, bits
    if kind is np.ndarray and value.dtype == object:
        return kind, value.dtype, value.shape, [form(item) for item in value.reshape(-1)]
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.names:
        return kind, form(value.dtype), value.shape, [form(value[name]) for name in value.dtype.names]
    if isinstance(value, (np.ndarray, np.generic)):
        return kind, value.dtype.descr if value.dtype.names else value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, np.dtype):
        return kind, value.str, value.descr if value.names else None, value.itemsize
    if kind is pd.Timestamp:
        return kind, value.isoformat(), value.unit, value.fold, form(value.tzinfo)
    if isinstance(value, pd.Interval):
        return kind, form(value.left), form(value.right), value.closed
    if kind is pd.DataFrame:
        columns = [form(value.iloc[:, number]) for number in range(value.shape[1])]
        return kind, form(value.columns), form(value.index), columns
    if kind is pd.Series:
        return kind, form(value.name), form(value.index), form(value.array)
    if kind is pd.MultiIndex:
        return kind, list(value.names), [form(level) for level in value.levels], [list(codes) for codes in value.codes]
    if isinstance(value, pd.Index):
        freq = getattr(value, "freq", None)
        return kind, form(value.name), freq, form(value.array)
    if isinstance(value, pd.api.extensions.ExtensionArray):
        dtype = value.dtype
        details = form(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else None
        return kind, _dtype_form(dtype), details, [form(item) for item in value]
    if isinstance(value, pd.api.extensions.ExtensionDtype):
        return _dtype_form(value)
    return kind, repr(value)


def _dtype_form(dtype: Any) -> Any:
    zone = form(dtype.tz) if isinstance(dtype, pd.DatetimeTZDtype) else None
    categories = form(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else None
    return type(dtype), repr(dtype), zone, categories
