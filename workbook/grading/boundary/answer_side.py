"""The answer process: runs the student's cells, and does on request what the test process asks of their objects.

Everything here shares an interpreter with the student's code, so nothing that it sends is believed: the other ends check
its messages, and no verdict is reached here.
"""

from __future__ import annotations

import asyncio
import importlib
import operator
import select
from collections.abc import Callable
from typing import Any

import msgpack

from workbook.grading.boundary import observers, protocol
from workbook.grading.boundary.codec import CALLBACK, GLOBAL, REFERENCE, Codec, Malformed, Unsendable
from workbook.grading.boundary.frames import Closed, Link, TooBig
from workbook.grading.boundary.shell import Runner, error_output, message_of, name_of_class, own_frames
from workbook.grading.replies import frame_room

MOST_CALL_OUTPUT = 20_000


class Served:
    """The objects of this process that the test process refers to, and what it may do with them."""

    def __init__(self, link: Link, runner: Runner) -> None:
        self._link, self._runner = link, runner
        self._codec = Codec(self._refer, self._receive, origins=True)
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._times: dict[int, int] = {}  # how often the test process was told of each, and has not let go of it
        self._last = 0

    def _refer(self, value: Any) -> tuple[int, Any]:
        if isinstance(value, _Callback):
            return CALLBACK, value.number
        number = self._numbers.get(id(value))
        if number is None:
            self._last = number = self._last + 1
            self._objects[number], self._numbers[id(value)], self._times[number] = value, number, 0
        self._times[number] += 1
        kind = value if isinstance(value, type) else type(value)
        bases = [base.__name__ for base in kind.__mro__] if isinstance(value, type) else []
        error = isinstance(value, type) and issubclass(value, Exception)
        return REFERENCE, [number, type(value).__name__, kind.__name__, bases if error else None]

    def _receive(self, code: int, content: Any) -> Any:
        if code == REFERENCE:
            return self._objects[content]
        if code == CALLBACK:
            return _Callback(self, content[0], content[1])
        if code == GLOBAL:
            found: Any = importlib.import_module(content[0])
            for part in content[1].split("."):
                found = getattr(found, part)
            return found
        raise Malformed(f"code {code}")

    def handle_one(self) -> None:
        """Answer one request of the test process."""
        try:
            name, arguments, free = self._codec.unpack(self._link.recv())
        except Malformed as error:
            self._reply("e", _described(TypeError(str(error)), {}))
            return
        self._let_go(free)
        self._runner.outputs.begin(MOST_CALL_OUTPUT)
        try:
            value = _OPERATIONS[name](self, *arguments)
        except Closed:
            raise
        except BaseException as error:  # noqa: BLE001  (whatever the student's code raises is the test's to judge)
            self._reply("e", _described(error, self._numbers))
        else:
            self._reply("v", value)

    def _let_go(self, free: list[list[int]]) -> None:
        """Forget objects, unless the test process is to hear of them again."""
        for number, times in free:
            self._times[number] -= times
            if not self._times[number]:
                del self._times[number]
                del self._numbers[id(self._objects.pop(number))]

    def _reply(self, what: str, value: Any) -> None:
        printed = [[item["name"], item["text"]] for item in self._runner.outputs.finish() if "text" in item]
        try:
            self._link.send(self._codec.pack([what, value, printed]))
        except (Unsendable, TooBig) as error:
            reason = ValueError(f"the value that the answer gave can't be handed to the test: {error}")
            self._link.send(self._codec.pack(["e", _described(reason, {}), []]))

    def call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the test process, and serve it meanwhile."""
        self._link.send(self._codec.pack(["c", [number, args, kwargs], []]))
        while True:
            data = self._link.recv()
            content = self._codec.unpack(data)
            if content[0] == "returned":
                return content[1]
            if content[0] == "raised":
                raise _error_named(content[1])(content[2])
            self._serve_nested(content)

    def _serve_nested(self, content: Any) -> None:
        name, arguments, free = content
        self._let_go(free)
        try:
            value = _OPERATIONS[name](self, *arguments)
        except Closed:
            raise
        except BaseException as error:  # noqa: BLE001
            self._reply("e", _described(error, self._numbers))
        else:
            self._reply("v", value)

    def fetch(self, *names: str) -> list[Any]:
        """For each name ``[True, value]`` if the student's cells defined it, ``[False, None]`` if none did."""
        space = self._runner.shell.user_ns
        return [[name in space, space.get(name)] for name in names]


