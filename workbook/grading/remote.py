"""The answer's objects as the test process sees them.

Plain data arrives by value. Anything else is a :class:`Proxy`: its calls, attributes, items and iteration are carried
out in the answer process. No operator ever hands a value of the test to an object of the answer: ``result == 4`` is
false for every proxy, and ``result - 4`` an error, or an answer could pass by agreeing with whatever it is compared to.
"""

from __future__ import annotations

import contextlib
import sys
import time
import types
import weakref
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from workbook.grading.answer import BINARY
from workbook.grading.answer_errors import AnswerError, AnswerGone, Misuse, known_error, name_of
from workbook.grading.link import Closed, Link, TimedOut, TooBig
from workbook.grading.values import CALLBACK, GLOBAL, REFERENCE, Codec, Malformed, Unsendable

_GLOBAL_ROOTS = {"builtins", "math", "cmath", "operator", "statistics", "torch", "numpy", "pandas", "random"}
_DUNDERS = {"__name__", "__doc__", "__qualname__", "__annotations__", "__defaults__", "__kwdefaults__", "__wrapped__"}
_DUNDERS |= {"__dict__", "__slots__", "__members__", "__dataclass_fields__", "__version__", "__next__", "__all__"}
MOST_OPERATIONS = 2_000_000
MOST_FREED = 5000  # objects that one request lets go
MOST_AHEAD = 64 * 1024  # bytes of requests that wait for their replies; a socket takes more
PATIENCE = 5.0  # seconds for what a test no longer waits for


