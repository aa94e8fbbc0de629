"""A generated year of The Harbour Post: standing topics, an event a month, and common words that go with everything.

What is planted: TOPICS (their words, most frequent first), EVENTS (five terms a month), the share of each topic by month
(the harbour grows, the school shrinks), and COMMON words that stand in about half of all articles.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOPICS: dict[str, list[str]] = {
    "harbour": ["ship", "port", "cargo", "quay", "container", "crane", "vessel", "tide", "dock", "shipping", "freight", "terminal", "pilot", "anchor", "hull", "tug"],
    "council": ["council", "mayor", "vote", "budget", "tax", "committee", "party", "debate", "motion", "district", "election", "seat", "office", "bill", "deputy", "speaker"],
    "school": ["school", "teacher", "pupil", "class", "lesson", "exam", "education", "parent", "kindergarten", "university", "student", "course", "library", "degree", "term", "campus"],
    "football": ["match", "goal", "team", "league", "coach", "player", "season", "stadium", "fan", "defender", "striker", "penalty", "cup", "referee", "derby", "substitute"],
    "culture": ["theatre", "concert", "stage", "music", "festival", "museum", "exhibition", "artist", "audience", "gallery", "painter", "orchestra", "premiere", "actor", "novel", "poet"],
    "health": ["hospital", "doctor", "nurse", "patient", "clinic", "surgery", "ward", "medicine", "vaccine", "therapy", "infection", "ambulance", "treatment", "disease", "diagnosis", "pharmacy"],
}  # fmt: skip
COMMON = ["city", "people", "year", "week", "new", "plan", "day", "say", "town", "resident"]
EVENTS: list[list[str]] = [
    terms.split()
    for terms in (
        "flu fever mask emergency bed",
        "snow road salt plough frost",
        "strike ferry crew wage union",
        "film prize jury director cinema",
        "final trophy shootout parade captain",
        "bridge crack closure engineer detour",
        "heat water drought well thirst",
        "oil spill beach bird boom",
        "roof mould leak tent inspector",
        "ballot recount poll mandate coalition",
        "opera fire curtain smoke alarm",
        "storm flood dyke wave sandbag",
    )
]
"""The terms of each month's event, about which every desk writes."""
STREETS = [
    f"{first}{last}"
    for first in ["mill", "elm", "rope", "salt", "king", "bell", "moss", "tanner", "cooper", "abbey"]
    for last in ["gate", "row", "lane", "hill"]
]
"""Names that stand in a few articles each, whatever they are about."""


@dataclass(frozen=True)
class News:
    """The articles, and what was planted: a row of shares for each article, and each article's event (or "")."""

    table: pd.DataFrame
    shares: Floats
    event: list[str]


def topic_shares(month: int) -> Floats:
    """How often each topic is an article's main one in *month* (1 to 12)."""
    weight = np.array([1.0 + month / 4, 1.6, 3.0 - month / 6, 1.7, 1.6, 1.7])
    return np.asarray(weight / weight.sum())


def word_chances(number: int, steep: float = 0.75) -> Floats:
    """Chances of a topic's words, most frequent first."""
    chances = np.arange(1, number + 1, dtype=float) ** -steep
    return np.asarray(chances / chances.sum())


def year(rng: np.random.Generator, size: int = 960, year_number: int = 2025) -> News:
    """*size* articles of a year, in order of their dates."""
    names = list(TOPICS)
    rows, shares, events = [], [], []
    for number in range(size):
        month = 1 + number * 12 // size
        main = int(rng.choice(len(names), p=topic_shares(month)))
        about = ""
        if number % 6 == 2:  # one in six articles of a month is on its event, whatever its topic
            about = EVENTS[month - 1][0]
        row = np.zeros(len(names))
        row[main] = 1.0
        if rng.random() < 0.35:
            other = int(rng.integers(len(names)))
            row[main] -= 0.35
            row[other] += 0.35
        words = [
            TOPICS[names[t]][rng.choice(16, p=word_chances(16))]
            for t in rng.choice(len(names), int(rng.integers(16, 25)), p=row)
        ]
        words += [word for word in COMMON if rng.random() < 0.5]
        words += [STREETS[rng.integers(len(STREETS))]]
        if about:
            words += [term for term in EVENTS[month - 1] for _ in range(int(rng.integers(1, 3))) if rng.random() < 0.9]
        elif rng.random() < 0.3:  # an event's term, alone, at any time of the year
            words.append(EVENTS[rng.integers(12)][rng.integers(5)])
        order = rng.permutation(len(words))
        rows.append([_day(rng, year_number, month), " ".join(words[i] for i in order)])
        shares.append(row)
        events.append(about)
    table = pd.DataFrame(rows, columns=["date", "words"])
    by_date = np.argsort(table["date"].to_numpy(dtype=str), kind="stable")
    table = table.iloc[by_date].reset_index(drop=True)
    table.insert(0, "article", [f"N{number:04d}" for number in range(1, size + 1)])
    return News(table, np.array(shares)[by_date], [events[i] for i in by_date])


def _day(rng: np.random.Generator, year_number: int, month: int) -> str:
    return f"{year_number}-{month:02d}-{int(rng.integers(1, calendar.monthrange(year_number, month)[1] + 1)):02d}"