class _Callback:
    """A function of the test process, as the answer sees it."""

    number: int
    _served: Served

    def __init__(self, served: Served, number: int, name: str) -> None:
        self.__dict__.update(number=number, __name__=name, __qualname__=name, _served=served)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._served.call_back(self.number, args, kwargs)


def _error_named(name: str) -> type[Exception]:
    import builtins

    kind = getattr(builtins, name, RuntimeError)
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError


def _described(error: BaseException, numbers: dict[int, int]) -> protocol.Described:
    kinds = type(error).__mro__
    return {
        "names": [f"{_module_of(kind)}.{name_of_class(kind)}" for kind in kinds],
        "numbers": [numbers[id(kind)] for kind in kinds if id(kind) in numbers],
        "message": message_of(error),
        "lines": list(own_frames(error))[-8:],
    }


def _module_of(kind: type) -> str:
    module = vars(type)["__module__"].__get__(kind)
    return module if isinstance(module, str) else ""


def _observe(served: Served, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return observers.observer(name)(*args, **kwargs)


def _await(served: Served, value: Any) -> Any:
    async def wait() -> Any:
        return await value

    return asyncio.run(wait())


def _exit(served: Served, value: Any) -> None:
    value.__exit__(None, None, None)


_UNARY: dict[str, Callable[[Any], Any]] = {
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "str": str,
    "repr": repr,
    "float": float,
    "int": int,
    "index": operator.index,
    "complex": complex,
    "neg": operator.neg,
    "pos": operator.pos,
    "abs": abs,
    "invert": operator.invert,
    "reversed": reversed,
    "dir": dir,
    "enter": lambda value: value.__enter__(),
}
BINARY = ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "fetch": Served.fetch,
    "call": lambda served, function, args, kwargs: function(*args, **kwargs),
    "getattr": lambda served, value, name: getattr(value, name),
    "setattr": lambda served, value, name, new: setattr(value, name, new),
    "delattr": lambda served, value, name: delattr(value, name),
    "getitem": lambda served, value, key: value[key],
    "setitem": lambda served, value, key, new: operator.setitem(value, key, new),
    "delitem": lambda served, value, key: operator.delitem(value, key),
    "observe": _observe,
    "await": _await,
    "exit": _exit,
    **{name: lambda served, value, act=act: act(value) for name, act in _UNARY.items()},
    **{
        name: lambda served, one, other, act=getattr(operator, name): act(one, other)  # noqa: B008  (binds the operator)
        for name in (*BINARY, "and_", "or_", "xor", "lshift", "rshift")
    },
}


def serve(control: Link, boundary: Link, runner: Runner) -> None:
    """Run cells for the engine and requests for the test process, until the engine hangs up."""
    served: Served | None = Served(boundary, runner)
    while True:
        waiting = [control, boundary] if served is not None else [control]
        ready = select.select(waiting, [], [])[0]
        if control in ready:
            try:
                request: protocol.Run = msgpack.unpackb(control.recv())
            except Closed:
                return
            ran = runner.run(request["source"], request["label"], request["most"], request["pictures"])
            if ran.error is not None and not any(output["output_type"] == "error" for output in ran.outputs):
                ran.outputs.append(error_output(ran.error))
            control.send(_packed(ran.outputs, ran.count, frame_room(request["most"] // 1024)))
        elif served is not None:
            try:
                served.handle_one()
            except (Closed, TooBig):
                served = None


def _packed(outputs: list[dict[str, Any]], count: int, most: int) -> bytes:
    """The engine takes no reply over *most* bytes."""
    try:
        data = msgpack.packb({"outputs": outputs, "count": count}, unicode_errors="replace")
        why = "too big" if len(data) > most else ""
    except (TypeError, ValueError, OverflowError, RecursionError):
        why = "not of the kinds that a notebook can keep"
    if why:
        left_out = {"output_type": "stream", "name": "stderr", "text": f"[the outputs were left out: {why}]\n"}
        data = msgpack.packb({"outputs": [left_out], "count": count})
    assert isinstance(data, bytes)
    return data
