"""What is seen of answers about words and search (lesson 1) that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import sparse

from workbook.check.observers import beside

MEGABYTE = 2**20
CAME = 160
"""How many characters of a strange result are told."""


@beside
def called(function: Callable[..., Any], arguments: list[Any], settings: dict[str, Any]) -> dict[str, Any]:
    """Call *function* once: its result, its error in words, and whether the arguments are as they were."""
    given = copy.deepcopy(arguments)
    try:
        result, error = function(*given, **settings), ""
    except Exception as raised:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        result, error = None, f"{type(raised).__name__}: {raised}"
    return {"result": result, "error": error, "kept": given == arguments}


@beside
def matrix(function: Callable[..., Any], train: list[Any], texts: list[Any], measured: bool = False) -> dict[str, Any]:
    """Call *function(train, texts)*: the terms, and of the sparse matrix its shape and its cells that aren't zero.

    With *measured* also the peak of memory that Python and NumPy asked for meanwhile, in megabytes; then cells stay untold.
    """
    given = [train, texts] if measured else copy.deepcopy([train, texts])
    seen: dict[str, Any] = {"error": "", "came": "", "terms": None, "shape": None, "cells": [], "float": True}
    running = tracemalloc.is_tracing()
    if measured and not running:
        tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0] if measured else 0
    if measured:
        tracemalloc.reset_peak()
    result: Any = None
    try:
        result = function(*given)
    except Exception as raised:  # noqa: BLE001
        seen["error"] = f"{type(raised).__name__}: {raised}"
    if measured:
        seen["peak"] = (tracemalloc.get_traced_memory()[1] - before) / MEGABYTE
        if not running:
            tracemalloc.stop()
    seen["kept"] = given == [train, texts]
    if not seen["error"]:
        _look(result, seen, not measured)
    return seen


def _look(result: Any, seen: dict[str, Any], cells: bool) -> None:
    """Note what a pair (terms, sparse matrix) consists of."""
    seen["came"] = _described(result)
    if not isinstance(result, tuple | list) or len(result) != 2:
        return
    terms, found = result
    if isinstance(terms, list | tuple | np.ndarray):
        seen["terms"] = [term.item() if isinstance(term, np.generic) else term for term in terms]
    if not sparse.issparse(found):
        return
    seen["shape"] = [int(size) for size in found.shape]
    seen["float"] = found.dtype.kind == "f"
    if cells and len(found.shape) == 2:
        plain = found.tocsr().tocoo()
        table: dict[tuple[int, int], float] = {}
        for row, column, value in zip(plain.row.tolist(), plain.col.tolist(), plain.data.tolist(), strict=True):
            table[row, column] = table.get((row, column), 0.0) + float(value)
        seen["cells"] = [[row, column, value] for (row, column), value in table.items() if value != 0]


def _described(value: Any) -> str:
    if isinstance(value, tuple | list) and len(value) == 2:
        return f"a {type(value).__name__} of {_described(value[0])} and {_described(value[1])}"
    if isinstance(value, np.ndarray) or sparse.issparse(value):
        return f"{type(value).__name__} of shape {value.shape}"
    return f"{type(value).__name__} {value!r}"[:CAME]


class _Watched(dict[str, Any]):
    """Postings that note whose list is read, and whether somebody walks through all of them."""

    def __init__(self, postings: dict[str, Any]) -> None:
        super().__init__(postings)
        self.read: set[str] = set()
        self.walked = False

    def __getitem__(self, word: str) -> Any:
        self.read.add(word)
        return super().__getitem__(word)

    def get(self, word: str, default: Any = None) -> Any:
        self.read.add(word)
        return super().get(word, default)

    def __iter__(self) -> Iterator[str]:  # keeps dict(postings) and {**postings} from copying past us
        return super().__iter__()

    def items(self) -> Any:
        self.walked = True
        return super().items()

    def values(self) -> Any:
        self.walked = True
        return super().values()

    def copy(self) -> Any:
        self.walked = True
        return super().copy()


@beside
def searched(
    function: Callable[..., Any], index: dict[str, Any], query: list[str], settings: dict[str, Any]
) -> dict[str, Any]:
    """Call *function(index, query, **settings)*: its result, and whose postings it read."""
    postings = _Watched(copy.deepcopy(index["postings"]))
    given: dict[str, Any] = {"postings": postings, "lengths": list(index["lengths"])}
    asked = list(query)
    try:
        result, error = function(given, asked, **settings), ""
    except Exception as raised:  # noqa: BLE001
        result, error = None, f"{type(raised).__name__}: {raised}"
    read, walked = set(postings.read), postings.walked
    now = {**given, "postings": dict.copy(postings)}
    kept = now == index and asked == query
    strange = sorted(str(word) for word in read if word not in query and word in index["postings"])
    return {"result": result, "error": error, "kept": kept, "strange": strange, "walked": walked}
