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
    else:
        yield _clumped(rng)
        yield _clumped(rng, longer=True)


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


def _burst(rng: Rng) -> Day:
    """A letter that doesn't fit, and behind it nine in the same step that all would: more than may pass it."""
    letters = [
        {"arrives": 0, "prompt": 16 * 20, "most": 32, "writes": 32},
        {"arrives": 1, "prompt": 16 * 25, "most": 16, "writes": 16},
    ]
    letters += [
        {"arrives": 1, "prompt": int(rng.integers(5, 12)), "most": 4, "writes": int(rng.integers(3, 5))}
        for _ in range(9)
    ]
    limit = int(rng.integers(3, 6))
    return Day(
        _numbered(rng, letters),
        40,
        16,
        limit,
        ANY,
        f"a long letter runs, another waits, and nine short ones come, limit={limit}",
    )


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
