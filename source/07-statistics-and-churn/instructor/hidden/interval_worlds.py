"""Samples for the lesson on uncertainty, and what sound intervals of them look like.

Shapes are fixed and only their scale, their place and their order are drawn: so every draw is as far from each wrong answer as any other.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import interval_forms as forms
import interval_watch as watch
from workbook.check.drawn import drawn_once
from workbook.check.failure import Failure

Floats = NDArray[np.float64]
Range = tuple[float, float]
Ends = dict[str, tuple[Range, Range]]
REFERENCE = 20_000
BARELY = 2e-10
"""By how much some intervals miss the truth."""
GROUPS = (1, 2, 9, 3, 7, 1, 5, 4, 8, 2, 6, 3)
"""Rows of each group: unequal, so that groups and rows are drawn with other chances."""


def skewed(rng: np.random.Generator, size: int) -> Floats:
    """Values with a long tail to the right, all different."""
    shape = np.exp(1.1 * stats.norm.ppf((np.arange(size) + 0.5) / size))
    return np.asarray(rng.permutation(shape) * rng.uniform(5, 50) + rng.uniform(0, 20))


def two_columns(rng: np.random.Generator, size: int) -> Floats:
    """Calls and their minutes, say: the second column depends on the first and swings by itself."""
    first = 1 + 4 * rng.permutation((np.arange(size) + 0.5) / size)
    swing = np.exp(0.3 * stats.norm.ppf((rng.permutation(size) + 0.5) / size))
    return np.column_stack([first, first**1.5 * swing * rng.uniform(2, 9)])


def grouped(rng: np.random.Generator, *, names: bool) -> tuple[Floats, NDArray[Any]]:
    """Values that hang together in groups, in mixed order; with *names* the groups are texts, else codes."""
    middles = np.exp(0.9 * stats.norm.ppf((np.array([5, 11, 2, 8, 0, 9, 3, 7, 1, 10, 4, 6]) + 0.5) / 12))
    label = np.repeat(np.arange(len(GROUPS)), GROUPS)
    own = 0.12 * stats.norm.ppf((rng.permutation(len(label)) + 0.5) / len(label))
    values = (middles[label] + own) * rng.uniform(5, 50)
    codes: NDArray[Any] = 100_001 + 37 * rng.permutation(len(GROUPS))
    if names:
        codes = np.array([f"C{code % 997}" for code in codes])
    order = rng.permutation(len(label))
    return values[order], codes[label][order]


@drawn_once
def _drawn(
    rng: np.random.Generator, rows: Floats, statistic: str, groups: NDArray[Any] | None
) -> tuple[Floats, Floats]:
    """The statistic of REFERENCE draws, all at once, and of the data without each unit in turn."""
    columns = rows[:, None] if rows.ndim == 1 else rows
    units = np.arange(len(rows)) if groups is None else np.unique(groups, return_inverse=True)[1]
    count = int(units.max()) + 1
    square = columns**2
    sums = np.array([[units == unit] @ np.column_stack([np.ones(len(rows)), columns, square]) for unit in range(count)])
    sums = sums.reshape(count, -1)
    times = rng.multinomial(count, np.full(count, 1 / count), size=REFERENCE)
    without = 1 - np.eye(count)
    formula = FORMULAS[statistic]
    return formula(times @ sums), formula(without @ sums)


FORMULAS: dict[str, Callable[[Floats], Floats]] = {
    "mean": lambda s: s[:, 1] / s[:, 0],
    "spread": lambda s: np.sqrt(np.maximum(s[:, 2] / s[:, 0] - (s[:, 1] / s[:, 0]) ** 2, 0)),
    "ratio": lambda s: s[:, 2] / s[:, 1],
}
"""The statistic from the number of rows and the sums of columns and of their squares."""


def allowed(rows: Floats, statistic: str, groups: NDArray[Any] | None, draws: int, level: float) -> Ends:
    """Where the ends of percentile, basic and BCa intervals lie: within 4.5 errors of *draws* draws."""
    seen, without = _drawn(np.random.default_rng(len(rows)), rows, statistic, groups)
    truth = watch.STATISTICS[statistic](rows)
    tail = (1 - level) / 2

    def near(part: float, more: float = 0.0) -> Range:
        error = math.sqrt(part * (1 - part) * (1 / draws + 1 / REFERENCE) + more**2)
        low, high = np.quantile(seen, np.clip([part - 4.5 * error, part + 4.5 * error], 0, 1))
        return float(low), float(high)

    low, high = near(tail), near(1 - tail)
    turned = (2 * truth - high[1], 2 * truth - high[0]), (2 * truth - low[1], 2 * truth - low[0])
    parts = [_moved(seen, without, truth, part) for part in (tail, 1 - tail)]
    swing = 0.5 / math.sqrt(draws) / 0.399
    ends = [near(part, 2 * float(stats.norm.pdf(stats.norm.ppf(part))) * swing) for part in parts]
    return {"percentile": (low, high), "basic": turned, "BCa": (ends[0], ends[1])}


def _moved(seen: Floats, without: Floats, truth: float, part: float) -> float:
    """The part of the draws below the end that BCa takes for *part*."""
    shift = float(stats.norm.ppf(np.mean(seen < truth)))
    off = without.mean() - without
    bend = float((off**3).sum() / (6 * (off**2).sum() ** 1.5))
    point = shift + float(stats.norm.ppf(part))
    return float(stats.norm.cdf(shift + point / (1 - bend * point)))


def exact(k: int, n: int, level: float) -> Range:
    """Clopper and Pearson's interval, the widest sound one."""
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(stats.beta.ppf(tail, k, n - k + 1))
    return low, 1.0 if k == n else float(stats.beta.ppf(1 - tail, k + 1, n - k))


