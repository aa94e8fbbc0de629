"""A decorator for functions, and what it must keep."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from workbook.check.failure import fail
from workbook.check.observers import beside


@beside
def observe_decorator(timed: Callable[..., Any], pause: float) -> dict[str, Any]:
    """Decorates small functions and calls them; what came back, what was logged, and what each function is called."""
    log: list[Any] = []
    seen: dict[str, Any] = {"error": None, "raised": None}

    def area(width: int, height: int = 2, *more: int, unit: str = "m") -> list[Any]:
        """Width times height."""
        time.sleep(pause)
        return [width * height, list(more), unit]

    def broken(key: str) -> str:
        """Raises KeyError."""
        return {"a": "b"}[key]

    try:
        wrapped, failing = timed(log)(area), timed(log)(broken)
        seen["names"] = [wrapped.__name__, failing.__name__]
        seen["docs"] = [wrapped.__doc__, failing.__doc__]
        seen["before"] = len(log)
        seen["results"] = [wrapped(3), wrapped(3, 4, 5, 6, unit="km"), wrapped(height=1, width=7), failing("a")]
        kind = type("Parcel", (), {"weigh": timed(log)(lambda self, grams: [type(self).__name__, grams])})
        seen["method"] = kind().weigh(5)
        try:
            failing("missing")
        except Exception as error:  # noqa: BLE001  (whatever comes through is what we came to see)
            seen["raised"] = f"{type(error).__name__}: {error}"
        seen["log"] = [dict(entry) for entry in log]
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen


def decorates(timed: Callable[..., Any], part: str, pause: float = 0.0) -> None:
    """One `part` of what a timing decorator must keep: name, result, log, exception."""
    seen = observe_decorator(timed, pause)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("timed isn't written yet: it raises NotImplementedError", look="your answer cell")
        fail(
            f"a function decorated with timed(log) raised {seen['error']}",
            look="does the wrapper take *args and **kwargs, and return a function?",
        )
    {"name": _kept_name, "result": _kept_result, "log": _logged, "exception": _let_through}[part](seen, pause)


def _kept_name(seen: Mapping[str, Any], pause: float) -> None:
    if seen["names"] != ["area", "broken"]:
        fail(
            f"the decorated functions are called {seen['names']}, expected ['area', 'broken']: it loses the name",
            look="functools.wraps, or __name__ by hand",
        )
    if seen["docs"] != ["Width times height.", "Raises KeyError."]:
        fail(
            f"the decorated functions have the docstrings {seen['docs']}: it loses the docstring",
            look="functools.wraps, or __doc__ by hand",
        )


def _kept_result(seen: Mapping[str, Any], pause: float) -> None:
    expected = [[6, [], "m"], [12, [5, 6], "km"], [7, [], "m"], "b"]
    if seen["results"] != expected:
        fail(
            f"decorated functions gave {seen['results']}, expected {expected}",
            look="return the function's result; pass *args and **kwargs on",
        )
    if seen["method"] != ["Parcel", 5]:
        fail(
            f"a decorated method gave {seen['method']}, expected ['Parcel', 5]",
            look="the wrapper is a function that hands on all it gets, self too",
        )


def _logged(seen: Mapping[str, Any], pause: float) -> None:
    if seen["before"]:
        fail(
            "something was logged when a function was decorated: expected one entry for each call",
            look="append in the wrapper, not in the decorator",
        )
    names = [entry.get("name") for entry in seen["log"]]
    if names[:4] != ["area", "area", "area", "broken"] or len(names) < 5:
        fail(
            f"the log holds the names {names}, expected one entry for each call: 'area' three times, 'broken', …",
            look="log.append({'name': …, 'seconds': …, 'ok': …})",
        )
    for entry in seen["log"]:
        if set(entry) != {"name", "seconds", "ok"}:
            fail(f"an entry has the keys {sorted(entry)}, expected ['name', 'ok', 'seconds']", look="log.append")
        if type(entry["seconds"]) is not float or not 0 <= entry["seconds"] < 60:
            fail(
                f"an entry says {entry['seconds']!r} seconds, expected a small float that is not negative",
                look="time.perf_counter() after minus before",
            )
    if not all(entry["seconds"] >= 0.9 * pause for entry in seen["log"][:3]):
        fail(
            f"a call that takes {pause} seconds was logged as {seen['log'][0]['seconds']:.6f}",
            look="the clock runs from before the call to after it",
        )
    if [entry["ok"] for entry in seen["log"][:4]] != [True] * 4:
        fail("a call that returned isn't logged with ok True", look="ok is False only if the function raised")


def _let_through(seen: Mapping[str, Any], pause: float) -> None:
    if seen["raised"] is None:
        fail(
            "the decorator swallows exceptions: a function that raises KeyError came back without a word",
            look="try … finally, or raise again after logging",
        )
    if seen["raised"] != "KeyError: 'missing'":
        fail(
            f"expected the function's own KeyError: 'missing', came {seen['raised']}",
            look="a bare raise keeps the exception as it is",
        )
    last = seen["log"][-1]
    if last.get("name") != "broken" or last.get("ok") is not False:
        fail(
            f"the call that raised is logged as {last}, expected name 'broken' and ok False",
            look="finally: it runs after an exception too",
        )
