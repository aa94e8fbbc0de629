"""The test process' end of the boundary: what it asks of the answer, and what it makes of the replies.

Plain data arrives by value. Anything else is a :class:`Proxy`: its calls, attributes, items and iteration are carried
out in the answer process. Whatever a reply holds is taken by its exact type; what is no reply is the answer's error.
"""

from __future__ import annotations

import contextlib
import sys
import time
import types
import weakref
from collections.abc import Callable
from typing import Any

from workbook.grading.boundary.codec import CALLBACK, GLOBAL, REFERENCE, Codec, Malformed, Unsendable
from workbook.grading.boundary.errors import AnswerError, AnswerGone, Misuse, known_error, name_of
from workbook.grading.boundary.frames import Closed, Link, TimedOut, TooBig
from workbook.grading.boundary.proxies import Proxy, Unseen
from workbook.grading.boundary.shell import message_of

_GLOBAL_ROOTS = {"builtins", "math", "cmath", "operator", "statistics", "torch", "numpy", "pandas", "random"}
MOST_OPERATIONS = 2_000_000
MOST_FREED = 5000  # objects that one request lets go
MOST_AHEAD = 64 * 1024  # bytes of requests that wait for their replies; a socket takes more
MOST_KINDS, MOST_NAME = 50, 200  # classes of one error, and characters of a name
MOST_KINDS_KEPT = 1000
_CALL = b"\x93\xa1c"  # how the message of a call begins
_NO_CALL = "what came from the answer's process is no call"
_UNREADABLE = (
    Malformed,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    MemoryError,
)
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
        self._observing: set[int] = set()  # of these, those whose reply is an observation
        self._plain = False  # whether what is being read is one
        self._ended: dict[int, tuple[Any, BaseException | None]] = {}
        self._until: float | None = None  # when a reply must be there at the latest, by time.monotonic()
        self.gone = False
        self.missed = False
        """Whether a test was told that the answer is gone."""
        self.replies = 0
        """How many replies came, fetched names apart: what a test can owe to the answer."""

    def reconnect(self, link: Link) -> None:
        """Go on with a new answer process; proxies of the old one are dead."""
        self._link, self.gone, self.missed = link, False, False
        self._proxies, self._classes, self._free = {}, {}, []
        self._open, self._ended = {}, {}
        self._observing.clear()

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

    def fetch(self, *names: str) -> dict[str, tuple[bool, Any]]:
        """For each of *names* whether the answer defines it, and its value."""
        reply = self.ask("fetch", *names)
        self.replies -= 1
        if type(reply) is not list or len(reply) != len(names) or not all(map(_is_pair, reply)):
            raise AnswerError("what came from the answer's process are no names' values")
        return {name: (found is True, value) for name, (found, value) in zip(names, reply, strict=True)}

    def fetch_all(self, names: list[str]) -> dict[str, tuple[bool, Any]]:
        """The same with one message for all; nothing if one of them can't be had."""
        try:
            return self.fetch(*names)
        except AnswerError:
            return {}

    def ask(self, operation: str, *arguments: Any) -> Any:
        """Have *operation* carried out in the answer process. Raises AnswerError or AnswerGone."""
        return self.begin(operation, *arguments)()

    def begin(self, operation: str, *arguments: Any) -> Callable[[], Any]:
        """Have it begun; what comes back waits for its end. What is begun or asked before that is carried out after it."""
        if self.gone:
            self.missed = True
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
            self.gone = self.missed = True
            raise AnswerGone from None
        except TooBig as error:
            raise AnswerError(f"too much data between answer and test: {error}") from None
        del self._free[: len(free)]
        self._last += 1
        number = self._last
        self._open[number] = len(request)
        if operation == "observe":
            self._observing.add(number)
        return lambda: self._end(number)

    def _end(self, number: int) -> Any:
        while number in self._open:
            self._receive_next()
        value, error = self._ended.pop(number, (None, AnswerGone()))
        if error is not None:
            self.missed |= isinstance(error, AnswerGone)
            raise error
        return value

    def _receive_next(self) -> None:
        """Take in the reply to the oldest request."""
        number = next(iter(self._open))
        try:
            self._ended[number] = (self._result(number in self._observing), None)
        except AnswerError as error:
            self._ended[number] = (None, error)
        except (Closed, TimedOut):
            self.gone = True
            self._open.clear()
        except TooBig as error:
            self._ended[number] = (None, AnswerError(f"too much data between answer and test: {error}"))
        finally:
            self.replies += 1
            self._open.pop(number, None)
            self._observing.discard(number)

    def _result(self, observed: bool) -> Any:
        while True:
            what, value = self._message(observed)
            if what == "v":
                return value
            if what == "e":
                raise self._error(value)
            self._call_back(value)

    def _message(self, observed: bool) -> tuple[str, Any]:
        """The next message: what it is and what it holds. What is no message of ours is the answer's error.

        If it is *observed*, only what it calls a function of the test's with may be asked of the answer again.
        """
        data = self._link.recv(self._until)
        self._plain = observed and not data.startswith(_CALL)
        try:
            message = self._codec.unpack(data)
            if type(message) is not list:
                raise Malformed("no list")
            what, value, printed = message
            if what not in ("v", "e", "c") or type(printed) is not list:
                raise Malformed("no kind of message")
            for name, text in printed:
                if type(name) is not str or type(text) is not str:
                    raise Malformed("no output")
                self._print("stderr" if name == "stderr" else "stdout", text)
        except _UNREADABLE as error:
            raise AnswerError(f"what came from the answer's process is no message ({error})") from None
        return what, value

    def _call_back(self, content: Any) -> None:
        if type(content) is not list or len(content) != 3:
            raise AnswerError(_NO_CALL)
        number, args, kwargs = content
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise AnswerError(_NO_CALL)
        if type(args) is not tuple or type(kwargs) is not dict or not all(type(name) is str for name in kwargs):
            raise AnswerError(_NO_CALL)
        asked_before, self._open = self._open, {}  # what the function asks is answered first
        try:
            reply = self._codec.pack(["returned", self._callbacks[number](*args, **kwargs)])
        except Unsendable as error:
            raise Misuse(f"the test's function returned what can't cross to the answer: {error}") from None
        except AnswerGone:
            raise
        except Exception as error:  # noqa: BLE001  (goes through the answer, which may handle it)
            reply = self._codec.pack(["raised", name_of(error), message_of(error)])
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
        if isinstance(value, Unseen):
            raise AnswerError(f"{value!r} was observed, which can't be handed back to the answer")
        if callable(value) and isinstance(value, _FUNCTIONS):
            self._callbacks.append(value)
            return CALLBACK, [len(self._callbacks) - 1, getattr(value, "__name__", "function")]
        raise Misuse(
            f"a test can't hand an object of type {type(value).__name__} to the answer: only plain data and functions "
            "cross; make it beside the answer, in an observer"
        )

    def _receive(self, code: int, content: Any) -> Any:
        if code == CALLBACK:
            if type(content) is not int or not 0 <= content < len(self._callbacks):
                raise Malformed("no function of the test's")
            return self._callbacks[content]
        if code != REFERENCE:
            raise Malformed(f"code {code}")
        number, kind, name, bases = content
        if type(number) is not int or type(kind) is not str or type(name) is not str:
            raise Malformed("no reference")
        if self._plain:
            self._free.append([number, 1])
            return Unseen(kind)
        if number in self._classes:
            return self._classes[number]
        if bases is not None:
            if type(bases) is not list or not all(type(base) is str for base in bases):
                raise Malformed("no class")
            names = [f"builtins.{base}" for base in bases[:MOST_KINDS]]
            self._classes[number] = self._error_class(name, names, (), number)
            return self._classes[number]
        known = self._proxies.get(number)
        proxy = known() if known is not None else None
        if known is None or proxy is None:
            proxy = Proxy(self, number, kind, name)
            known = self._proxies[number] = _Known(proxy, number, self._proxies, self._free)
        known.times += 1
        return proxy

    def _error(self, content: Any) -> AnswerError:
        """The error that *content* describes: its classes' names, messages and lines, each checked for its type."""
        try:
            names = [_text(name)[:MOST_NAME] for name in content["names"]][:MOST_KINDS]
            numbers = [number for number in content["numbers"] if type(number) is int][:MOST_KINDS]
            lines = [(_text(label), _whole(line), _text(text)) for label, line, text in content["lines"][-1:]]
            message = _text(content["message"])
        except (TypeError, LookupError, ValueError):
            return AnswerError("what came from the answer's process is no error")
        own = tuple(self._classes[number] for number in numbers if number in self._classes)
        short = names[0].rpartition(".")[2] if names else ""
        key = (short, tuple(names), own)
        made = self._kinds.get(key) or self._error_class(short, names, own, None)
        if len(self._kinds) < MOST_KINDS_KEPT:
            self._kinds[key] = made
        error = made(message)
        error.kinds = tuple(name.rpartition(".")[2] for name in names)
        for label, line, text in lines:
            error.where = f"{label}, line {line}: {text}"[:300]
        return error

    def _error_class(self, name: str, names: list[str], own: tuple[type, ...], number: int | None) -> type[AnswerError]:
        """A class that ``except`` knows as AnswerError, as the answer's own classes, and as the built-in one."""
        name = name[:MOST_NAME] if name.isidentifier() else "an exception without a name"
        builtin = next((kind for kind in map(known_error, names) if kind is not None), Exception)
        bases = [*own[:1], AnswerError, builtin] if builtin is not Exception else [*own[:1], AnswerError]
        bases = [base for base in bases if not any(other is not base and issubclass(other, base) for other in bases)]
        try:
            made = type(name, tuple(bases), {})
        except TypeError:  # their layouts don't fit together
            made = type(name, (AnswerError,), {})
        if number is not None:
            made.number = number  # type: ignore[attr-defined]
        return made


def _is_pair(value: Any) -> bool:
    return type(value) is list and len(value) == 2


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


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
