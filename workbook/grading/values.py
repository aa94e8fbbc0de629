"""The plain data that crosses the boundary between answer and test, and nothing else.

Values are recognised by their exact type and rebuilt from plain parts; nothing is ever unpickled. What is not plain
data is handed to ``outgoing``, which may turn it into a reference. A malformed message raises :class:`Malformed`.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import keyword
import pathlib
import sys
import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

import msgpack

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
_flat_packer = msgpack.Packer(use_bin_type=True)


def plain(kind: type, code: int, encode: Encoder, decode: Decoder, flat: bool = False) -> None:
    """Let instances of exactly *kind* cross as *code*: *encode* takes them apart, *decode* puts them together.

    The parts are *flat* if they are made of lists, texts, bytes, numbers and None only.
    """
    _encoders[kind] = (code, encode)
    _decoders[code] = decode
    if flat:
        _flat.add(code)


class Codec:
    """Messages of one end. *outgoing* gives ``(code, plain data)`` for what isn't plain; *incoming* undoes that."""

    def __init__(self, outgoing: Callable[[Any], tuple[int, Any]], incoming: Callable[[int, Any], Any]) -> None:
        self._outgoing, self._incoming = outgoing, incoming
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
        elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
            code, content = _NAMED, [kind.__name__, list(kind._fields), list(tuple.__iter__(value))]
        if content is NotImplemented:
            code, content = self._outgoing(value)
        packed = msgpack.ExtType(code, _flat_packer.pack(content) if code in _flat else self.pack(content))
        self._depth -= 1
        return packed

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
        return _decoders[code](content) if code in _decoders else self._incoming(code, content)


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


