"""The plain data that crosses the boundary between answer and test, and nothing else.

Values are recognised by their exact type and rebuilt from plain parts; nothing is ever unpickled. What is not plain
data is handed to ``outgoing``, which may turn it into a reference. A malformed message raises :class:`Malformed`.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import importlib
import pathlib
import sys
import uuid
from collections.abc import Callable
from typing import Any

import msgpack

from workbook.grading.boundary import codec_classes

MAX_DEPTH = 60
MOST_CONTAINERS = 5_000_000  # lists and dicts of one message: each takes 60 bytes, and may come as one
_COUNTED = 1 << 20  # bytes of a message from which on they are counted
REFERENCE, CALLBACK, GLOBAL = 100, 101, 102


class Malformed(Exception):
    """Bytes that are no message of the boundary."""


class Unsendable(Exception):
    """A value that can't cross the boundary. ``str()`` says why."""


Encoder = Callable[[Any], Any]
Decoder = Callable[[Any], Any]
_encoders: dict[type, tuple[int, Encoder]] = {}
_decoders: dict[int, Decoder] = {}
_flat: set[int] = set()
_PARTS = {type(None), bool, int, float, str, bytes, list, dict}
_flat_packer = msgpack.Packer(use_bin_type=True)


def plain(kind: type, code: int, encode: Encoder, decode: Decoder, flat: bool = False) -> None:
    """Let instances of exactly *kind* cross as *code*: *encode* takes them apart, *decode* puts them together.

    *encode* gives one of msgpack's own types. *decode* calls, compares and goes through no part whose kind it has not
    looked at: a reference among the parts would ask the other process while its message is read.

    The parts are *flat* if they are made of lists, texts, bytes, numbers and None only.
    """
    _encoders[kind] = (code, encode)
    _decoders[code] = decode
    if flat:
        _flat.add(code)


class Codec:
    """Messages of one end. *outgoing* gives ``(code, plain data)`` for what isn't plain; *incoming* undoes that.

    With *origins* a value that is more than its parts, a named tuple with methods, takes a reference to itself along.
    """

    def __init__(
        self,
        outgoing: Callable[[Any], tuple[int, Any]],
        incoming: Callable[[int, Any], Any],
        origins: bool = False,
    ) -> None:
        self._outgoing, self._incoming, self._origins = outgoing, incoming, origins
        self._depth = self._containers = 0
        self._packers: list[Any] = []  # those that no level of a nested value uses now

    def pack(self, value: Any) -> bytes:
        """The message for *value*. Raises Unsendable."""
        packer = self._packers.pop() if self._packers else self._packer()
        try:
            packed = packer.pack(_apart(value))
        except (ValueError, OverflowError, RecursionError) as error:
            self._depth = 0
            raise Unsendable(f"it is nested too deeply, refers to itself or is too big ({error})") from None
        self._packers.append(packer)
        assert isinstance(packed, bytes)
        return packed

    def _packer(self) -> Any:
        return msgpack.Packer(
            default=self._encode,
            strict_types=True,
            use_bin_type=True,
            unicode_errors="surrogatepass",
        )

    def _encode(self, value: Any) -> msgpack.ExtType:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._depth = 0
            raise Unsendable("it is nested too deeply")
        if type(value) is _Buffer:
            value = value.held
        kind = type(value)
        code: int = 0
        content: Any = NotImplemented
        if kind not in _encoders:
            _learn(str(kind.__module__).partition(".")[0])
        if kind in _encoders:
            code, encode = _encoders[kind]
            content = encode(value)
        elif isinstance(value, type):  # a class with a metaclass
            code, content = _encoders[type][0], _from_type(value)
        elif codec_classes.is_named_tuple(kind):
            code, content = _NAMED, codec_classes.named_parts(value)
            if self._origins and codec_classes.has_more(value):
                content.append(self._reference(value))
        elif issubclass(kind, enum.Enum):
            code, content = _MEMBER, codec_classes.member_parts(value)
            if self._origins and content is not NotImplemented:
                content.append(self._reference(value))
        if content is NotImplemented:
            code, content = self._outgoing(value)
        packed = msgpack.ExtType(code, _flat_packer.pack(content) if code in _flat else self.pack(content))
        self._depth -= 1
        return packed

    def _reference(self, value: Any) -> msgpack.ExtType:
        code, content = self._outgoing(value)
        return msgpack.ExtType(code, self.pack(content))

    def unpack(self, data: bytes) -> Any:
        """The value of a message. Raises Malformed."""
        self._depth = self._containers = 0
        try:
            return self._unpack(data)
        except Malformed:
            raise
        except Exception as error:  # noqa: BLE001  (whatever hostile bytes bring about)
            raise Malformed(f"{type(error).__name__}: {error}") from None

    def _unpack(self, data: bytes) -> Any:
        count = self._count if len(data) > _COUNTED else None
        return msgpack.unpackb(
            data,
            ext_hook=self._decode,
            list_hook=count,
            object_hook=count,
            raw=False,
            strict_map_key=False,
            unicode_errors="surrogatepass",
        )

    def _count(self, made: Any) -> Any:
        self._containers += 1
        return made if self._containers <= MOST_CONTAINERS else _too_long()

    def _decode(self, code: int, data: bytes) -> Any:
        self._depth += 1
        if self._depth > 4 * MAX_DEPTH:
            raise Malformed("nested too deeply")
        content = msgpack.unpackb(data) if code in _flat else self._unpack(data)
        self._depth -= 1
        if code not in _decoders:
            _learn_for(code)
        if code not in _decoders:
            return self._incoming(code, content)
        if type(content) not in _PARTS:
            raise Malformed("a value where its parts belong")
        return _decoders[code](content)


