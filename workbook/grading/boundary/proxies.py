"""An object of the answer as the test process sees it.

No operator ever hands a value of the test to an object of the answer: ``result == 4`` is false for every proxy, and
``result - 4`` an error, or an answer could pass by agreeing with whatever it is compared to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from workbook.grading.boundary.answer_side import BINARY
from workbook.grading.boundary.errors import AnswerError

if TYPE_CHECKING:
    from workbook.grading.boundary.remote import Remote

_DUNDERS = {"__name__", "__doc__", "__qualname__", "__annotations__", "__defaults__", "__kwdefaults__", "__wrapped__"}
_DUNDERS |= {"__dict__", "__slots__", "__members__", "__dataclass_fields__", "__version__", "__next__", "__all__"}


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
        raise TypeError(f"the answer gave an object of type {self.__remote_type__()}, which a test can't copy")


class Unseen:
    """An object of the answer's in an observation: what kind it is, and nothing else.

    It can't be asked, or an answer could show a check one thing when it looks and another when it compares.
    """

    __slots__ = ("_kind",)

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __repr__(self) -> str:
        return f"an object of type {self._kind}"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self!r} was observed, which is neither true nor false")

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self!r} was observed, of which {name!r} is not known")


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