class Remote:
    """The test process' end of the boundary."""

    def __init__(self, link: Link, print_: Callable[[str, str], None]) -> None:
        self._link, self._print = link, print_
        self._codec = Codec(self._refer, self._receive)
        self._callbacks: list[Callable[..., Any]] = []
        self._proxies: dict[int, _Known] = {}
        self._classes: dict[int, type[AnswerError]] = {}
        self._free: list[list[int]] = []  # for the answer: objects without a proxy, and how often they were referred to
        self._kinds: dict[tuple[Any, ...], type[AnswerError]] = {}
        self._operations = 0
        self._last = 0
        self._open: dict[int, int] = {}  # requests without a reply yet, oldest first: number and bytes
        self._ended: dict[int, tuple[Any, BaseException | None]] = {}
        self._until: float | None = None  # when a reply must be there at the latest, by time.monotonic()
        self.gone = False

    def reconnect(self, link: Link) -> None:
        """Go on with a new answer process; proxies of the old one are dead."""
        self._link, self.gone = link, False
        self._proxies, self._classes, self._free = {}, {}, []
        self._open, self._ended = {}, {}

    def settle(self) -> None:
        """Take in what was begun and not waited for, as after a failure, or the answer would be stuck with its replies.

        An answer that takes long over it is given up.
        """
        self._until = time.monotonic() + PATIENCE
        try:
            while self._open:
                with contextlib.suppress(Misuse, AnswerGone):
                    self._receive_next()
        finally:
            self._until = None
            self._ended.clear()

    def fetch(self, name: str) -> tuple[bool, Any]:
        """Whether the answer defines *name*, and its value."""
        ((found, value),) = self.ask("fetch", name)
        return found is True, value

    def fetch_all(self, names: list[str]) -> dict[str, tuple[bool, Any]]:
        """The same for many names with one message; nothing if one of them can't be had."""
        try:
            return {
                name: (found is True, value)
                for name, (found, value) in zip(names, self.ask("fetch", *names), strict=True)
            }
        except (AnswerError, TypeError, ValueError):
            return {}

    def ask(self, operation: str, *arguments: Any) -> Any:
        """Have *operation* carried out in the answer process. Raises AnswerError or AnswerGone."""
        return self.begin(operation, *arguments)()

    def begin(self, operation: str, *arguments: Any) -> Callable[[], Any]:
        """Have it begun; what comes back waits for its end. What is begun or asked before that is carried out after it."""
        if self.gone:
            raise AnswerGone
        self._operations += 1
        if self._operations > MOST_OPERATIONS:
            raise AnswerError("the test asked the answer too often; does it give an endless iterator?")
        try:
            free = self._free[:MOST_FREED]
            request = self._codec.pack([operation, list(arguments), free])
        except Unsendable as error:
            raise Misuse(f"the test can't hand this to the answer: {error}") from None
        # Requests must fit into the socket: the answer may be stuck with replies that nobody reads yet. One that may call
        # back is on its own, or its questions and these would get mixed up.
        while self._open and (self._callbacks or sum(self._open.values()) + len(request) > MOST_AHEAD):
            self._receive_next()
        try:
            self._link.send(request)
        except Closed:
            self.gone = True
            raise AnswerGone from None
        except TooBig as error:
            raise AnswerError(f"too much data between answer and test: {error}") from None
        del self._free[: len(free)]
        self._last += 1
        number = self._last
        self._open[number] = len(request)
        return lambda: self._end(number)

    def _end(self, number: int) -> Any:
        while number in self._open:
            self._receive_next()
        value, error = self._ended.pop(number, (None, AnswerGone()))
        if error is not None:
            raise error
        return value

    def _receive_next(self) -> None:
        """Take in the reply to the oldest request."""
        number = next(iter(self._open))
        try:
            self._ended[number] = (self._result(), None)
        except AnswerError as error:
            self._ended[number] = (None, error)
        except (Closed, TimedOut):
            self.gone = True
            self._open.clear()
        except TooBig as error:
            self._ended[number] = (None, AnswerError(f"too much data between answer and test: {error}"))
        finally:
            self._open.pop(number, None)

    def _result(self) -> Any:
        while True:
            try:
                message = self._codec.unpack(self._link.recv(self._until))
                what, value, printed = message
                for name, text in printed:
                    self._print("stderr" if name == "stderr" else "stdout", str(text))
            except (Malformed, TypeError, ValueError) as error:
                raise AnswerError(f"what came from the answer's process is no message ({error})") from None
            if what == "v":
                return value
            if what == "e":
                raise self._error(value)
            self._call_back(value)

    def _call_back(self, content: Any) -> None:
        asked_before, self._open = self._open, {}  # what the function asks is answered first
        try:
            number, args, kwargs = content
            function = self._callbacks[number]
            if type(args) is not tuple or type(kwargs) is not dict:
                raise AnswerError("what came from the answer's process is no call")
            reply = self._codec.pack(["returned", function(*args, **kwargs)])
        except Unsendable as error:
            raise Misuse(f"the test's function returned what can't cross to the answer: {error}") from None
        except AnswerGone:
            raise
        except Exception as error:  # noqa: BLE001  (goes through the answer, which may handle it)
            reply = self._codec.pack(["raised", name_of(error), str(error)])
        finally:
            self._open = asked_before
        self._link.send(reply)

    def _refer(self, value: Any) -> tuple[int, Any]:
        if isinstance(value, Proxy):
            return REFERENCE, object.__getattribute__(value, "_number")
        if isinstance(value, type) and issubclass(value, AnswerError) and "number" in vars(value):
            return REFERENCE, vars(value)["number"]
        place = _place_of(value)
        if place is not None:
            return GLOBAL, list(place)
        if callable(value) and isinstance(value, _FUNCTIONS):
            self._callbacks.append(value)
            return CALLBACK, [len(self._callbacks) - 1, getattr(value, "__name__", "function")]
        raise Misuse(
            f"a test can't hand an object of type {type(value).__name__} to the answer: only plain data and functions "
            "cross; make it beside the answer, in an observer"
        )

    def _receive(self, code: int, content: Any) -> Any:
        if code == CALLBACK:
            return self._callbacks[content]
        if code != REFERENCE:
            raise Malformed(f"code {code}")
        number, kind, name, bases = content
        if type(number) is not int or type(kind) is not str or type(name) is not str:
            raise Malformed("no reference")
        if number in self._classes:
            return self._classes[number]
        if bases is not None:
            self._classes[number] = self._error_class(name, [f"builtins.{base}" for base in bases], (), number)
            return self._classes[number]
        known = self._proxies.get(number)
        proxy = known() if known is not None else None
        if known is None or proxy is None:
            proxy = _proxy(self, number, kind, name)
            known = self._proxies[number] = _Known(proxy, number, self._proxies, self._free)
        known.times += 1
        return proxy

    def _error(self, content: Any) -> AnswerError:
        try:
            names = [str(name)[:200] for name in content["names"]][:50]
            numbers = [number for number in content["numbers"] if type(number) is int]
            lines = [(str(label), int(line), str(text)) for label, line, text in content["lines"]]
            message = str(content["message"])
        except (TypeError, KeyError, ValueError):
            return AnswerError("what came from the answer's process is no error")
        own = tuple(self._classes[number] for number in numbers if number in self._classes)
        short = names[0].rpartition(".")[2]
        key = (short, tuple(names), own)
        if key not in self._kinds:
            self._kinds[key] = self._error_class(short, names, own, None)
        error = self._kinds[key](message)
        error.kinds = tuple(name.rpartition(".")[2] for name in names)
        if lines:
            label, line, text = lines[-1]
            error.where = f"{label}, line {line}: {text}"[:300]
        return error

    def _error_class(self, name: str, names: list[str], own: tuple[type, ...], number: int | None) -> type[AnswerError]:
        """A class that ``except`` knows as AnswerError, as the answer's own classes, and as the built-in one."""
        builtin = next((kind for kind in map(known_error, names) if kind is not None), Exception)
        bases = [*own[:1], AnswerError, builtin] if builtin is not Exception else [*own[:1], AnswerError]
        bases = [base for base in bases if not any(other is not base and issubclass(other, base) for other in bases)]
        try:
            made = type(name, tuple(bases), {})
        except TypeError:
            made = type(name, (AnswerError,), {})
        if number is not None:
            made.number = number  # type: ignore[attr-defined]
        return made


