"""A decorator for functions, and what it must keep."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from workbook.check.failure import UNWRITTEN, fail
from workbook.check.observers import beside
from workbook.check.values import MAPPINGS


class _Stop(BaseException):
    """Raised by a function, as a user's Ctrl-C is: not an Exception."""


@beside
def observe_decorator(timed: Callable[..., Any], pause: float) -> dict[str, Any]:
    """Decorates small functions and calls them; what came back, what was logged, and what each function is called."""
    log: list[Any] = [{"name": "before"}]
    other: list[Any] = []
    seen: dict[str, Any] = {"error": None, "raised": [], "elapsed": [], "lost": []}

    def area(width: int, height: int = 2, *more: int, unit: str = "m") -> list[Any]:
        """Width times height."""
        time.sleep(pause)
        return [width * height, list(more), unit]

    def broken(key: str) -> str:
        """Raises KeyError."""
        return {"a": "b"}[key]

    words = {"args": 2, "kwargs": 3, "name": 4, "start": 5, "seconds": 6, "ok": 7, "result": 8, "func": 9, "fn": 10}

    def same(log: Any, function: Any = None, **args: Any) -> Any:
        given = {"function": function, **args}
        seen["lost"] = [name for name, value in {"function": 1, **words}.items() if given.get(name) != value]
        return log

    def nothing() -> None:
        time.sleep(pause / 2)

    def fails(error: BaseException) -> None:
        time.sleep(pause / 2)
        raise error

    def clocked(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seen["elapsed"].append(time.perf_counter() - start)

    try:
        decorate = timed(log)
        wrapped, failing, quiet = decorate(area), decorate(broken), decorate(nothing)
        seen["names"] = [wrapped.__name__, failing.__name__, quiet.__name__]
        seen["docs"] = [wrapped.__doc__, failing.__doc__, quiet.__doc__]
        seen["before"] = len(log) - 1
        seen["results"] = [
            clocked(wrapped, 3),
            clocked(wrapped, 3, 4, 5, 6, unit="km"),
            clocked(wrapped, height=1, width=7),
            clocked(failing, "a"),
            clocked(quiet),
        ]
        thing: list[int] = []
        seen["same"] = timed(other)(same)(log=thing, function=1, **words) is thing
        kind = type("Parcel", (), {"weigh": timed(other)(lambda self, grams: [type(self).__name__, grams])})
        seen["method"] = kind().weigh(5)
        seen["log"] = [_entry(entry) for entry in log]
        seen["other"] = [_entry(entry) for entry in other]
        raising = timed(other)(fails)
        for error in (KeyError("missing"), ValueError("odd", 7), _Stop("stop")):
            seen["raised"].append(_raised(raising, error))
        seen["after"] = [_entry(entry) for entry in other[len(seen["other"]) :]]

        def both() -> None:
            time.sleep(pause / 2)
            quiet()
            time.sleep(pause / 2)

        outer = timed(other)(both)
        clocked(outer)
        seen["nested"] = _entry(other[-1]) if other else None
        seen["ran"], seen["levels"] = _recursive(timed, pause / 4)
        seen["tried"], seen["turns"], seen["strange"] = _moody(timed, pause / 2)
        seen["kept"] = bool(log) and log[0] == {"name": "before"}
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen


def _recursive(timed: Callable[..., Any], pause: float) -> tuple[list[float], list[Any]]:
    """Seconds that each call of a function took that calls itself twice, and what was logged of it."""
    log: list[Any] = []
    ran: list[float] = []

    def down(depth: int) -> None:
        start = time.perf_counter()
        time.sleep(pause)
        if depth:
            deeper(depth - 1)
        ran.append(time.perf_counter() - start)

    deeper = timed(log)(down)
    deeper(2)
    return ran, [_entry(entry) for entry in log]


def _moody(timed: Callable[..., Any], pause: float) -> tuple[int, list[Any], int]:
    """How often a function ran that returns and raises in turn, its log after four calls, and entries in another log.

    The other log is that of a decorator made later.
    """
    log: list[Any] = []
    other: list[Any] = []
    ran = 0

    def moody(error: BaseException | None) -> None:
        nonlocal ran
        ran += 1
        time.sleep(pause)
        if error:
            raise error

    decorated, _ = timed(log)(moody), timed(other)(moody)
    for error in (None, KeyError("first"), None, ValueError("second")):
        _raised(decorated, error) if error else decorated(None)
    return ran, [_entry(entry) for entry in log], len(other)


def _entry(entry: Any) -> Any:
    return dict(entry) if type(entry) is dict else f"a {type(entry).__name__}"


def _raised(function: Callable[..., Any], error: BaseException) -> list[str]:
    """What *error* is called, and what came through: "itself", another one, or nothing."""
    name, told = type(error).__name__.lstrip("_"), error.args
    try:
        function(error)
    except BaseException as came:  # noqa: BLE001  (whatever comes through is what we came to see)
        changed = (
            came.__cause__ is not None or came.__suppress_context__ or came.args != told or hasattr(came, "__notes__")
        )
        return [name, "itself" if came is error and not changed else f"{type(came).__name__}: {came}"]
    return [name, "nothing"]


def decorates(timed: Callable[..., Any], part: str, pause: float = 0.0) -> None:
    """One `part` of what a timing decorator must keep: name, result, log, exception, seconds, several."""
    seen = observe_decorator(timed, pause)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("timed isn't written yet: it raises NotImplementedError", look=UNWRITTEN)
        fail(
            f"a function decorated with timed(log) raised {seen['error']}",
            look="does the wrapper take *args and **kwargs, and return a function?",
        )
    parts = {"name": _kept_name, "result": _kept_result, "log": _logged, "exception": _let_through}
    (parts | {"seconds": _seconds, "several": _several})[part](seen, pause)


def _kept_name(seen: Mapping[str, Any], pause: float) -> None:
    if seen["names"] != ["area", "broken", "nothing"]:
        fail(
            f"the decorated functions are called {seen['names']}, expected ['area', 'broken', 'nothing']: it loses the name",
            look="functools.wraps, or __name__ by hand",
        )
    if seen["docs"] != ["Width times height.", "Raises KeyError.", None]:
        fail(
            f"the decorated functions have the docstrings {seen['docs']}, expected ['Width times height.', "
            "'Raises KeyError.', None]: it loses the docstring",
            look="functools.wraps, or __doc__ by hand",
        )


CALLS = ["area(3)", "area(3, 4, 5, 6, unit='km')", "area(height=1, width=7)", "broken('a')", "nothing()"]
RESULTS = [[6, [], "m"], [12, [5, 6], "km"], [7, [], "m"], "b", None]


def _kept_result(seen: Mapping[str, Any], pause: float) -> None:
    for call, came, expected in zip(CALLS, seen["results"], RESULTS, strict=True):
        if came != expected:
            fail(
                f"the decorated {call} gave {came!r}, expected {expected!r}",
                look="return the function's result; pass *args and **kwargs on",
            )
    if seen["lost"]:
        fail(
            f"an argument called {seen['lost'][0]!r} did not arrive at the decorated function",
            look="the wrapper has no arguments of its own, only *args and **kwargs",
        )
    if not seen["same"]:
        fail(
            "a decorated function that returns its argument gave another object, expected the very one that went in",
            look="hand arguments and result through as they are, without a copy",
        )
    if seen["method"] != ["Parcel", 5]:
        fail(
            f"a decorated method gave {seen['method']}, expected ['Parcel', 5]",
            look="the wrapper is a function that hands on all it gets, self too",
        )


def _logged(seen: Mapping[str, Any], pause: float) -> None:
    if seen["before"]:
        fail(
            f"{seen['before']} entries were logged when functions were decorated: expected one entry for each call",
            look="append in the wrapper, not in the decorator",
        )
    expected = ["area", "area", "area", "broken", "nothing"]
    entries = seen["log"][1:]
    for entry in [*entries, *seen["after"]]:
        if type(entry) not in MAPPINGS or set(entry) != {"name", "seconds", "ok"}:
            came = f"the keys {sorted(entry)}" if type(entry) is dict else entry
            fail(
                f"an entry{_of_failure(entry)} has {came}, expected a dict with the keys ['name', 'ok', 'seconds']",
                look="log.append",
            )
        if type(entry["seconds"]) is not float or not 0 <= entry["seconds"] < 60:
            fail(
                f"an entry{_of_failure(entry)} says {entry['seconds']!r} seconds, expected a small float that is not negative",
                look="time.perf_counter() after minus before",
            )
    names = [entry["name"] for entry in entries]
    if names != expected:
        fail(
            f"the log holds the names {names}, expected one entry for each call: {expected}",
            look="log.append({'name': …, 'seconds': …, 'ok': …}) in the wrapper",
        )
    if any(entry["ok"] is not True for entry in entries):
        fail(
            f"calls that returned are logged with ok {[entry['ok'] for entry in entries]}, expected True each time",
            look="ok is False only if the function raised",
        )
    if len(seen["ran"]) != 3 or len(seen["levels"]) != 3:
        fail(
            f"a function that calls itself twice ran {len(seen['ran'])} times, with {len(seen['levels'])} entries in the log: "
            "expected 3 and 3",
            look="each call of the wrapper calls the function once and logs once, inside another call too",
        )
    _in_turn(seen)
    if not seen["kept"]:
        fail("what the log held before is gone, expected it to stay", look="log.append, and no assignment to log")


def _in_turn(seen: Mapping[str, Any]) -> None:
    """Of a function that returns and raises in turn: it ran once a call, and each call has an entry of its own."""
    what = "a function called four times, which returns and raises in turn,"
    if seen["tried"] != 4:
        fail(f"{what} ran {seen['tried']} times: expected 4", look="call the function once, and not again if it raises")
    if seen["strange"]:
        fail(
            f"{what} logged in the list of another timed(log), made later",
            look="each timed(log) has its own log: the argument, and nothing that all of them share",
        )
    came = [entry.get("ok") if type(entry) in MAPPINGS else entry for entry in seen["turns"]]
    if came != [True, False, True, False]:
        fail(
            f"{what} is logged with ok {came}, expected [True, False, True, False]",
            look="the flag, and the dict, are new for each call",
        )


def _of_failure(entry: Any) -> str:
    """Says so, if *entry* is that of the call that raised."""
    return " of a call that raised" if type(entry) is dict and entry.get("name") == "fails" else ""


def _seconds(seen: Mapping[str, Any], pause: float) -> None:
    _logged(seen, pause)
    takes = [pause, pause, pause, 0.0, pause / 2]
    for call, entry, least, most in zip(CALLS, seen["log"][1:], takes, seen["elapsed"], strict=False):
        if not 0.9 * least <= entry["seconds"] <= most + 1e-4:
            fail(
                f"{call}, a call that takes {most:.6f} seconds, was logged as {entry['seconds']:.6f}",
                look="the clock runs from before the call to after it, and anew for each call",
            )
    came, most = seen["nested"]["seconds"], seen["elapsed"][-1]
    if not 0.9 * 1.5 * pause <= came <= most + 1e-4:
        fail(
            f"a call that takes {most:.6f} seconds, another decorated call within it, was logged as {came:.6f}",
            look="each call has a start of its own",
        )
    for (name, _), entry in zip(seen["raised"], seen["after"], strict=False):
        if not 0.9 * pause / 2 <= entry["seconds"] < 60:
            fail(
                f"a call that raises {name} after {pause / 2:.6f} seconds was logged as {entry['seconds']:.6f}",
                look="the clock is read in finally, however the call ends",
            )
    levels = sorted(entry["seconds"] for entry in seen["levels"])
    for number, (took, least) in enumerate(zip(levels, sorted(seen["ran"]), strict=False), start=1):
        if took < 0.999 * least:
            fail(
                f"a function that calls itself twice, and takes {least:.6f} seconds at level {number}, was logged as {took:.6f}",
                look="each call has a start of its own: a local name of the wrapper",
            )


def _several(seen: Mapping[str, Any], pause: float) -> None:
    names = [entry["name"] if type(entry) is dict else entry for entry in seen["other"]]
    if names != ["same", "<lambda>"]:
        fail(
            f"the log of a second timed(log) holds the names {names}, expected ['same', '<lambda>']",
            look="each timed(log) has its own log, and each decorated function its own name",
        )
    _logged(seen, pause)
    _let_through(seen, pause)


def _let_through(seen: Mapping[str, Any], pause: float) -> None:
    for name, came in seen["raised"]:
        if came == "nothing":
            fail(
                f"the decorator swallows exceptions: a function that raises {name} came back without a word",
                look="try … finally, or raise again after logging",
            )
        if came != "itself":
            fail(
                f"expected the function's own {name}, as it was raised, came {came}",
                look="a bare raise keeps the exception as it is",
            )
    for (name, _), last in zip(seen["raised"], [*seen["after"], None, None, None], strict=False):
        if type(last) not in MAPPINGS or last.get("name") != "fails" or last.get("ok") is not False:
            fail(
                f"the call that raised {name} is logged as {last}, expected name 'fails' and ok False",
                look="finally: it runs after every exception, also one that isn't an Exception",
            )
