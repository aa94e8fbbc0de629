"""Days at the help desk, each made so that a certain fault of a schedule must show on it, whatever is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

Rng = np.random.Generator


@dataclass
class Day:
    """Letters, the server, and how many times the least number of steps is allowed."""

    letters: list[dict[str, int]]
    pages: int
    page: int
    limit: int
    most: float
    told: str


DAYS = {
    "memory: all letters grow to their end": 2,
    "every letter is answered": 1,
    "nobody starves": 3,
    "pages don't lie idle": 4,
    "many brief answers": 1,
}
ANY = 3.0
"""On days that are about something else any pace will do that isn't one letter after another."""


def days(rng: Rng, title: str) -> Iterator[Day]:
    """The days of one part of the tests."""
    if title.startswith("memory"):
        yield _growing(rng, 16, 43)
        yield _growing(rng, int(rng.integers(10, 14)), 40)
        yield _mixed(rng)
    elif title.startswith("every"):
        yield _all_pages(rng)
        yield _quiet(rng)
    elif title.startswith("nobody"):
        yield _stream(rng)
        yield _burst(rng)
        yield _burst(rng, limit=0)
        yield _behind_the_first(rng)
    elif title.startswith("many"):
        yield _brief(rng)
    else:
        yield _clumped(rng)
        yield _clumped(rng, longer=True)
        yield _passed_by(rng)


def _numbered(rng: Rng, letters: list[dict[str, int]]) -> list[dict[str, int]]:
    """Ids in no order, in the order of arrival."""
    ids = rng.choice(9000, len(letters), replace=False) + 1000
    letters.sort(key=lambda letter: letter["arrives"])
    return [{"id": int(one), **letter} for one, letter in zip(ids, letters, strict=True)]


def _growing(rng: Rng, page: int, pages: int) -> Day:
    """Letters that need one token more than full pages at their end, and write all they may: 8 of them fill the server."""
    prompt = int(rng.integers(2, page - 2))
    letters = [
        {"arrives": 0, "prompt": prompt, "most": 4 * page + 1 - prompt, "writes": 4 * page + 1 - prompt}
        for _ in range(18)
    ]
    return Day(
        _numbered(rng, letters),
        pages,
        page,
        30,
        ANY,
        f"18 letters of {4 * page + 1} tokens at their end, {pages} pages of {page}",
    )


def _mixed(rng: Rng) -> Day:
    letters = []
    for place in range(40):
        most = int(rng.integers(12, 60))
        letters.append(
            {
                "arrives": place // 3,
                "prompt": int(rng.integers(5, 90)),
                "most": most,
                "writes": most - int(rng.integers(0, 4)),
            }
        )
    return Day(_numbered(rng, letters), 36, 16, 25, ANY, "40 letters of all sizes, 36 pages of 16")


def _all_pages(rng: Rng) -> Day:
    """Among others one letter that needs all pages at its end."""
    letters = [
        {
            "arrives": int(rng.integers(0, 20)),
            "prompt": int(rng.integers(5, 60)),
            "most": 30,
            "writes": int(rng.integers(1, 31)),
        }
        for _ in range(20)
    ]
    letters[11]["writes"] = 1
    letters.append({"arrives": 6, "prompt": 20 * 16 - 40, "most": 40, "writes": 37})
    return Day(_numbered(rng, letters), 20, 16, 10, ANY, "21 letters, one of which needs all of 20 pages")


def _quiet(rng: Rng) -> Day:
    """Few letters, with steps between them in which nobody waits or runs."""
    letters = [
        {"arrives": 40 * place + 5, "prompt": int(rng.integers(5, 60)), "most": 20, "writes": int(rng.integers(2, 20))}
        for place in range(4)
    ]
    return Day(_numbered(rng, letters), 12, 16, 3, 1.4, "four letters, far apart")


