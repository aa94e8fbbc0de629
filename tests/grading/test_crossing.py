"""What is equal in one process is equal after a crossing, kind by kind; hostile bytes are never more than bytes."""

from __future__ import annotations

import collections
import contextlib
import datetime
import random
import sys
import tracemalloc
import types
import warnings
from collections.abc import Iterator
from typing import Any, ClassVar

import msgpack
import numpy as np
import pandas as pd
import pytest
import torch

from tests.grading import kinds
from tests.grading.kinds import Colour, Level, Pair, Right, Span, form
from workbook import check
from workbook.grading.boundary import codec_libraries, codec_tables, codec_times
from workbook.grading.boundary.codec import REFERENCE, Codec, Malformed, Unsendable

pytestmark = pytest.mark.filterwarnings("ignore:ComplexHalf")
SEEDS = range(40)
LATE = (codec_libraries, codec_tables, codec_times)
"""Parts of the codec that are imported when a value first needs them: here at once, whichever test comes first."""


class Trap:
    """Stands for an object of the answer's. Whatever is done to it while a message is read would be done over there."""

    touched: ClassVar[list[str]] = []

    def __getattribute__(self, name: str) -> Any:
        if name != "__class__":
            Trap.touched.append(name)
            raise AttributeError(name)
        return Trap


def _touch(name: str) -> Any:
    def method(self: Trap, *arguments: Any) -> Any:
        Trap.touched.append(name)
        raise TypeError(name)

    return method


for _name in [
    "len",
    "iter",
    "next",
    "getitem",
    "contains",
    "bool",
    "str",
    "float",
    "int",
    "index",
    "complex",
    "call",
    "add",
    "sub",
    "mul",
    "enter",
    "array",
    "fspath",
]:
    setattr(Trap, f"__{_name}__", _touch(_name))


def refuse(value: object) -> tuple[int, object]:
    raise Unsendable(type(value).__name__)


def refer(value: object) -> tuple[int, object]:
    return REFERENCE, [1, type(value).__name__, type(value).__name__, None]


def caught(code: int, content: object) -> object:
    if code != REFERENCE:
        raise Malformed(str(code))
    return Trap()


CODEC, ANSWER = Codec(refuse, caught), Codec(refer, caught, origins=True)


def crossed(value: Any, codec: Codec = CODEC) -> Any:
    return CODEC.unpack(codec.pack(value))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_of_value_arrives_as_it_was(kind):
    for seed in SEEDS:
        value = kinds.KINDS[kind](random.Random(f"{kind} {seed}"))
        assert form(crossed(value)) == form(value), f"seed {seed}"
        assert form(crossed(value, ANSWER)) == form(value), f"seed {seed}, from the answer"


@pytest.mark.parametrize("kind", ["container", *kinds.LIBRARIES])
def test_the_checks_find_no_difference_after_a_crossing(kind):
    for seed in SEEDS:
        value = kinds.KINDS[kind](random.Random(f"{kind} {seed}"))
        check.equal(crossed(value), value, f"seed {seed}")
        check.equal(value, crossed(value), f"seed {seed}")


