"""Whether answers of the lesson on topics have their form and agree with the numbers that come with the call.

Nothing here counts articles, finds sets or fits topics: what an exercise expects is given.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.check.failure import Failure
from workbook.check.observers import beside
from workbook.check.values import close, equal

Floats = NDArray[np.float64]
Words = tuple[str, ...]
MOST = 1500
"""After so many candidates an archive answers no more."""


class Ledger:
    """What was asked of an archive: candidates as they came, and those that are none."""

    def __init__(self) -> None:
        self.asked: list[Words] = []
        self.strange: list[str] = []


def archive(held: Callable[[Words], int]) -> tuple[Callable[[Any], list[int]], Ledger]:
    """A function that answers a list of candidates with ``held`` of each, and the ledger of what it was asked."""
    ledger = Ledger()

    def count(candidates: Any) -> list[int]:
        if len(ledger.asked) + len(candidates) > MOST:
            ledger.asked += [()] * len(candidates)
            raise RuntimeError(f"more than {MOST} candidates: the archive answers no more")
        answers = []
        for one in candidates:
            if not isinstance(one, list | tuple | set | frozenset) or not one:
                ledger.strange.append(repr(one)[:60])
                raise TypeError(f"a candidate is a tuple of one word or more, and not {one!r}")
            ledger.asked.append(tuple(sorted(one)))
            answers.append(held(ledger.asked[-1]))
        return answers

    return count, ledger


def within(ledger: Ledger, most: int, kind: str) -> None:
    """Fail if more than *most* candidates were asked for, or one that is none."""
    if ledger.strange:
        raise Failure(f"candidates on {kind}", "tuples of one word or more", ledger.strange[0])
    if len(ledger.asked) > most:
        twice = len(ledger.asked) - len(set(ledger.asked))
        again = f"; {twice} of them asked for before" if twice and () not in ledger.asked else ""
        raise Failure(
            f"candidates on {kind}", f"at most {most}: sets whose parts are all frequent, each once", f"{len(ledger.asked)}{again}",
            "prune before you ask: every part with one word fewer must be frequent",
        )  # fmt: skip


def sets(found: Any, expected: Mapping[Words, int], kind: str) -> None:
    """Fail unless *found* is the dict of frequent sets and their counts."""
    what = f"frequent_sets on {kind}"
    if not isinstance(found, dict):
        raise Failure(what, "a dict from tuples of words to counts", f"{type(found).__name__}, {found!r}"[:120])
    for one in found:
        if not isinstance(one, tuple) or list(one) != sorted(one):
            raise Failure(what, "keys that are tuples of words in alphabetical order", repr(one)[:80])
    _keys(found, expected, what, "sets of more than two words; the smallest count; words in any order")
    equal(found, dict(expected), what)


def _keys(found: Mapping[Any, Any], expected: Mapping[Any, Any], what: str, look: str) -> None:
    for told, rest in (("missing", set(expected) - set(found)), ("too many", set(found) - set(expected))):
        if rest:
            first = sorted(rest, key=lambda key: (len(str(key)), str(key)))[0]
            raise Failure(what, f"{len(expected)} entries", f"{len(found)}; {told}: {first!r}", look)


def rule_table(found: Any, expected: Mapping[Any, Any], kind: str) -> None:
    """Fail unless *found* is the dict of rules with their support, confidence and lift."""
    what = f"rules on {kind}"
    if not isinstance(found, dict):
        raise Failure(
            what, "a dict from (A, B) to (support, confidence, lift)", f"{type(found).__name__}, {found!r}"[:120]
        )
    look = (
        "every way to part a set in two; the set's own count; confidence from `sure` on; A and B in alphabetical order"
    )
    _keys(found, expected, what, look)
    for rule, values in expected.items():
        close(found[rule], values, f"(support, confidence, lift) of {rule} on {kind}", rtol=1e-9)


def edges(found: Any, expected: Mapping[Any, float], kind: str) -> None:
    """Fail unless *found* is the dict of pairs and their lift."""
    what = f"month_network on {kind}"
    if not isinstance(found, dict):
        raise Failure(what, "a dict from pairs of words to lifts", f"{type(found).__name__}, {found!r}"[:120])
    _keys(found, expected, what, "articles of this month only; both bounds; a pair once, in alphabetical order")
    close(found, dict(expected), what, rtol=1e-9)


def groups(found: Any, expected: Sequence[Sequence[str]], kind: str) -> None:
    """Fail unless *found* holds the groups that are expected, in their order."""
    what = f"communities on {kind}"
    if not isinstance(found, list) or not all(isinstance(group, list) for group in found):
        raise Failure(what, "a list of lists of words", f"{type(found).__name__}, {found!r}"[:120])
    flat = sorted(itertools.chain.from_iterable(found))
    wanted = sorted(itertools.chain.from_iterable(expected))
    if flat != wanted:
        raise Failure(
            what, f"each of the {len(wanted)} words once", f"{len(flat)} words, {len(set(flat))} of them different"
        )
    if {frozenset(group) for group in found} != {frozenset(group) for group in expected}:
        raise Failure(
            what, f"groups of {[len(group) for group in expected]} words: many edges within, few between",
            f"groups of {sorted(map(len, found), reverse=True)} words", "a single edge between two groups doesn't make them one",
        )  # fmt: skip
    equal(
        found,
        [list(group) for group in expected],
        f"the order of {what}",
        look="words A to Z; largest group first; ties",
    )


def fitted(
    result: Any, articles: Sequence[Sequence[str]], topics: Sequence[Sequence[str]], shares: Floats, top: int, kind: str
) -> None:
    """Fail unless a fit has found the planted *topics* (most frequent word first) and *shares*, in whatever order."""
    what = f"fit_topics on {kind}"
    k = len(topics)
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise Failure(what, "a pair (topics, shares)", f"{type(result).__name__}, {result!r}"[:120])
    listed, given = result
    if (
        not isinstance(listed, list)
        or [len(one) for one in listed] != [top] * k
        or not all(isinstance(one, list) for one in listed)
    ):
        raise Failure(f"the topics of {what}", f"{k} lists of {top} words", repr(listed)[:160])
    if not isinstance(given, np.ndarray) or given.shape != shares.shape or given.dtype.kind != "f":
        raise Failure(
            f"the shares of {what}",
            f"an array of {shares.shape[0]} rows and {k} columns",
            f"{getattr(given, 'shape', given)!r}"[:80],
        )
    if not np.allclose(given.sum(axis=1), 1, atol=1e-6) or (given < 0).any():
        raise Failure(
            f"the shares of {what}",
            "rows that add up to 1",
            f"sums from {given.sum(axis=1).min():.4g} to {given.sum(axis=1).max():.4g}",
        )
    for row in [number for number, article in enumerate(articles) if not article]:
        close(given[row], np.full(k, 1 / k), f"the shares of an article without words, {kind}", atol=1e-6)
    off = {turn: float(np.abs(given[:, turn] - shares).mean()) for turn in itertools.permutations(range(k))}
    turn = min(off, key=lambda one: off[one])
    if off[turn] > 0.06:
        raise Failure(
            f"the shares of {what}", "0.06 away from the planted ones at most, on average and in the best order of the topics", f"{off[turn]:.3f}",
            "shares, not only the largest; rows in the articles' order; did the start end at a poor place?",
        )  # fmt: skip
    count = {word: sum(article.count(word) for article in articles) for word in itertools.chain.from_iterable(topics)}
    for planted, mine in zip(topics, (listed[place] for place in turn), strict=True):
        _words(mine, planted, count, f"a topic of {what}")


def _words(mine: Sequence[str], planted: Sequence[str], count: Mapping[str, int], what: str) -> None:
    if len(set(mine)) != len(mine) or not set(mine) <= set(planted):
        raise Failure(
            what,
            f"words of one planted topic, and topics[i] for column i: {', '.join(planted)}",
            ", ".join(map(str, mine)),
        )
    for before, after in itertools.pairwise([planted[len(mine) - 1], *mine[::-1]]):
        if count[after] < 0.72 * count[before]:
            raise Failure(
                what,
                f"its {len(mine)} most probable words, the most probable first: {', '.join(planted[: len(mine)])}",
                ", ".join(mine),
            )


def paired(order: Any, table: Floats, best: float, kind: str) -> None:
    """Fail unless *order* gives each row of the table of overlaps a column of its own, and the sum is the *best*."""
    what = f"match_topics on {kind}"
    rows, columns = table.shape
    if not isinstance(order, list) or len(order) != rows or not all(isinstance(one, int | np.integer) for one in order):
        raise Failure(what, f"a list of {rows} whole numbers", f"{type(order).__name__}, {order!r}"[:120])
    if len(set(order)) != rows or not all(0 <= one < columns for one in order):
        raise Failure(what, f"{rows} different numbers from 0 to {columns - 1}", repr(order))
    total = float(sum(table[row, column] for row, column in enumerate(order)))
    if total < best - 1e-9:
        raise Failure(
            what, f"the pairing with the greatest sum of overlaps: {best:.4f}", f"{order}, with {total:.4f}",
            "which number goes to which place; the sum over all topics, not each topic by itself",
        )  # fmt: skip


@beside
def changed(function: Callable[..., Any], arguments: list[Any], numbers: dict[Words, int] | None = None) -> list[int]:
    """Call *function* next to the answer: the places of the arguments that it leaves changed.

    With *numbers* the second argument is an archive that answers with these, and 0 for what isn't there.
    """
    given = copy.deepcopy(arguments)
    called = list(given)
    if numbers is not None:
        table = {frozenset(one): number for one, number in numbers.items()}
        called.insert(1, lambda candidates: [table.get(frozenset(one), 0) for one in candidates])
    with contextlib.suppress(Exception):  # what it returns is looked at elsewhere
        function(*called)
    return [place for place, (one, other) in enumerate(zip(given, arguments, strict=True)) if not _alike(one, other)]


def _alike(one: Any, other: Any) -> bool:
    return bool(np.array_equal(one, other)) if isinstance(other, np.ndarray) else bool(one == other)


def kept(places: Sequence[int], names: Sequence[str]) -> None:
    """Fail if one of the arguments called *names* has changed."""
    for place in places:
        raise Failure(
            f"{names[place]}, after the call", "as before: it must not be changed", "another content or order"
        )


def words_of(articles: Iterable[Iterable[str]]) -> list[list[str]]:
    """A copy of the articles, to be handed to an answer."""
    return [list(article) for article in articles]
