"""Calling an answer and looking at what it raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.check.beside import beside
from workbook.check.failure import Failure


@beside
def outcome(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Call *function*: ``{"raised": names of the exception's classes, "message": its text}``, both empty if none.

    An observer: it runs next to the answer.
    """
    try:
        function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        names = [kind.__name__ for kind in type(error).__mro__ if kind not in (BaseException, object)]
        return {"raised": names, "message": str(error)}
    return {"raised": [], "message": ""}


def raises(
    kind: type[Exception], function: Callable[..., Any], *args: Any, says: str = "", look: str = "", **kwargs: Any
) -> None:
    """Fail unless ``function(*args, **kwargs)`` raises *kind*, with *says* in its message (case ignored)."""
    seen = outcome(function, args, kwargs)
    what = "the call with bad input"
    if not seen["raised"]:
        raise Failure(what, f"{kind.__name__} raised", "no exception", look)
    if kind.__name__ not in seen["raised"]:
        raise Failure(what, f"{kind.__name__} raised", f"{seen['raised'][0]}: {seen['message']}", look)
    if says.lower() not in seen["message"].lower():
        raise Failure(what, f"a message that says {says!r}", repr(seen["message"]), look)
