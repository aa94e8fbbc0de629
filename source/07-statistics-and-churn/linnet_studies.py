"""What Linnet Mobile tried and measured, for the lesson on hypotheses: the offer, the app's forty metrics, eight studies.

Linnet Mobile is invented. Every table comes from a seed, so it is the same at each call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Data = dict[str, Any]
Random = np.random.Generator
METRICS = [
    f"{what} {when}"
    for what in ("logins", "sessions", "minutes in app", "crashes", "searches", "bills opened", "top-ups", "complaints")
    for when in ("on day 1", "in week 1", "in month 1", "at weekends", "at night")
]


def offer() -> tuple[list[float], list[float]]:
    """Euros that customers topped up in the month after the retention offer: those with it, those without."""
    with_offer = [21.5, 34.0, 18.0, 42.5, 29.0, 37.5, 25.0, 31.0, 45.0, 22.0, 39.5, 28.0]
    without = [19.0, 24.5, 12.0, 33.0, 27.5, 16.0, 22.5, 30.0, 14.5, 26.0, 36.5, 20.0, 17.5, 23.0]
    return with_offer, without


def forty() -> list[float]:
    """The p-values of the forty metrics that the app's team measured, in the order of METRICS."""
    p = np.random.default_rng(11).uniform(0.06, 1.0, 40).round(3)
    p[[3, 12, 22, 31, 35]] = [0.0008, 0.041, 0.0011, 0.0035, 0.033]
    return [float(value) for value in p]


def _numbers(values: Any, digits: int = 1) -> list[float]:
    return [float(value) for value in np.round(values, digits)]


def _skew(rng: Random, size: int) -> Any:
    """Values of mean 0 and spread 1, most of them somewhat below 0 and a few far above."""
    return rng.exponential(1, size) - 1


def app(rng: Random) -> Data:
    """The same customers' minutes before and after the new app; a few customers change most."""
    size = int(rng.integers(14, 26))
    before = rng.normal(240, 70, size)
    change = rng.choice([-1, 1]) * rng.uniform(5, 9) + rng.choice([-1, 1]) * 25 * _skew(rng, size)
    return {"before": _numbers(before), "after": _numbers(before + change)}


def bill(rng: Random) -> Data:
    """Bills in a small pilot town, which vary much, and elsewhere, where they vary little."""
    pilot = 35 + rng.choice([-1, 1]) * rng.uniform(4, 9) + 20 * _skew(rng, int(rng.integers(9, 14)))
    return {"pilot": _numbers(pilot, 2), "rest": _numbers(rng.normal(35, 4, int(rng.integers(80, 140))), 2)}


def complaints(rng: Random) -> Data:
    """Complaints of two regions that were watched for different numbers of customer-months."""
    months = [int(value) for value in rng.permutation([rng.integers(2000, 3000), rng.integers(600, 900)])]
    rate = 0.03 * np.exp(rng.choice([-1, 1]) * rng.uniform(0.2, 0.5) * np.array([0.5, -0.5]))
    seen = [int(value) for value in rng.poisson(rate * months)]
    return {"north": seen[0], "south": seen[1], "north_months": months[0], "south_months": months[1]}


def shares(rng: Random) -> Data:
    """Who left of those with the offer and of those without; the two groups differ in size."""
    sizes = [int(value) for value in rng.permutation([rng.integers(110, 160), rng.integers(320, 480)])]
    chances = 0.2 + rng.choice([-1, 1]) * rng.uniform(0.04, 0.09) * np.array([0.5, -0.5])
    left = [int(value) for value in rng.binomial(sizes, chances)]
    return {"with_offer": sizes[0], "left_with": left[0], "without": sizes[1], "left_without": left[1]}


def waiting(rng: Random) -> Data:
    """Seconds on hold; now and then a line is never hung up."""
    groups = [
        np.exp(rng.normal(4.0 + shift, 0.9, int(rng.integers(30, 50)))) for shift in (0.0, rng.choice([-1, 1]) * 0.3)
    ]
    for calls in groups:
        lost = int(rng.integers(1, 4))
        calls[:lost] = rng.uniform(10_000, 30_000, lost)
        rng.shuffle(calls)
    return {"old": _numbers(groups[0], 0), "new": _numbers(groups[1], 0)}


def plans(rng: Random) -> Data:
    """Gigabytes of customers on four or five plans."""
    count = int(rng.integers(4, 6))
    means = 12 + 0.9 * rng.permutation(np.linspace(-1, 1, count))
    return {"plans": [_numbers(rng.normal(mean, 3, int(rng.integers(14, 30)))) for mean in means]}


def evenings(rng: Random) -> Data:
    """Minutes of customers with and without the new app, day by day; the plan says ten days. A few use the app a lot."""
    pushes = rng.choice([-1, 1]) * np.array([7.0, 5.0, 4.0, *[0.5] * 7])  # what is new excites for three days
    per_day = [int(value) for value in rng.integers(6, 12, 2)]
    return {
        "with_app": [_numbers(20 + push + 6 * _skew(rng, per_day[0])) for push in pushes],
        "without_app": [_numbers(rng.normal(20, 6, per_day[1])) for _ in pushes],
    }


def shops(rng: Random) -> Data:
    """Monthly euros of customers; whole shops had the offer or not, and customers of a shop are alike.

    The offer makes a few customers of a shop spend more, or none at all.
    """
    few = rng.choice([-1, 1]) * rng.uniform(10, 20)

    def group(few: float, count: int) -> list[list[float]]:
        sizes = rng.integers(15, 26, count)
        return [_numbers(rng.normal(rng.normal(30, 3), 4, size) + few * (rng.random(size) < 0.3), 2) for size in sizes]

    return {"with_offer": group(few, int(rng.integers(6, 8))), "without": group(0.0, int(rng.integers(6, 9)))}


STUDIES: dict[str, Callable[[Random], Data]] = {
    "app": app, "bill": bill, "complaints": complaints, "shares": shares,
    "waiting": waiting, "plans": plans, "evenings": evenings, "shops": shops,
}  # fmt: skip
SEEDS = {"app": 2, "bill": 0, "complaints": 0, "shares": 9, "waiting": 1, "plans": 1, "evenings": 1, "shops": 153}


def published(name: str) -> Data:
    """The data of one of the eight studies as the lesson shows them."""
    return STUDIES[name](np.random.default_rng(SEEDS[name]))


MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