class _Buffer:
    """Holds what msgpack would send as bytes, though it is something else."""

    def __init__(self, held: bytearray | memoryview) -> None:
        self.held = held


_BUFFERS, _NESTED = {bytearray, memoryview}, {list, dict, bytearray, memoryview}


def _apart(value: Any) -> Any:
    """*value* with each bytearray and memoryview wrapped, so that they don't arrive as bytes."""
    kind = type(value)
    if kind in _BUFFERS:
        return _Buffer(value)
    if kind is list and not _NESTED.isdisjoint(map(type, value)):
        return [_apart(item) for item in value]
    if kind is dict and not _NESTED.isdisjoint(map(type, value.values())):
        return {key: _apart(item) for key, item in value.items()}
    return value


def exactly(value: Any, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise Malformed(f"a {type(value).__name__} where {kinds[0].__name__} belongs")
    return value


def _bounded(decode: Decoder, kind: type, most: int = 100_000) -> Decoder:
    return lambda content: decode(content) if len(exactly(content, kind)) <= most else _too_long()


def _too_long() -> Any:
    raise Malformed("too long")


def _from_hex(text: str) -> int:
    return int(text, 16)  # quadratic decimal conversion would be a way to waste the test's time


def each(kind: type, *kinds: type) -> Decoder:
    """A decoder that hands a list of items of exactly *kinds* to *kind*."""
    return lambda content: kind(*[exactly(item, *kinds) for item in exactly(content, list)])


def _from_pairs(content: Any) -> list[tuple[Any, Any]]:
    return [(key, value) for key, value in (exactly(pair, list) for pair in exactly(content, list))]


def _to_defaultdict(content: Any) -> Any:
    factory, items = content
    if factory is not None and not callable(factory):
        raise Malformed("no factory")
    return collections.defaultdict(factory, exactly(items, dict))


def _to_deque(content: Any) -> Any:
    items, most = content
    return collections.deque(exactly(items, list), exactly(most, int, type(None)))


def _bounds(value: Any) -> list[Any]:
    return [value.start, value.stop, value.step]


plain(int, 1, hex, _bounded(_from_hex, str))  # only integers beyond 64 bits come here
plain(complex, 2, lambda value: [value.real, value.imag], each(complex, float))
plain(tuple, 3, list, lambda content: tuple(exactly(content, list)))
plain(set, 4, list, lambda content: set(exactly(content, list)))
plain(frozenset, 5, list, lambda content: frozenset(exactly(content, list)))
plain(bytearray, 6, bytes, lambda content: bytearray(exactly(content, bytes)))
plain(decimal.Decimal, 7, str, _bounded(decimal.Decimal, str))
plain(fractions.Fraction, 8, lambda value: [value.numerator, value.denominator], each(fractions.Fraction, int))
plain(range, 9, _bounds, each(range, int))
plain(slice, 10, _bounds, lambda content: slice(*exactly(content, list)))
plain(type(Ellipsis), 11, lambda value: True, lambda content: ...)
plain(type(NotImplemented), 12, lambda value: True, lambda content: NotImplemented)
plain(uuid.UUID, 13, lambda value: value.hex, lambda content: uuid.UUID(exactly(content, str)))
plain(collections.Counter, 16, dict, lambda content: collections.Counter(exactly(content, dict)))
plain(
    collections.OrderedDict,
    17,
    lambda value: [list(pair) for pair in value.items()],
    lambda content: collections.OrderedDict(_from_pairs(content)),
)
plain(collections.defaultdict, 18, lambda value: [value.default_factory, dict(value)], _to_defaultdict)
plain(collections.deque, 19, lambda value: [list(value), value.maxlen], _to_deque)
plain(pathlib.PosixPath, 20, str, lambda content: pathlib.PosixPath(exactly(content, str)))
plain(pathlib.PurePosixPath, 21, str, lambda content: pathlib.PurePosixPath(exactly(content, str)))
plain(type({}.keys()), 27, list, lambda content: dict.fromkeys(exactly(content, list)).keys())
plain(type({}.values()), 28, list, lambda content: dict(enumerate(exactly(content, list))).values())
plain(
    type({}.items()),
    29,
    lambda value: [list(pair) for pair in value],
    lambda content: dict(_from_pairs(content)).items(),
)

_NAMED, _MEMBER = 24, 26
_decoders[_NAMED], _decoders[_MEMBER] = codec_classes.to_named, codec_classes.to_member

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in [
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        bytearray,
        list,
        tuple,
        dict,
        set,
        frozenset,
        object,
        type(None),
    ]
    + [range, slice, datetime.date, datetime.datetime, datetime.time, datetime.timedelta, decimal.Decimal]
    + [fractions.Fraction, collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque]
    + [pathlib.Path, uuid.UUID, type(Ellipsis)]
    + [kind for kind in vars(__import__("builtins")).values() if isinstance(kind, type) and issubclass(kind, Exception)]
}