def _exactly(value: Any, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise Malformed(f"a {type(value).__name__} where {kinds[0].__name__} belongs")
    return value


def _bounded(decode: Decoder, kind: type, most: int = 100_000) -> Decoder:
    return lambda content: decode(content) if len(_exactly(content, kind)) <= most else _too_long()


def _too_long() -> Any:
    raise Malformed("too long")


def _from_hex(text: str) -> int:
    return int(text, 16)  # quadratic decimal conversion would be a way to waste the test's time


plain(int, 1, hex, _bounded(_from_hex, str))  # only integers beyond 64 bits come here
plain(complex, 2, lambda value: [value.real, value.imag], lambda content: complex(*content))
plain(tuple, 3, list, lambda content: tuple(_exactly(content, list)))
plain(set, 4, list, lambda content: set(_exactly(content, list)))
plain(frozenset, 5, list, lambda content: frozenset(_exactly(content, list)))
plain(bytearray, 6, bytes, lambda content: bytearray(_exactly(content, bytes)))
plain(decimal.Decimal, 7, str, _bounded(decimal.Decimal, str))
plain(
    fractions.Fraction,
    8,
    lambda value: [value.numerator, value.denominator],
    lambda content: fractions.Fraction(_exactly(content[0], int), _exactly(content[1], int)),
)
plain(range, 9, lambda value: [value.start, value.stop, value.step], lambda content: range(*content))
plain(slice, 10, lambda value: [value.start, value.stop, value.step], lambda content: slice(*content))
plain(type(Ellipsis), 11, lambda value: True, lambda content: ...)
plain(type(NotImplemented), 12, lambda value: True, lambda content: NotImplemented)
plain(uuid.UUID, 13, lambda value: value.hex, lambda content: uuid.UUID(_exactly(content, str)))
plain(datetime.date, 14, lambda value: value.isoformat(), datetime.date.fromisoformat)
plain(
    datetime.timedelta,
    15,
    lambda value: [value.days, value.seconds, value.microseconds],
    lambda content: datetime.timedelta(*content),
)
plain(
    collections.Counter,
    16,
    dict,
    lambda content: collections.Counter(_exactly(content, dict)),
)
plain(
    collections.OrderedDict,
    17,
    lambda value: [list(pair) for pair in value.items()],
    lambda content: collections.OrderedDict(content),
)
plain(
    collections.defaultdict,
    18,
    dict,
    lambda content: collections.defaultdict(None, _exactly(content, dict)),
)
plain(
    collections.deque,
    19,
    lambda value: [list(value), value.maxlen],
    lambda content: collections.deque(content[0], content[1]),
)
plain(pathlib.PosixPath, 20, str, lambda content: pathlib.PosixPath(_exactly(content, str)))
plain(pathlib.PurePosixPath, 21, str, lambda content: pathlib.PurePosixPath(_exactly(content, str)))


def _zone(value: datetime.tzinfo | None) -> Any:
    if value is None:
        return [0]
    if type(value) is datetime.timezone:
        return [1, value.utcoffset(None).total_seconds()]
    if type(value) is zoneinfo.ZoneInfo and value.key:
        return [2, value.key]
    return NotImplemented


def _to_zone(content: Any) -> datetime.tzinfo | None:
    if content[0] == 1:
        return datetime.timezone(datetime.timedelta(seconds=content[1]))
    return zoneinfo.ZoneInfo(_exactly(content[1], str)) if content[0] == 2 else None


def _from_datetime(value: datetime.datetime) -> Any:
    zone = _zone(value.tzinfo)
    return NotImplemented if zone is NotImplemented else [value.replace(tzinfo=None).isoformat(), value.fold, zone]


def _to_datetime(content: Any) -> datetime.datetime:
    naive = datetime.datetime.fromisoformat(_exactly(content[0], str))
    return naive.replace(fold=content[1], tzinfo=_to_zone(content[2]))


plain(datetime.datetime, 22, _from_datetime, _to_datetime)
plain(datetime.time, 23, lambda value: value.replace(tzinfo=None).isoformat(), datetime.time.fromisoformat)

_NAMED = 24
_named: dict[tuple[str, tuple[str, ...]], Any] = {}


def _to_named(content: Any) -> Any:
    name, fields, values = _exactly(content[0], str), tuple(content[1]), content[2]
    words = [name, *fields]
    if not all(type(word) is str and word.isidentifier() and not keyword.iskeyword(word) for word in words):
        raise Malformed("a named tuple with odd names")
    if (name, fields) not in _named:
        if len(_named) > 1000:
            raise Malformed("too many kinds of named tuples")
        _named[name, fields] = collections.namedtuple(name, fields)
    return _named[name, fields](*values)


_decoders[_NAMED] = _to_named

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
    if value.__module__.startswith("pandas") and value.__name__ in ("DataFrame", "Series", "Index", "Timestamp"):
        return f"pandas.{value.__name__}"
    return NotImplemented


def _to_type(content: Any) -> type:
    name = _exactly(content, str)
    if name in _TYPES:
        return _TYPES[name]
    library, _, rest = name.partition(".")
    if library == "numpy":
        import numpy

        kind = getattr(numpy, rest)
        if isinstance(kind, type) and (issubclass(kind, numpy.generic) or kind is numpy.ndarray):
            return kind
    if name in ("torch.Tensor", "pandas.DataFrame", "pandas.Series", "pandas.Index", "pandas.Timestamp"):
        return getattr(__import__(library), rest)  # type: ignore[no-any-return]
    raise Malformed(f"no type {name[:40]!r} crosses the boundary")


plain(type, 25, _from_type, _to_type)

_LIBRARIES = {"numpy": range(40, 50), "torch": range(50, 60), "pandas": range(60, 70)}
_learnt: set[str] = set()


def _learn(library: str) -> None:
    """Let values of a library cross; imported only once one of its values is seen."""
    if library in _LIBRARIES and library not in _learnt:
        _learnt.add(library)
        from workbook.grading import value_libraries

        getattr(value_libraries, f"learn_{library}")()


def _learn_for(code: int) -> None:
    for library, codes in _LIBRARIES.items():
        if code in codes:
            _learn(library)


def learn_libraries() -> None:
    """Learn now, before a fork, what the libraries that are imported need."""
    for library in _LIBRARIES:
        if library in sys.modules:
            _learn(library)
