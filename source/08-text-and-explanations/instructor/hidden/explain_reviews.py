"""Reviews that want to be more than text, and weights of their words, for the exercise on colours."""

from __future__ import annotations

import numpy as np

SNEAKS = (
    "<script>alert(1)</script>", "<img/src=x/onerror=alert(1)>", "</mark></p><b>", "<!--", "&lt;b&gt;", "AT&T", "R&amp;B",
    "<3", '"><i>', "a&copy=1", "<svg/onload=go()>", "&#60;b&#62;", "<style>*{color:red}</style>",
)  # fmt: skip
"""Words without a blank in them, so that each can have a weight of its own."""
BRACES = ("{0}", "%s", "\\1", "${x}", "{mark}", "\\g<0>", "%(sub)s")
PLAIN = (
    "cold",
    "colder",
    "mark",
    "sub",
    "p",
    "style",
    "color",
    "커피가",
    "맛있어요!",
    "not",
    "bitter,",
    "lovely",
    "naïve",
)
GAPS = (" ", "  ", "\n", "\t", "\u00a0", " \n ")


def _weight(rng: np.random.Generator, low: float, high: float) -> float:
    """A number whose second decimal is no matter of taste."""
    return float(round(rng.uniform(low, high) * rng.choice([-1, 1]), 2) + 0.001 * rng.choice([-1, 1]))


def review(rng: np.random.Generator, words: tuple[str, ...], *, gaps: tuple[str, ...] = GAPS) -> str:
    """*words* in a drawn order, some of them twice, with all kinds of *gaps* between and around them."""
    order = [*rng.permutation(words).tolist(), *words[:2]]
    told = "".join(f"{word}{gaps[place % len(gaps)]}" for place, word in enumerate(order))
    return gaps[-1] + told


def weights(rng: np.random.Generator, words: tuple[str, ...]) -> dict[str, float]:
    """Weights of most *words*: of both signs, far apart, some that round to nothing, one of a word that isn't there."""
    made: dict[str, float] = {}
    for place, word in enumerate(rng.permutation(words).tolist()):
        if place % 5 == 3:
            continue
        made[word] = float(rng.choice([-1, 1]) * 0.0041) if place % 5 == 4 else _weight(rng, 0.02, 1.4)
    made["elsewhere"] = 9.0
    return made


def ladder(rng: np.random.Generator) -> tuple[str, dict[str, float]]:
    """Words whose weights double from rung to rung, on both sides, down to the least that is marked."""
    steps = [0.0061, 0.0131, 0.03, 0.07, 0.16, 0.4, 1.1, 2.6]
    names = [f"w{place}" for place in rng.permutation(2 * len(steps)).tolist()]
    signed = [sign * step for sign in (1, -1) for step in steps]
    made = dict(zip(names, signed, strict=True))
    return " ".join(rng.permutation(names).tolist()), made


def sneaky(rng: np.random.Generator) -> list[tuple[str, dict[str, float]]]:
    """Reviews with each of SNEAKS, once with weights and once without."""
    made = []
    for sneak in SNEAKS:
        words = (sneak, "cold", "lovely")
        text = review(rng, words)
        own = {"cold": _weight(rng, 0.1, 0.9), "lovely": _weight(rng, 0.1, 0.9)}
        made += [(text, own), (text, {**own, sneak: _weight(rng, 0.1, 0.9)})]
    return made


def lopsided(rng: np.random.Generator) -> list[tuple[str, dict[str, float]]]:
    """Weights of one sign, one weight alone, equal weights, a heavy word that isn't in the text, words with marks at their ends, small weights alone."""
    sign = float(rng.choice([-1, 1]))
    return [
        ("one two three four", {"one": sign * 0.2, "two": sign * 0.3, "three": sign * 0.3, "four": sign * 0.0052}),
        ("just enough just below", {"enough": sign * 0.005, "below": sign * 0.0048}),
        ("just enough again", {"enough": -sign * 0.005, "again": -sign * 0.0048}),
        ("alone here", {"alone": -sign * 0.0151}),
        ("light heavy", {"light": sign * 0.11, "heavy": sign * 0.2, "elsewhere": -300.0}),
        ("cold, warm cold. (warm) hot", {"cold": sign * 0.3, "warm": -sign * 0.2, "hot": sign * 0.1}),
        ("much money", {"much": sign * 1234.5, "money": sign * 12.0}),
        ("none more, less.", {"more,": sign * 0.0059, "less.": sign * 0.0053}),
    ]


def longer(rng: np.random.Generator) -> list[tuple[str, dict[str, float]]]:
    """Reviews of words that a page is made of, and of words that templates and patterns read: these once with weights, once without."""
    plain = (review(rng, PLAIN), weights(rng, PLAIN))
    text, few = review(rng, BRACES + PLAIN[:6]), weights(rng, PLAIN[:6])
    return [plain, (text, {**few, **{word: _weight(rng, 0.02, 1.4) for word in BRACES}}), (text, few)]
