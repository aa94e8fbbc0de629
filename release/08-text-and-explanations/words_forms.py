"""Whether answers about words and search (lesson 1) have the form that was asked for, and say what was expected.

Nothing here takes a text apart or scores one: what an exercise expects comes with the call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import words_watch as watch
from workbook.check.failure import UNWRITTEN, Failure, show
from workbook.check.values import Tolerance, difference

Token = tuple[str, int, int]
Hit = tuple[int, float]
NEAR = Tolerance(1e-9, 1e-12, "any")
SINGLE = Tolerance(2e-6, 1e-12, "any")
"""For cells of a matrix, which may have single precision."""
ROOM = 14
"""How many characters of a text are shown before and after a place."""


def shown(value: Any) -> str:
    """A value as a student would type it, cut where it gets long."""
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:297]}..."


def called(function: Callable[..., Any], *arguments: Any, what: str, **settings: Any) -> Any:
    """What *function* returns; a Failure if it raised an error or changed an argument."""
    seen = watch.called(function, list(arguments), settings)
    _sound(seen, what)
    return seen["result"]


def _sound(seen: dict[str, Any], what: str) -> None:
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a result", seen["error"])
    if not seen["kept"]:
        raise Failure(
            f"{what}: the input has changed", "the caller's data as they were", "other data", "work on a copy"
        )


def same(function: Callable[..., Any], cases: Sequence[tuple[Any, ...]], what: str) -> None:
    """Fail at the first of *cases*, each (arguments..., expected), for which *function* gives something else."""
    for *arguments, expected in cases:
        told = f"{what}({', '.join(shown(one) for one in arguments)})"
        found = difference(called(function, *arguments, what=told), expected, NEAR)
        if found is not None:
            raise Failure(f"{told}{', at ' + found.place if found.place else ''}", found.expected, found.actual)


def folds(function: Callable[..., Any], cases: Sequence[tuple[str, str, str]]) -> None:
    """Compare what is folded; each case is (text, expected, what kind of text it is)."""
    for text, expected, told in cases:
        what = f"fold({_both(text)}), {told}"
        got = called(function, text, what=what)
        if type(got) is not str:
            raise Failure(what, "a text", show(got))
        if got != expected:
            raise Failure(what, _both(expected), _both(got))


def _both(text: str) -> str:
    """A text as it looks, and where that hides something also by its code points."""
    return f"{text!r}" if text.isascii() else f"{text!r}, in code points {text!a}"


def tokens(function: Callable[..., Any], text: str, expected: Sequence[Token], told: str) -> None:
    """Compare the tokens of *text*: pieces first, by their offsets, then words."""
    what = f"tokens of {told}"
    got = called(function, text, what=f"{what}, {text[:80]!r}")
    if type(got) is not list:
        raise Failure(what, "a list of tuples (word, start, end)", show(got))
    for place, right in enumerate(expected):
        came = got[place] if place < len(got) else None
        around = _around(text, right)
        if came is None:
            raise Failure(f"{what}: token {place} of {around}", _told(text, right), "no more tokens")
        if not _is_token(came):
            raise Failure(f"{what}: token {place} of {around}", _told(text, right), show(came))
        if (came[1], came[2]) != right[1:] or came[0] != right[0]:
            raise Failure(
                f"{what}: token {place} of {around}", _told(text, right), _told(text, came), _hint(text, right, came)
            )
    if len(got) > len(expected):
        extra = got[len(expected)]
        raise Failure(f"{what}: a token too many", f"{len(expected)} tokens", f"{len(got)}; the next is {show(extra)}")


def _is_token(came: Any) -> bool:
    if type(came) not in (tuple, list) or len(came) != 3 or type(came[0]) is not str:
        return False
    return all(isinstance(place, int) and not isinstance(place, bool) for place in came[1:])


def _around(text: str, right: Token) -> str:
    low, high = max(0, right[1] - ROOM), min(len(text), right[2] + ROOM)
    return f"{'…' if low else ''}{text[low:high]!r}{'…' if high < len(text) else ''}"


def _told(text: str, token: Token) -> str:
    word, start, end = token
    return f"({word!a}, {start}, {end}): the piece {text[start:end]!a}"


def _hint(text: str, right: Token, came: Token) -> str:
    if came[0] == right[0]:
        return "the offsets: they count characters of the text as it was given, not of one that was changed before"
    if (came[1], came[2]) == right[1:]:
        return "what the piece becomes: fold it, and nothing else"
    return "where this piece begins and ends by the rules"


def matrix(
    function: Callable[..., Any], train: list[Any], texts: list[Any], expected: dict[str, Any], told: str
) -> None:
    """Compare terms, shape and cells of a matrix; *expected* has "terms" and "rows", a dict of term and weight each."""
    what = f"tfidf_matrix with {told}"
    seen = watch.matrix(function, train, texts)
    _form(seen, expected["terms"], len(texts), what)
    if seen["cells"] and not seen["float"]:
        raise Failure(f"{what}: the matrix", "weights as floats", "another type of number")
    came: list[dict[str, float]] = [{} for _ in texts]
    for row, column, value in seen["cells"]:
        came[row][expected["terms"][column]] = value
    for row, wanted in enumerate(expected["rows"]):
        found = difference(came[row], wanted, SINGLE)
        if found is not None:
            where = f"{what}: row {row}, the text {shown(texts[row])}"
            raise Failure(
                f"{where}{', at ' + found.place if found.place else ''}",
                found.expected,
                found.actual,
                f"train is {shown(train)}",
            )


def _form(seen: dict[str, Any], terms: list[str], rows: int, what: str) -> None:
    _sound(seen, what)
    if seen["terms"] is None or seen["shape"] is None:
        raise Failure(what, "a pair (list of terms, sparse matrix of SciPy)", seen["came"])
    found = difference(seen["terms"], terms)
    if found is not None:
        raise Failure(f"{what}: the terms{', at ' + found.place if found.place else ''}", found.expected, found.actual)
    if seen["shape"] != [rows, len(terms)]:
        raise Failure(f"{what}: the matrix", f"shape ({rows}, {len(terms)})", f"shape {tuple(seen['shape'])}")


def memory(function: Callable[..., Any], train: list[Any], texts: list[Any], terms: int, most: float) -> None:
    """Fail if the matrix took more than *most* megabytes on the way."""
    what = f"tfidf_matrix with {len(texts):,} texts and {terms:,} terms"
    seen = watch.matrix(function, train, texts, measured=True)
    _sound(seen, what)
    if seen["shape"] != [len(texts), terms]:
        raise Failure(what, f"a sparse matrix of shape ({len(texts)}, {terms})", seen["came"])
    if seen["peak"] > most:
        raise Failure(
            f"{what}: memory", f"at most {most:g} MB at any moment", f"{seen['peak']:.0f} MB",
            "is there a cell for each text and each term on the way?",
        )  # fmt: skip


def index(function: Callable[..., Any], texts: list[list[str]], expected: dict[str, Any]) -> None:
    """Compare an inverted index: its keys, the lengths, then word by word the postings."""
    what = f"build_index({shown(texts)})"
    got = called(function, texts, what=what)
    if (
        not isinstance(got, dict)
        or sorted(map(str, got)) != ["lengths", "postings"]
        or not isinstance(got["postings"], dict)
    ):
        raise Failure(what, 'a dict with the keys "postings" (a dict) and "lengths"', show(got))
    for key in ("lengths", "postings"):
        plain = _pairs(got[key]) if key == "postings" else got[key]
        found = difference(plain, expected[key])
        if found is not None:
            raise Failure(f'{what}, at ["{key}"]{found.place}', found.expected, found.actual)


def _pairs(postings: dict[Any, Any]) -> dict[Any, Any]:
    """The postings with each pair as a tuple."""
    return {
        word: [tuple(pair) if type(pair) is list else pair for pair in hits] if type(hits) is list else hits
        for word, hits in postings.items()
    }


def hits(
    function: Callable[..., Any], index: dict[str, Any], query: list[str], settings: dict[str, Any], expected: Sequence[Hit], told: str
) -> None:  # fmt: skip
    """Compare what a search found: the numbers in their order, then the scores, then that nothing has changed."""
    more = "".join(f", {name}={value}" for name, value in settings.items())
    what = f"search(index, {shown(query)}{more}) in {told}"
    seen = watch.searched(function, index, query, settings)
    _sound({**seen, "kept": True}, what)
    got = seen["result"]
    if type(got) is not list or not all(type(one) in (tuple, list) and len(one) == 2 for one in got):
        raise Failure(what, "a list of pairs (number, score)", show(got))
    numbers, wanted = [one[0] for one in got], [one[0] for one in expected]
    if difference(numbers, wanted) is not None:
        raise Failure(f"{what}: the texts found, best first", _scored(expected), _scored(got))
    for (number, score), (_, right) in zip(got, expected, strict=True):
        if isinstance(score, bool) or difference(score, right, NEAR) is not None:
            raise Failure(f"{what}: the score of text {number}", f"{right:.6g}", show(score))
    _sound({**seen, "error": ""}, what)


def _scored(found: Sequence[Any]) -> str:
    parts = [
        f"{one[0]} ({one[1]:.4f})" if isinstance(one[1], float) else f"{one[0]} ({show(one[1])})" for one in found[:9]
    ]
    return (", ".join(parts) or "none") + (", …" if len(found) > 9 else "")


def unread(function: Callable[..., Any], index: dict[str, Any], query: list[str], found: Sequence[int]) -> None:
    """Fail if a search read postings of words that weren't asked for; *found* are the numbers it has to find."""
    what = f"search(index, {shown(query)}) in an index of {len(index['postings'])} words"
    seen = watch.searched(function, index, query, {})
    _sound({**seen, "kept": True}, what)
    got = seen["result"]
    if type(got) is not list or sorted(one[0] for one in got if type(one) in (tuple, list) and one) != sorted(found):
        raise Failure(what, f"the texts {list(found)}", show(got))
    if seen["walked"] or seen["strange"]:
        read = (
            "the postings of all words" if seen["walked"] else f"the postings of {', '.join(seen['strange'][:3])}, too"
        )
        raise Failure(f"{what}: whose postings are read", f"those of {', '.join(dict.fromkeys(query))} alone", read)


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except (NameError, NotImplementedError):
        said = f"still open: solve {exercise} first"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