class _Known(weakref.ref["Proxy"]):
    """A proxy that lives, and how often the answer referred to its object.

    When it is gone, the answer is told so with the next request. It lets go of the object if it has not referred to it
    more often than that: a reference that is still on its way keeps the object.
    """

    __slots__ = ("_free", "_known", "number", "times")

    def __new__(cls, proxy: Proxy, *_: Any) -> _Known:
        return super().__new__(cls, proxy, cls._gone)

    def __init__(self, proxy: Proxy, number: int, known: dict[int, _Known], free: list[list[int]]) -> None:
        self.number, self.times = number, 0
        self._known, self._free = known, free  # those of one answer process: the next one has numbers of its own

    def _gone(self) -> None:
        self._free.append([self.number, self.times])
        if self._known.get(self.number) is self:
            del self._known[self.number]


_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.LambdaType,
    type(len),
    __import__("functools").partial,
    type(__import__("operator").itemgetter(0)),
)


def _place_of(value: Any) -> tuple[str, str] | None:
    """Module and name of a function or class that both processes have; None for the test's own."""
    name, module = getattr(value, "__qualname__", None), getattr(value, "__module__", None)
    if not isinstance(value, type | types.FunctionType | types.BuiltinFunctionType) or not isinstance(name, str):
        return None
    if module is None or str(module).startswith("torch._C"):
        module = "torch"
        name = name.rpartition(".")[2]
    if str(module).partition(".")[0] not in _GLOBAL_ROOTS:
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (str(module), name) if found is value else None


def _refuse(proxy: Proxy, other: Any) -> NoReturn:
    remote_type = Proxy.__remote_type__(proxy)
    raise TypeError(
        f"the answer gave an object of type {remote_type} where a {type(other).__name__} can be calculated with: "
        "return plain numbers, texts, lists, arrays or tensors"
    )


