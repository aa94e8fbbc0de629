"""P-values of sound methods and of mistakes for the eight studies, and studies on which they lie far apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy import stats

import linnet_studies
from hypothesis_checks import odds
from workbook.check.drawn import drawn_once

Data = dict[str, Any]
Values = dict[str, float]
MEANS = "the mean is asked for, and a few customers who change it much leave medians and ranks where they were"


def _t(a: Any, b: Any, *, equal: bool = False) -> float:
    return float(stats.ttest_ind(a, b, equal_var=equal).pvalue)


def _ranks(a: Any, b: Any) -> float:
    return float(stats.mannwhitneyu(a, b).pvalue)


def _dealt(groups: Sequence[Any], centre: Callable[..., Any], *, paired: bool = False) -> float:
    """P-value of the difference of the centres, by 999 deals, the same at each call."""
    a, b = groups
    rng, both, size = np.random.default_rng(3), np.array([*a, *b]), len(a)
    if paired:
        sides = np.where(rng.random((999, size, 1)) < 0.5, [0, size], [size, 0]) + np.arange(size)[:, None]
        deals = both[np.concatenate([sides[..., 0], sides[..., 1]], axis=1)]
    else:
        deals = rng.permuted(np.tile(both, (999, 1)), axis=1)
    apart = abs(centre(deals[:, :size], axis=1) - centre(deals[:, size:], axis=1))
    return float(1 + (apart >= abs(centre(a) - centre(b)) - 1e-9).sum()) / 1000


def app(data: Data) -> tuple[Values, Values]:
    """Pairs."""
    before, after = data["before"], data["after"]
    change = np.subtract(after, before)
    sound = {
        "paired t-test": float(stats.ttest_rel(before, after).pvalue),
        "deals within the pairs": _dealt([before, after], np.mean, paired=True),
    }
    why = "the same customers before and after: the two lists hang together, pair by pair"
    return sound, {
        why: _t(before, after, equal=True),
        f"{why}, in their ranks too": _ranks(before, after),
        f"{MEANS}: not the signs of the changes": float(
            stats.binomtest(int((change > 0).sum()), np.count_nonzero(change)).pvalue
        ),
        f"{MEANS}: not the ranks of the changes": float(stats.wilcoxon(change).pvalue),
        f"{MEANS}: not the medians": _dealt([before, after], np.median, paired=True),
    }


def bill(data: Data) -> tuple[Values, Values]:
    """Unequal variances."""
    pilot, rest = data["pilot"], data["rest"]
    why = "the small group varies far more than the large one, and one common variance hides that"
    return {"Welch's t-test": _t(pilot, rest)}, {
        why: _t(pilot, rest, equal=True),
        f"{MEANS}: not ranks": _ranks(pilot, rest),
        f"{MEANS}: not the medians": _dealt([pilot, rest], np.median),
    }


def complaints(data: Data) -> tuple[Values, Values]:
    """Counts over unequal times."""
    north, south, watched = (
        data["north"],
        data["south"],
        data["north_months"] / (data["north_months"] + data["south_months"]),
    )
    total = north + south
    expected = np.array([total * watched, total * (1 - watched)])
    score = float(stats.chi2.sf(((np.array([north, south]) - expected) ** 2 / expected).sum(), 1))
    sound = {
        "exact test of two rates": float(stats.binomtest(north, total, watched).pvalue),
        "score test of two rates": score,
    }
    return sound, {
        "the regions were watched for different numbers of months": float(stats.binomtest(north, total, 0.5).pvalue)
    }


def shares(data: Data) -> tuple[Values, Values]:
    """Shares of groups of different sizes."""
    table = [
        [data["left_with"], data["with_offer"] - data["left_with"]],
        [data["left_without"], data["without"] - data["left_without"]],
    ]
    sound = {
        "Fisher's exact test": float(stats.fisher_exact(table).pvalue),
        "chi-square": float(stats.chi2_contingency(table, correction=False).pvalue),
        "chi-square, corrected": float(stats.chi2_contingency(table).pvalue),
    }
    left = data["left_with"] + data["left_without"]
    known = stats.binomtest(data["left_with"], data["with_offer"], data["left_without"] / data["without"])
    refused = {
        "the groups differ in size: compare shares, not how many left": float(
            stats.binomtest(data["left_with"], left, 0.5).pvalue
        ),
        "the other group's share is an estimate too: it isn't known for certain": float(known.pvalue),
    }
    return sound, refused


def waiting(data: Data) -> tuple[Values, Values]:
    """A few values that are far out."""
    old, new = data["old"], data["new"]
    sound = {
        "Mann-Whitney": _ranks(old, new),
        "Brunner-Munzel": float(stats.brunnermunzel(old, new).pvalue),
        "deals of the medians": _dealt([old, new], np.median),
        "Yuen's test of means without the outer fifths": float(
            stats.ttest_ind(old, new, equal_var=False, trim=0.2).pvalue
        ),
    }
    why = "a few lines that were never hung up decide over the means, and their spread drowns everything else"
    return sound, {why: _t(old, new), f"{why}, with one common variance too": _t(old, new, equal=True)}


def plans(data: Data) -> tuple[Values, Values]:
    """Several groups."""
    groups = data["plans"]
    sound = {
        "Alexander and Govern": float(stats.alexandergovern(*groups).pvalue),
        "analysis of variance": float(stats.f_oneway(*groups).pvalue),
        "Kruskal-Wallis": float(stats.kruskal(*groups).pvalue),
    }
    pairs = [_t(a, b, equal=True) for a, b in combinations(groups, 2)]
    refused = {
        "the smallest p-value of all pairs is the luckiest of many tests": min(pairs),
        "the first and the last plan are not all plans": _t(groups[0], groups[-1], equal=True),
    }
    return sound, refused


def evenings(data: Data) -> tuple[Values, Values]:
    """Looked at each evening."""
    one, two = data["with_app"], data["without_app"]
    together = [[np.concatenate(group[:day]) for group in (one, two)] for day in range(1, len(one) + 1)]
    looks = [_t(*groups, equal=True) for groups in together]
    welch = [_t(*groups) for groups in together]
    days = [_t(a, b, equal=True) for a, b in zip(one, two, strict=True)]
    first = next((p for p in looks if p < 0.05), looks[-1])
    everybody = together[-1]
    sound = {
        "all days, once, at the planned end": looks[-1],
        "all days, once, at the planned end, by Welch's test": welch[-1],
        "the smallest of ten looks, times ten": min(1.0, 10 * min(looks)),
        "the smallest of ten looks by Welch's test, times ten": min(1.0, 10 * min(welch)),
    }
    refused = {
        "the smallest p-value of ten looks is the luckiest of ten": min(looks),
        "the smallest p-value of ten looks is the luckiest of ten, by Welch's test too": min(welch),
        "whoever stops at the first look below 0.05 stops at the luckiest": first,
        "the smallest p-value of ten days is the luckiest of ten": min(days),
        f"{MEANS}: not ranks": _ranks(*everybody),
        f"{MEANS}: not the medians": _dealt(everybody, np.median),
    }
    return sound, refused


def shops(data: Data) -> tuple[Values, Values]:
    """Rows that hang together."""
    one, two = data["with_offer"], data["without"]
    means = [[float(np.mean(shop)) for shop in group] for group in (one, two)]
    medians = [[float(np.median(shop)) for shop in group] for group in (one, two)]
    rows = [np.concatenate(group) for group in (one, two)]
    sound = {
        "t-test of the shops' means": _t(*means, equal=True),
        "Welch's t-test of the shops' means": _t(*means),
        "Mann-Whitney of the shops' means": _ranks(*means),
        "deals of the shops' means": _dealt(means, np.mean),
    }
    why = "whole shops had the offer or not, and customers of a shop are alike: the shop is what was drawn, and counts once"
    return sound, {
        why: _t(*rows, equal=True),
        f"{why} (Welch's test of the rows too)": _t(*rows),
        f"{why} (ranks of the rows too)": _ranks(*rows),
        f"{MEANS}: not the shops' medians": _t(*medians, equal=True),
        f"{MEANS}: not the shops' medians, by Welch's test": _t(*medians),
        f"{MEANS}: not the shops' medians, by their ranks": _ranks(*medians),
        f"{MEANS}: not the shops' medians, dealt": _dealt(medians, np.mean),
        f"{MEANS}: not the medians of the shops' means": _dealt(means, np.median),
    }


STUDIES: dict[str, Callable[[Data], tuple[Values, Values]]] = {
    "app": app, "bill": bill, "complaints": complaints, "shares": shares,
    "waiting": waiting, "plans": plans, "evenings": evenings, "shops": shops,
}  # fmt: skip


def apart(name: str, data: Data) -> bool:
    """Whether the sound methods agree by and large on *data*, and every mistake lies far from all of them."""
    sound, refused = STUDIES[name](data)
    usual = [p for method, p in sound.items() if "times ten" not in method]
    if not all(0.07 < p < 0.6 for p in usual) or max(map(odds, usual)) - min(map(odds, usual)) > math.log(1.7):
        return False
    return all(abs(odds(p) - odds(right)) > math.log(2.6) for p in refused.values() for right in sound.values())


def _worth_a_look(name: str, data: Data) -> bool:
    """Whether the two quickest p-values let *data* be apart: most draws are not, and the others take long."""
    if name not in ("evenings", "shops"):
        return True
    one, two = data.values()
    if name == "evenings":
        one, two = np.concatenate(one), np.concatenate(two)
        right, wrong = _t(one, two, equal=True), _ranks(one, two)
    else:
        right, wrong = (
            _t(*([centre(shop) for shop in group] for group in (one, two)), equal=True)
            for centre in (np.mean, np.median)
        )
    return 0.07 < right < 0.6 and abs(odds(right) - odds(wrong)) > math.log(2.6)


@drawn_once
def study(rng: np.random.Generator, name: str) -> Data:
    """A study of this name on which a mistake can't pass, nor a sound method fail, by luck."""
    for _ in range(3000):
        data = linnet_studies.STUDIES[name](rng)
        if _worth_a_look(name, data) and apart(name, data):
            return data
    raise ValueError(f"no study found: {name}")
