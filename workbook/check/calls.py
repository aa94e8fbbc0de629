"""Calling an answer and looking at what it raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.check.failure import Failure


def raises(
    kind: type[Exception], function: Callable[..., Any], *args: Any, says: str = "", look: str = "", **kwargs: Any
) -> None:
    """Fail unless ``function(*args, **kwargs)`` raises *kind*, with *says* in its message (case ignored).

    It is a call like any other: what is asked for does not show in it, or an answer could raise whenever it is wanted.
    """
    what = "the call with bad input"
    try:
        function(*args, **kwargs)
    except Exception as error:  # whatever the answer raises is what we came to see
        if getattr(error, "is_the_tests", False):
            raise
        seen = error
    else:
        raise Failure(what, f"{kind.__name__} raised", "no exception", look)
    # Of an error that crossed the boundary, the classes' names are known.
    names = getattr(seen, "kinds", ()) or [each.__name__ for each in type(seen).__mro__]
    if kind.__name__ not in names:
        raise Failure(what, f"{kind.__name__} raised", f"{names[0]}: {seen}", look)
    if says.lower() not in str(seen).lower():
        raise Failure(what, f"a message that says {says!r}", repr(str(seen)), look)