def nodes(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all parts of a message."""
    yield path
    if isinstance(content, Ext):
        yield from nodes(content.content, (*path, "in"))
    items = enumerate(content) if isinstance(content, list) else content.items() if isinstance(content, dict) else ()
    for place, item in items:
        yield from nodes(item, (*path, place))


class Ext:
    """An extension of msgpack with its parts laid open."""

    def __init__(self, code: int, content: Any) -> None:
        self.code, self.content = code, content


def opened(data: bytes) -> Any:
    return msgpack.unpackb(
        data,
        ext_hook=lambda code, inner: Ext(code, opened(inner)),
        strict_map_key=False,
        unicode_errors="surrogatepass",
    )


def closed(content: Any) -> bytes:
    def default(part: Ext) -> msgpack.ExtType:
        return msgpack.ExtType(part.code, closed(part.content))

    packed = msgpack.packb(content, default=default, unicode_errors="surrogatepass")
    assert isinstance(packed, bytes)
    return packed


def replaced(content: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if path[0] == "in":
        return Ext(content.code, replaced(content.content, path[1:], new))
    made = content.copy()
    made[path[0]] = replaced(content[path[0]], path[1:], new)
    return made


def odd_part(chance: random.Random, codes: list[int]) -> Any:
    return chance.choice(
        [
            Ext(REFERENCE, [1, "a", "b", None]),
            Ext(chance.choice(codes), chance.choice([None, 0, "", [], [[]], {}, [0, 0, 0], ["x", [3], b""]])),
            Ext(1, hex(2 ** chance.choice([64, 5000]))),
            chance.choice([None, True, -1, 0, 2**31, 2**39, 2**62, 2**64 - 1, 1e300, float("nan")]),
            chance.choice(["", "a" * 50, "|O", "<U999999999", "M8[9999999999999999s]", "os", "__main__", "../../etc"]),
            chance.choice(
                [b"", b"\0" * 64, [], [None], {}, {1: 2}, [[2**39], b""], [Ext(REFERENCE, [1, "", "", None])]]
            ),
        ]
    )


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_no_forged_part_is_touched_or_takes_memory(kind):
    codes = [*range(1, 30), *range(40, 46), *range(50, 55), *range(60, 78), 99]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(150):
            chance = random.Random(f"{kind} {seed}")
            whole = opened(CODEC.pack(kinds.KINDS[kind](chance)))
            for _ in range(chance.randint(1, 2)):
                whole = replaced(whole, chance.choice(list(nodes(whole))), odd_part(chance, codes))
            data = closed(whole)
            Trap.touched.clear()
            before = set(sys.modules)
            tracemalloc.start()
            with contextlib.suppress(Malformed):
                CODEC.unpack(data)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert not Trap.touched, f"seed {seed}: {Trap.touched}"
            assert peak < 16 * 2**20 + 100 * len(data), f"seed {seed}: {peak / 2**20:.0f} MB"
            # A zone's rules may be read from the package tzdata.
            assert all(name.startswith(("tzdata", "importlib")) for name in set(sys.modules) - before)


def test_named_tuples_are_of_the_class_that_both_processes_have():
    assert type(crossed(Pair(1, 2))) is Pair and type(crossed(Span(1))) is Span
    assert crossed(Span(2)).length() == 7


def test_members_of_an_enumeration_are_those_of_this_process():
    for member in (Colour.RED, Colour.GREEN, Level.HIGH, Right.WRITE):
        assert crossed(member) is member


def only_there(source: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What *source* defines, in a module that the reader of messages doesn't have."""
    module = types.ModuleType("only_there")
    monkeypatch.setitem(sys.modules, "only_there", module)
    exec(source, vars(module))
    monkeypatch.delitem(sys.modules, "only_there")
    return vars(module)


def test_a_named_tuple_of_the_answers_own_compares_and_asks_the_answer_for_its_methods(monkeypatch):
    space = only_there(
        "import typing\nclass Own(typing.NamedTuple):\n    a: int\n    def twice(self): return 2 * self.a", monkeypatch
    )
    own = space["Own"](4)
    came = crossed(own, ANSWER)
    assert came == (4,) and came.a == 4 and type(came).__name__ == "Own"
    Trap.touched.clear()
    with pytest.raises(AttributeError, match="twice"):
        came.twice()
    assert Trap.touched == ["twice"]


def test_a_member_of_the_answers_own_enumeration_is_a_reference(monkeypatch):
    space = only_there("import enum\nclass Own(enum.Enum):\n    A = 1", monkeypatch)
    assert type(crossed(space["Own"].A, ANSWER)) is Trap
    with pytest.raises(Malformed):
        crossed(space["Own"].A)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("workbook.check.parts", "Score"),
        ("os", "terminal_size"),
        ("tests.grading.kinds", "Pair.__class__"),
        ("tests.grading.kinds", "pd.DataFrame"),
        ("no.such.module", "Pair"),
        ("builtins", "tuple"),
    ],
)
def test_a_named_tuple_never_becomes_of_another_kind_of_class(module, name):
    data = msgpack.packb(msgpack.ExtType(24, msgpack.packb([module, name, "P", ["left", "right"], [1, 2]])))
    came = CODEC.unpack(data)
    assert type(came).__module__ == "workbook.grading.boundary.codec_classes" and came == (1, 2)


