"""Named tuples and members of enumerations: values whose class both processes may have.

A class is looked up by module and name among what is imported already. Nothing is imported, and nothing of the class
is run: a named tuple is made as a tuple of that class, a member is taken from the class' members.
"""

from __future__ import annotations

import collections
import enum
import keyword
import sys
import types
from typing import Any

MOST_KINDS = 1000
_OWN = ("workbook.check", "workbook.grading")  # their values mean something to the grader: never made of an answer's
_named: dict[tuple[str, tuple[str, ...]], type] = {}
_PLAIN_NAMES = {*vars(collections.namedtuple("_Plain", "x")), "__orig_bases__", "__dict__", "__weakref__"}
_PLAIN_NAMES |= {"__annotations__", "__slots__"}


def is_named_tuple(kind: type) -> bool:
    """Whether *kind* was made by ``namedtuple`` or ``NamedTuple``, or inherits from such a class."""
    fields = getattr(kind, "_fields", None)
    return issubclass(kind, tuple) and type(fields) is tuple and all(type(name) is str for name in fields)


def has_more(value: Any) -> bool:
    """Whether a named tuple has methods or attributes beside its fields."""
    kinds = type(value).__mro__[: -len(tuple.__mro__)]
    known = _PLAIN_NAMES.union(value._fields)
    return bool(getattr(value, "__dict__", None)) or any(not known.issuperset(vars(kind)) for kind in kinds)


def named_parts(value: Any) -> list[Any]:
    """A named tuple as plain data."""
    kind = type(value)
    return [kind.__module__, kind.__qualname__, kind.__name__, list(kind._fields), list(tuple.__iter__(value))]


def to_named(content: Any) -> Any:
    """The named tuple of :func:`named_parts`, of this process' class of that name if it has one.

    Else of a class made for it; what that one lacks, methods, is asked of the sixth part, if there is one: a
    reference to the object that was taken apart. Raises ValueError.
    """
    module, qualified, name, fields, values, *origin = content
    if type(fields) is not list or type(values) is not list or len(fields) != len(values) or len(origin) > 1:
        raise ValueError("no named tuple")
    words = [name, *fields]
    if not all(type(word) is str and word.isidentifier() and not keyword.iskeyword(word) for word in words):
        raise ValueError("a named tuple with odd names")
    found = _shared(module, qualified)
    if found is not None and issubclass(found, tuple) and getattr(found, "_fields", None) == tuple(fields):
        return tuple.__new__(found, values)
    made = tuple.__new__(_made(name, tuple(fields)), values)
    if origin:
        made.__dict__["__origin__"] = origin[0]
    return made


def _made(name: str, fields: tuple[str, ...]) -> Any:
    if (name, fields) not in _named:
        if len(_named) >= MOST_KINDS:
            raise ValueError("too many kinds of named tuples")
        bare = collections.namedtuple(name, fields)  # type: ignore[misc]
        _named[name, fields] = type(name, (bare,), {"__getattr__": _ask_origin, "__module__": __name__})
    return _named[name, fields]


def _ask_origin(self: Any, name: str) -> Any:
    if name.startswith("__") or "__origin__" not in self.__dict__:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return getattr(self.__dict__["__origin__"], name)


def member_parts(value: Any) -> Any:
    """A member of an enumeration as plain data; NotImplemented for a combination of flags."""
    kind, name = type(value), value._name_
    return [kind.__module__, kind.__qualname__, name] if name in kind.__members__ else NotImplemented


def to_member(content: Any) -> Any:
    """The member of :func:`member_parts`, of this process' class of that name.

    Without such a class it is what came as the fourth part, a reference. Raises ValueError if there is none.
    """
    module, qualified, name, *origin = content
    found = _shared(module, qualified)
    if isinstance(found, enum.EnumMeta) and type(name) is str and name in found.__members__:
        return found.__members__[name]
    if len(origin) != 1:
        raise ValueError("a member of an unknown enumeration")
    return origin[0]


def _shared(module: Any, qualified: Any) -> type | None:
    """The class of that module and name in this process."""
    if type(module) is not str or type(qualified) is not str or module.startswith(_OWN):
        return None
    found: Any = sys.modules.get(module)
    if type(found) is not types.ModuleType:
        return None
    for name in qualified.split("."):
        found = vars(found).get(name) if type(found) is types.ModuleType or isinstance(found, type) else None
    if not isinstance(found, type) or (found.__module__, found.__qualname__) != (module, qualified):
        return None
    return found