class Proxy:
    """An object of the answer process."""

    __slots__ = ("__weakref__", "_label", "_number", "_remote", "_type")

    def __init__(self, remote: Remote, number: int, kind: str, label: str) -> None:
        for name, value in (("_remote", remote), ("_number", number), ("_type", kind), ("_label", label)):
            object.__setattr__(self, name, value)

    def __remote_type__(self) -> str:
        """The name of the object's class over there, for messages."""
        return str(object.__getattribute__(self, "_type"))

    def __getattribute__(self, name: str) -> Any:
        if name in ("__class__", "__remote_type__"):
            return object.__getattribute__(self, name)
        if (name.startswith("__") and name not in _DUNDERS) or name.startswith(("_repr_", "_ipython_")):
            raise AttributeError(f"{name!r} of an answer's object stays on its side of the boundary")
        return _ask(self, "getattr", name)

    def __setattr__(self, name: str, value: Any) -> None:
        _ask(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        _ask(self, "delattr", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _ask(self, "call", args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        return _ask(self, "getitem", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        _ask(self, "setitem", key, value)

    def __delitem__(self, key: Any) -> None:
        _ask(self, "delitem", key)

    def __len__(self) -> int:
        size = _ask(self, "len")
        return size if type(size) is int else _bad("len()", "int")

    def __iter__(self) -> Iterator[Any]:
        return _items(object.__getattribute__(self, "_remote"), _ask(self, "iter"))

    def __next__(self) -> Any:
        return _next(self)

    def __contains__(self, item: Any) -> bool:
        return any(item is own or item == own for own in self)

    def __bool__(self) -> bool:
        truth = _ask(self, "bool")
        return truth if type(truth) is bool else _bad("bool()", "bool")

    def __str__(self) -> str:
        text = _ask(self, "str")
        return text if type(text) is str else _bad("str()", "str")

    def __repr__(self) -> str:
        text = _ask(self, "repr")
        return text if type(text) is str else _bad("repr()", "str")

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __float__(self) -> float:
        number = _ask(self, "float")
        return number if type(number) is float else _bad("float()", "float")

    def __int__(self) -> int:
        number = _ask(self, "int")
        return number if type(number) is int else _bad("int()", "int")

    def __index__(self) -> int:
        number = _ask(self, "index")
        return number if type(number) is int else _bad("index", "int")

    def __hash__(self) -> int:
        return hash((id(object.__getattribute__(self, "_remote")), object.__getattribute__(self, "_number")))

    def __enter__(self) -> Any:
        return _ask(self, "enter")

    def __exit__(self, *error: object) -> None:
        _ask(self, "exit")  # whatever it returns: an answer must not swallow the test's own failures

    def __await__(self) -> Iterator[Any]:
        return _ask(self, "await")  # type: ignore[no-any-return]
        yield

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise Misuse("an object of the answer can't be copied in a test")


def _bad(what: str, wanted: str) -> Any:
    raise AnswerError(f"{what} of the answer's object gave no {wanted}")


def _ask(proxy: Proxy, operation: str, *arguments: Any) -> Any:
    remote = object.__getattribute__(proxy, "_remote")
    return remote.ask(operation, proxy, *arguments)


def _next(proxy: Proxy) -> Any:
    try:
        return _ask(proxy, "next")
    except AnswerError as error:
        if error.kinds[:1] == ("StopIteration",):
            raise StopIteration from None
        raise


def _items(remote: Remote, iterator: Any) -> Iterator[Any]:
    if not isinstance(iterator, Proxy):
        raise AnswerError("iter() of the answer's object gave no iterator")
    while True:
        try:
            item = _next(iterator)
        except StopIteration:
            return
        yield item


def _proxy(remote: Remote, number: int, kind: str, label: str) -> Proxy:
    return Proxy(remote, number, kind, label)


def _binary(name: str, reflected: bool = False) -> Callable[[Proxy, Any], Any]:
    compare = name in ("eq", "ne", "lt", "le", "gt", "ge")

    def method(self: Proxy, other: Any) -> Any:
        if isinstance(other, Proxy):
            remote = object.__getattribute__(self, "_remote")
            return remote.ask(name, other, self) if reflected else remote.ask(name, self, other)
        return NotImplemented if compare else _refuse(self, other)

    return method


for _operator in (*BINARY, "and_", "or_", "xor", "lshift", "rshift"):
    setattr(Proxy, f"__{_operator.strip('_')}__", _binary(_operator))
    if _operator not in ("eq", "ne", "lt", "le", "gt", "ge"):
        setattr(Proxy, f"__r{_operator.strip('_')}__", _binary(_operator, reflected=True))
for _operator in ("neg", "pos", "abs", "invert", "reversed", "dir", "complex"):
    setattr(Proxy, f"__{_operator}__", lambda self, name=_operator: _ask(self, name))
