"""Worlds that are drawn once, and references that are worked out once: they are the same for every submission.

A lesson's tests are tried on its key before they are run on submissions (workbook.grading.template.branches); what is kept here in
that process is there in each of its forks.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import random
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
G = TypeVar("G")
World = TypeVar("World")
Found = TypeVar("Found")
MOST = 2000
UNKEPT = (pickle.PicklingError, TypeError, AttributeError)
"""What pickle raises for what it can't keep: a function that was made in another one, say."""
_kept: OrderedDict[Any, tuple[bytes, Any]] = OrderedDict()


def drawn_once(draw: Callable[Concatenate[G, P], World]) -> Callable[Concatenate[G, P], World]:
    """*draw*, which draws with the generator that it is given first: NumPy's, torch's or Python's.

    From one state of the generator and with equal arguments it draws once. Later it gives an equal world, which the caller may
    change, and leaves the generator as drawing would have. It may depend on nothing else, and on no argument that an answer has
    made. What can't be pickled, as arguments or as a world, is drawn each time.
    """

    @functools.wraps(draw)
    def drawn(generator: G, /, *args: P.args, **options: P.kwargs) -> World:
        try:
            given = pickle.dumps((args, sorted(options.items())), 5)
        except UNKEPT:
            return draw(generator, *args, **options)
        key = (draw.__module__, draw.__qualname__, _state(generator), given)
        if key not in _kept:
            world = draw(generator, *args, **options)
            try:
                _keep(key, world, _mark(generator))
            except UNKEPT:
                return world
        data, mark = _kept[key]
        _go_on(generator, mark)
        found: World = pickle.loads(data)
        return found

    return drawn


def worked_out_once(work: Callable[P, Found]) -> Callable[P, Found]:
    """*work*, a reference: what it finds hangs on its arguments alone, and is worked out once for equal ones.

    Each caller gets a copy of it. What can't be pickled is worked out each time.
    """

    @functools.wraps(work)
    def worked_out(*args: P.args, **options: P.kwargs) -> Found:
        try:
            given = pickle.dumps((args, sorted(options.items())), 5)
        except UNKEPT:
            return work(*args, **options)
        key = (work.__module__, work.__qualname__, "", hashlib.sha256(given).digest())
        if key not in _kept:
            found = work(*args, **options)
            try:
                _keep(key, found, None)
            except UNKEPT:
                return found
        again: Found = pickle.loads(_kept[key][0])
        return again

    return worked_out


def _keep(key: Any, found: Any, mark: Any) -> None:
    _kept[key] = pickle.dumps(found, 5), mark
    while len(_kept) > MOST:
        _kept.popitem(last=False)


def _mark(generator: Any) -> Any:
    """Where a generator stands."""
    if isinstance(generator, random.Random):
        return generator.getstate()
    if hasattr(generator, "bit_generator"):
        return generator.bit_generator.state
    return generator.get_state()


def _state(generator: Any) -> Any:
    """The same as something that can be looked up."""
    mark = _mark(generator)
    return repr(mark) if isinstance(mark, dict) else mark if isinstance(mark, tuple) else mark.numpy().tobytes()


def _go_on(generator: Any, mark: Any) -> None:
    """Put a generator where *mark* says."""
    if isinstance(generator, random.Random):
        generator.setstate(mark)
    elif hasattr(generator, "bit_generator"):
        generator.bit_generator.state = mark
    else:
        generator.set_state(mark)