def _from_type(value: type) -> Any:
    name = value.__name__
    if _TYPES.get(name) is value:
        return name
    return _numpy_type_name(value)


def _numpy_type_name(value: type) -> Any:
    if value.__module__ == "numpy":
        import numpy

        if issubclass(value, numpy.generic) or value is numpy.ndarray:
            return f"numpy.{value.__name__}"
    if value.__module__ == "torch" and value.__name__ == "Tensor":
        return "torch.Tensor"
    name = f"pandas.{value.__name__}"
    return name if value.__module__.startswith("pandas") and name in _LIBRARY_TYPES else NotImplemented


_LIBRARY_TYPES = {"torch.Tensor"} | {
    f"pandas.{name}"
    for name in ("DataFrame", "Series", "Index", "Timestamp", "Timedelta", "Period", "Interval", "Categorical")
}


def _to_type(content: Any) -> type:
    name = exactly(content, str)
    if name in _TYPES:
        return _TYPES[name]
    library, _, rest = name.partition(".")
    if library == "numpy":
        import numpy

        kind = vars(numpy).get(rest)
        if isinstance(kind, type) and (issubclass(kind, numpy.generic) or kind is numpy.ndarray):
            return kind
    if name in _LIBRARY_TYPES:
        return getattr(__import__(library), rest)  # type: ignore[no-any-return]
    raise Malformed(f"no type {name[:40]!r} crosses the boundary")


plain(type, 25, _from_type, _to_type)

_LIBRARIES = {  # the codes of a module's values, and what learns them
    "numpy": (range(40, 50), "workbook.grading.boundary.codec_libraries", "learn_numpy"),
    "torch": (range(50, 60), "workbook.grading.boundary.codec_libraries", "learn_torch"),
    "pandas": ((*range(60, 70), 76), "workbook.grading.boundary.codec_tables", "learn_pandas"),
    "datetime": (range(70, 75), "workbook.grading.boundary.codec_times", "learn_times"),
    "zoneinfo": (range(70, 75), "workbook.grading.boundary.codec_times", "learn_times"),
}
_learnt: set[str] = set()


def _learn(library: str) -> None:
    """Let values of a library cross; imported only once one of its values is seen."""
    if library in _LIBRARIES and library not in _learnt:
        _learnt.add(library)
        _, module, function = _LIBRARIES[library]
        getattr(importlib.import_module(module), function)()


def _learn_for(code: int) -> None:
    for library, (codes, _, _) in _LIBRARIES.items():
        if code in codes:
            _learn(library)


def learn_libraries() -> None:
    """Learn now, before a fork, what the libraries that are imported need."""
    for library in _LIBRARIES:
        if library in sys.modules:
            _learn(library)