def _stream(rng: Rng) -> Day:
    """Short letters faster than they can be answered, and three that need three quarters of the pages."""
    letters = []
    for place in range(90):
        most = int(rng.integers(14, 34))
        letters.append(
            {
                "arrives": place // 2,
                "prompt": int(rng.integers(10, 60)),
                "most": most,
                "writes": most - int(rng.integers(0, 6)),
            }
        )
    for place in range(3):
        letters.append(
            {"arrives": 8 + 10 * place, "prompt": 29 * 16 - 36, "most": 36, "writes": int(rng.integers(30, 37))}
        )
    limit = int(rng.integers(15, 22))
    return Day(
        _numbered(rng, letters), 40, 16, limit, ANY, f"90 short letters and three of 29 pages, 40 pages, limit={limit}"
    )


def _burst(rng: Rng, limit: int | None = None) -> Day:
    """A letter that doesn't fit, and behind it nine in the same step that all would: more than may pass it."""
    letters = [
        {"arrives": 0, "prompt": 16 * 20, "most": 32, "writes": 32},
        {"arrives": 1, "prompt": 16 * 25, "most": 16, "writes": 16},
    ]
    letters += [
        {"arrives": 1, "prompt": int(rng.integers(5, 12)), "most": 4, "writes": int(rng.integers(3, 5))}
        for _ in range(9)
    ]
    limit = int(rng.integers(3, 6)) if limit is None else limit
    return Day(
        _numbered(rng, letters),
        40,
        16,
        limit,
        ANY,
        f"a long letter runs, another waits, and nine short ones come, limit={limit}",
    )


def _behind_the_first(rng: Rng) -> Day:
    """The first in line starts, the second doesn't fit beside it, and five would pass that one: more than may."""
    letters = [
        {"arrives": 0, "prompt": int(rng.integers(50, 61)), "most": 20, "writes": 20},
        {"arrives": 0, "prompt": 100, "most": 28, "writes": int(rng.integers(20, 29))},
    ]
    letters += [{"arrives": 0, "prompt": int(rng.integers(5, 11)), "most": 6, "writes": 6} for _ in range(5)]
    told = "the first of seven letters starts, the second waits, and five short ones come behind it, 10 pages, limit=2"
    return Day(_numbered(rng, letters), 10, 16, 2, ANY, told)


def _brief(rng: Rng) -> Day:
    """Sixty letters of two pages at once, three tokens each: 20 must start together, again and again."""
    letters = [{"arrives": 0, "prompt": int(rng.integers(17, 27)), "most": 3, "writes": 3} for _ in range(60)]
    return Day(_numbered(rng, letters), 40, 16, 30, 1.4, "60 letters at once whose answers have 3 tokens, 40 pages")


def _passed_by(rng: Rng) -> Day:
    """Three that need nearly all pages wait for a long answer, and 280 of one page behind them fill what it leaves."""
    letters = [{"arrives": 0, "prompt": int(rng.integers(60, 73)), "most": 120, "writes": 120}]
    letters += [{"arrives": 0, "prompt": 16 * 38 - 2, "most": 2, "writes": 2} for _ in range(3)]
    letters += [{"arrives": 0, "prompt": int(rng.integers(2, 5)), "most": 12, "writes": 12} for _ in range(280)]
    told = "a long answer, behind it three letters of 38 pages and 280 of one page, 40 pages, limit=600"
    return Day(_numbered(rng, letters), 40, 16, 600, 1.4, told)


def _clumped(rng: Rng, longer: bool = False) -> Day:
    """Long letters in a row, two of which never fit together, and many short ones behind them."""
    letters = []
    for _ in range(4 if longer else 3):
        letters.append(
            {"arrives": 0, "prompt": 16 * 19 - int(rng.integers(0, 6)), "most": 64, "writes": int(rng.integers(58, 65))}
        )
    for place in range(90 if longer else 66):
        most = (16, 24, 32)[place % 3]
        letters.append(
            {
                "arrives": 0,
                "prompt": 10 + 9 * (place % 6) + int(rng.integers(0, 4)),
                "most": most,
                "writes": most - int(rng.integers(0, 3)),
            }
        )
    limit = 60 if longer else 45
    return Day(
        _numbered(rng, letters),
        40,
        16,
        limit,
        1.4,
        f"{len(letters)} letters, the first {4 if longer else 3} of them long, 40 pages, limit={limit}",
    )