def test_a_factory_of_the_answers_own_stays_there():
    came = crossed(collections.defaultdict(lambda: 3, a=1), ANSWER)
    assert came == {"a": 1} and type(came.default_factory) is Trap
    counted = crossed(collections.defaultdict(int, a=1))
    assert counted["b"] == 0


BY_REFERENCE = {
    "a sparse tensor": lambda: torch.eye(2).to_sparse(),
    "a tensor without data": lambda: torch.empty(2, device="meta"),
    "a nested tensor": lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]),
    "a quantized tensor": lambda: torch.quantize_per_tensor(torch.ones(2), 0.5, 0, torch.qint8),
    "a number repeated for ever": lambda: torch.zeros(1).expand(2**40),
    "a masked array": lambda: np.ma.array([1, 2], mask=[True, False]),
    "objects in fields": lambda: np.array([(1, None)], dtype=[("a", int), ("b", object)]),
    "a sparse series": lambda: pd.Series(pd.arrays.SparseArray([0, 0, 1])),
    "a frame with a sparse column": lambda: pd.DataFrame({"a": pd.arrays.SparseArray([0, 0, 1])}),
    "a sparse dtype": lambda: pd.SparseDtype(int),
    "a calendar": lambda: pd.date_range("2024", periods=2, freq=pd.offsets.CustomBusinessDay(holidays=["2024-01-03"])),
    "an own zone": lambda: datetime.datetime(2024, 1, 1, tzinfo=type("Own", (datetime.tzinfo,), {})()),
    "flags": lambda: Right.READ | Right.WRITE,
    "a view of memory": lambda: memoryview(b"ab"),
}


@pytest.mark.parametrize("kind", BY_REFERENCE)
@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors", "ignore:.*quantiz")
def test_what_can_not_be_rebuilt_as_it_is_crosses_by_reference(kind):
    assert type(crossed(BY_REFERENCE[kind](), ANSWER)) is Trap


def test_a_tensor_that_would_be_huge_written_out_is_malformed():
    with pytest.raises(Malformed, match="too large"):
        CODEC.unpack(msgpack.packb(msgpack.ExtType(50, msgpack.packb(["float32", [2**39], b"\0" * 4, [0], False]))))


@pytest.mark.parametrize("name", [name for name, kind in vars(torch).items() if type(kind) is torch.dtype])
def test_a_forged_tensor_of_any_dtype_is_sound_or_malformed(name):
    dtype = getattr(torch, name)
    data = msgpack.packb(msgpack.ExtType(50, msgpack.packb([name, [2], b"\1" * (2 * dtype.itemsize), None, False])))
    with contextlib.suppress(Malformed):
        came = CODEC.unpack(data)
        assert came.dtype in kinds.DENSE and repr(came) and len(came.tolist()) == 2


@pytest.mark.parametrize(
    ("code", "content"),
    [
        (40, ["|b1", [2], b"\1\2"]),
        (40, ["<U1", [1], b"\xff" * 4]),
        (40, [">U1", [1], b"\0\x11\0\0"]),
        (40, [[[["a", "|b1", 0]], 1], [1], b"\5"]),
        (50, ["bool", [2], b"\1\2", None, False]),
    ],
)
def test_elements_that_no_answer_could_have_are_malformed(code, content):
    with pytest.raises(Malformed, match="truths"):
        CODEC.unpack(msgpack.packb(msgpack.ExtType(code, msgpack.packb(content))))