def widest_share(n: int, level: float) -> float:
    """The mean width of exact intervals, and a little."""
    return 1.04 * float(np.mean([high - low for low, high in (exact(k, n, level) for k in range(n + 1))]))


def widest_difference(one: int, two: int, level: float) -> float:
    """The mean width of intervals joined of two exact ones, and a little."""
    ours, others = ([exact(k, n, level) for k in range(n + 1)] for n in (one, two))
    widths = [
        math.hypot(k / one - low, top - m / two) + math.hypot(high - k / one, m / two - bottom)
        for k, (low, high) in enumerate(ours)
        for m, (bottom, top) in enumerate(others)
    ]
    return 1.07 * float(np.mean(widths))


def far_apart(interval: Callable[..., Any], sizes: tuple[int, int], level: float) -> None:
    """Fail unless the true difference is held often enough in groups of any *sizes* where hardly anybody of the first is hit, and nearly all of the second.

    The true shares expect 0.6 hits in the first group, and 0.6 misses in the second: so few outcomes have a chance worth naming.
    """
    one, two = sizes
    few = range(8)
    p, q = 0.6 / one, 1 - 0.6 / two
    calls = [(hits, one, two - misses, two, level) for hits in few for misses in few]
    got = forms.pairs(interval, "share_difference", calls, -1.0, 1.0).reshape(len(few), len(few), 2)
    inside = (got[..., 0] <= p - q + 1e-9) & (p - q <= got[..., 1] + 1e-9)
    of_one, of_two = (stats.binom.pmf(list(few), n, 0.6 / n) for n in sizes)
    held = float(of_one @ inside @ of_two)
    if held < level - 0.12:
        raise Failure(
            f"the coverage of share_difference(k1, {one}, k2, {two}, {level}) where the true shares are {p:.4g} and {q:.4g}",
            f"near {100 * level:g} in 100", f"{100 * held:.1f} in 100", "shares near 0 and 1, in large groups, too",
        )  # fmt: skip


def widest_ratio(events: int, level: float) -> float:
    """The same for ratios of rates, on the scale of shares, with room for intervals by logarithms."""
    return 1.22 / 1.04 * widest_share(events, level)


def script(rng: np.random.Generator, truth: float, runs: int, hits: int) -> list[Range]:
    """Intervals of which *hits* hold *truth*: some end there; of the others some barely miss it, or have an end that is no number."""
    made: list[Range] = []
    for place in range(hits):
        low, high = truth - rng.uniform(0.1, 9), truth + rng.uniform(0.1, 9)
        made.append([(low, high), (truth, high), (low, truth), (low, math.inf)][place % 4])
    for place in range(runs - hits):
        near, far = rng.uniform(0.01, 0.5), rng.uniform(0.6, 9)
        made.append(
            [
                (truth + BARELY, truth + far), (truth - far, truth - BARELY), (math.nan, truth + far), (truth - far, math.nan),
                (truth + near, truth + far), (truth - far, truth - near),
            ][place % 6]
        )  # fmt: skip
    return [made[place] for place in rng.permutation(runs)]


def own_error(hits: int, runs: int) -> tuple[Range, Range]:
    """Where sound 95 in 100 intervals of a share begin and end: between Wilson's, the exact and the Bayesian one, and a little."""
    z, share = 1.959964, hits / runs
    swing = z * math.sqrt(share * (1 - share) / runs + z * z / 4 / runs**2)
    middle, scale = share + z * z / 2 / runs, 1 + z * z / runs
    wilson = (middle - swing) / scale, (middle + swing) / scale
    jeffreys = tuple(float(stats.beta.ppf(part, hits + 0.5, runs - hits + 0.5)) for part in (0.025, 0.975))
    jeffreys = (jeffreys[0] if hits else 0.0, jeffreys[1] if hits < runs else 1.0)
    ends = np.array([wilson, jeffreys, exact(hits, runs, 0.95)])
    slack = 0.05 * (wilson[1] - wilson[0])
    low, high = ends[:, 0], ends[:, 1]
    return (low.min() - slack, low.max() + slack), (high.min() - slack, min(1.0, high.max()) + slack)
