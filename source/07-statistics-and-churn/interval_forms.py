"""Whether intervals (lesson 2) have their form, hold the truth as often as they say, and are no wider than that takes.

Nothing here computes an interval: what an exercise expects comes with the call. Shares and ratios are judged over all outcomes
there are, each with its exact chance, so that no luck is in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import interval_watch as watch
from workbook.check.failure import UNWRITTEN, Failure

Floats = NDArray[np.float64]
Range = tuple[float, float]
RATES = np.linspace(0.004, 0.996, 249)
"""True shares for which coverage is computed."""
DRAWS = 200
"""How many draws are looked at one by one."""


def pair(seen: Mapping[str, Any], what: str, low: float = -math.inf, high: float = math.inf) -> Range:
    """The interval that was seen; fail unless it is a pair of numbers in order, from *low* to *high*."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a pair (low, high)", seen["error"])
    if seen["pair"] is None:
        raise Failure(what, "a pair of numbers (low, high)", seen["came"])
    first, last = seen["pair"]
    if not first <= last:
        raise Failure(what, "low <= high, both of them numbers", f"({first:.6g}, {last:.6g})")
    if first < low - 1e-9 or last > high + 1e-9:
        raise Failure(what, f"an interval between {low:g} and {high:g}", f"({first:.6g}, {last:.6g})")
    return first, last


def pairs(interval: Callable[..., Any], name: str, calls: list[tuple[Any, ...]], low: float, high: float) -> Floats:
    """The intervals for *calls*, a row each; fail at the first that has not its form."""
    seen = watch.each(interval, calls)
    return np.array([
        pair(one, f"{name}{call}", low, high) for one, call in zip(seen, calls, strict=False)
    ])  # fmt: skip


def chances(n: int, rates: Floats) -> Floats:
    """A row for each true share: the chance of 0 to n hits in n tries."""
    k = np.arange(n + 1)
    ways = np.array([math.lgamma(n + 1) - math.lgamma(hits + 1) - math.lgamma(n - hits + 1) for hits in k])
    return np.asarray(np.exp(ways + np.outer(np.log(rates), k) + np.outer(np.log1p(-rates), n - k)))


def _promise(held: float, level: float, told: str, look: str, slack: float) -> None:
    if held < level - slack:
        raise Failure(
            f"the coverage {told}", f"{100 * level:g} in 100 hold the truth, on average over all true values", f"{100 * held:.1f} in 100", look
        )  # fmt: skip


def _narrow(width: float, most: float, told: str, look: str) -> None:
    if width > most:
        raise Failure(
            f"the width {told}",
            f"at most {most:.4g} on average: exact intervals need no more",
            f"{width:.4g}",
            f"the level that was asked for; {look}",
        )


def shares(interval: Callable[..., Any], n: int, level: float, widest: float) -> None:
    """Fail unless the intervals for 0 to *n* hits of *n* hold the true share in *level* of all samples, and aren't wider than *widest*."""
    k = np.arange(n + 1)
    got = pairs(interval, "share_interval", [(int(hits), n, level) for hits in k], 0.0, 1.0)
    outside = np.flatnonzero((got[:, 0] > k / n + 1e-9) | (got[:, 1] < k / n - 1e-9))
    if outside.size:
        hits = int(outside[0])
        raise Failure(
            f"share_interval({hits}, {n}, {level})", f"low <= {hits}/{n} <= high", f"({got[hits, 0]:.6g}, {got[hits, 1]:.6g})"
        )  # fmt: skip
    told = f"of share_interval(k, {n}, {level})"
    inside = (got[:, 0] <= RATES[:, None] + 1e-9) & (RATES[:, None] <= got[:, 1] + 1e-9)
    held = float((chances(n, RATES) * inside).sum(axis=1).mean())
    _promise(held, level, told, f"what it says for 0 of {n}, and for {n} of {n}; the level", 0.006)
    _narrow(float((got[:, 1] - got[:, 0]).mean()), widest, told, "half of what is left belongs to either side")


def differences(interval: Callable[..., Any], sizes: tuple[int, int], level: float, widest: float) -> None:
    """Fail unless the intervals for all outcomes of two groups of these *sizes* hold the true difference often enough, and aren't wider than *widest*."""
    one, two = sizes
    calls = [(first, one, second, two, level) for first in range(one + 1) for second in range(two + 1)]
    got = pairs(interval, "share_difference", calls, -1.0, 1.0).reshape(one + 1, two + 1, 2)
    rates = np.linspace(0.02, 0.98, 25)
    of_one, of_two = chances(one, rates), chances(two, rates)
    held = np.empty((25, 25))
    for i, p in enumerate(rates):
        for j, q in enumerate(rates):
            inside = (got[..., 0] <= p - q + 1e-9) & (p - q <= got[..., 1] + 1e-9)
            held[i, j] = of_one[i] @ inside @ of_two[j]
    told = f"of share_difference(k1, {one}, k2, {two}, {level})"
    look = "the sign: first share less second; shares near 0 and 1; the sizes of both groups"
    _promise(float(held.mean()), level, told, look, 0.01)
    worst = np.unravel_index(int(held.argmin()), held.shape)
    if held[worst] < level - 0.12:
        raise Failure(
            f"the coverage {told} where the true shares are {rates[worst[0]]:.2f} and {rates[worst[1]]:.2f}",
            f"near {100 * level:g} in 100", f"{100 * held[worst]:.1f} in 100", look,
        )  # fmt: skip
    _narrow(
        float((got[..., 1] - got[..., 0]).mean()), widest, told, "the ends of two intervals aren't subtracted: both groups are rarely off at once, to opposite sides",
    )  # fmt: skip


def ratios(
    interval: Callable[..., Any], events: int, exposures: tuple[float, float], level: float, widest: float
) -> None:
    """Fail unless the intervals for all ways to part *events* hold the true ratio often enough; *widest*: on the scale of shares."""
    one, two = exposures
    calls = [(first, one, events - first, two, level) for first in range(events + 1)]
    got = pairs(interval, "rate_ratio", calls, 0.0, math.inf)
    if got[0, 0] != 0:
        raise Failure(
            f"rate_ratio{calls[0]}", "low is 0: no event in the first group", f"({got[0, 0]:.6g}, {got[0, 1]:.6g})"
        )
    if not math.isinf(got[-1, 1]):
        raise Failure(
            f"rate_ratio{calls[-1]}", "high is math.inf: no event in the second group", f"({got[-1, 0]:.6g}, {got[-1, 1]:.6g})"
        )  # fmt: skip
    middle = events // 2
    if not (got[middle, 0] > 0 and math.isfinite(got[middle, 1])):
        raise Failure(
            f"rate_ratio{calls[middle]}", "0 < low and a finite high", f"({got[middle, 0]:.6g}, {got[middle, 1]:.6g})"
        )
    with np.errstate(invalid="ignore"):
        odds = got * one / two
        part = np.where(
            np.isinf(odds), 1.0, odds / (1 + odds)
        )  # of all events, the share that falls to the first group
    inside = (RATES[:, None] + 1e-9 >= part[:, :1].T) & (RATES[:, None] <= part[:, 1:].T + 1e-9)
    held = float((chances(events, RATES) * inside).sum(axis=1).mean())
    told = f"of rate_ratio with {events} events in all, in {one:g} and {two:g} of exposure, at {level}"
    look = "rates are events / exposure, first over second; both counts swing, not only the first"
    _promise(held, level, told, look, 0.01)
    _narrow(float((part[:, 1] - part[:, 0]).mean()), widest, f"{told} (as shares of the events)", look)
    _one_sided(got, calls, events, two / one)


def _one_sided(got: Floats, calls: list[tuple[Any, ...]], events: int, even: float) -> None:
    """Fail if nothing is said of all those events where none fell to one of the groups; *even*: the ratio of as many in both."""
    if got[0, 1] < even < got[-1, 0]:
        return
    place, asked, group = (-1, "low above", "second") if got[0, 1] < even else (0, "high below", "first")
    raise Failure(
        f"rate_ratio{calls[place]}", f"{asked} {even:.4g}: of {events} events none fell to the {group} group",
        f"({got[place, 0]:.6g}, {got[place, 1]:.6g})", "one count of 0 leaves one end open, not both",
    )  # fmt: skip


def means(interval: Callable[..., Any], samples: Sequence[Floats], level: float, kind: str) -> None:
    """Fail unless each interval holds the true mean in *level* of all samples of that size from a normal distribution."""
    seen = watch.each(interval, [(values, level) for values in samples])
    for values, one in zip(samples, seen, strict=False):
        n = len(values)
        what = f"mean_interval of {n} values at {level}, {kind}"
        low, high = pair(one, what)
        middle, error = float(np.mean(values)), float(np.std(values, ddof=1)) / math.sqrt(n)
        below, above = (middle - low) / error, (high - middle) / error
        held = float(stats.t.cdf(below, n - 1) - stats.t.cdf(-above, n - 1))
        if abs(held - level) > 0.001 or abs(below - above) > 0.3 * (below + above):
            raise Failure(
                f"the interval of {what}", f"its intervals hold the true mean in {100 * level:g} of 100 samples of {n} normal values",
                f"{100 * held:.1f} of 100: with the mean {middle:.4g} and the standard error {error:.4g}, low lies {below:.3f} standard errors below the mean, and high {above:.3f} above it",
                "1.96 is too little where the spread is estimated; ddof; the root of n",
            )  # fmt: skip


def draws(interval: Callable[..., Any], rows: Floats, groups: NDArray[Any] | None, kind: str, seed: int) -> None:
    """Fail unless rows, or whole groups, are drawn with replacement, as many as there are, *draws* times, and from the generator alone."""
    what = f"bootstrap_interval on {kind}"
    settings: dict[str, Any] = {"draws": DRAWS}
    if groups is not None:
        settings["groups"] = groups
    first = watch.bootstrap(interval, rows, "mean", seed, settings, True)
    low, high = pair(first, what)
    _manners(first, what)
    if not first["global"]:
        raise Failure(
            what, "all chance from rng", "a generator of the whole process was used or seeded", "np.random.seed, np.random.choice, random.choice"
        )  # fmt: skip
    _calls(first, DRAWS, len(rows), kind)
    _drawn(first["drawn"], len(rows), groups, kind)
    again = pair(watch.bootstrap(interval, rows, "mean", seed, settings), what)
    if again != (low, high):
        raise Failure(
            f"{what}, twice with generators of the same seed",
            "the same interval",
            f"({low:.6g}, {high:.6g}), then ({again[0]:.6g}, {again[1]:.6g})",
        )
    if pair(watch.bootstrap(interval, rows, "mean", seed + 1, settings), what) == (low, high):
        raise Failure(
            f"{what}, with generators of two seeds",
            "other draws, so another interval",
            f"({low:.6g}, {high:.6g}) both times",
            "is rng used?",
        )


def _manners(seen: Mapping[str, Any], what: str) -> None:
    """Fail unless rows and groups are as they were, and the statistic was asked of arrays."""
    if not seen["kept"]:
        raise Failure(what, "rows and groups as they were", "changed by the call")
    if seen["other"]:
        raise Failure(f"{what}: what statistic is called on", "an array of rows: rows[places]", seen["other"])


def _calls(seen: Mapping[str, Any], times: int, size: int, kind: str) -> None:
    """Fail unless the statistic was asked once for each draw, or a few times more."""
    most = times + size + 10
    if not times <= seen["calls"] <= most:
        raise Failure(
            f"calls of statistic with draws={times}, on {kind}",
            f"{times} (up to {most} are let pass)",
            str(seen["calls"]),
        )


def _drawn(drawn: Sequence[Sequence[int]], size: int, groups: NDArray[Any] | None, kind: str) -> None:
    """Fail unless the places in *drawn* are whole units, each as likely as any other."""
    labels = np.arange(size) if groups is None else np.unique(groups, return_inverse=True)[1]
    units = int(labels.max()) + 1
    sizes = np.bincount(labels)
    name = "rows" if groups is None else "groups"
    picks = []
    for places in drawn:
        if min(places, default=0) < 0:
            raise Failure(f"a draw on {kind}", "rows of the data", "a row that isn't there")
        times = np.bincount(np.array(places, dtype=int), minlength=size)
        most, least = (
            np.array([reduced(times[labels == unit]) for unit in range(units)]) for reduced in (np.max, np.min)
        )
        if (most != least).any():
            unit = int(np.argmax(most != least))
            raise Failure(
                f"a draw on {kind}", "groups with all their rows, each as often as the others",
                f"a group of {sizes[unit]} rows, of which one stands there {most[unit]} times and another {least[unit]} times", "draw groups, not rows",
            )  # fmt: skip
        picks.append(most)
    full = np.array([pick for pick in picks if pick.sum() == units])
    if len(full) < DRAWS:
        other = next(int(pick.sum()) for pick in picks if pick.sum() != units)
        raise Failure(
            f"a draw on {kind}",
            f"{units} {name}, as many as there are; one drawn twice counts twice",
            f"{other} {name}",
        )
    if full.max() == 1:
        raise Failure(
            f"the draws on {kind}", f"{name} drawn with replacement", f"each of the {units} {name} once in every draw"
        )
    share = full.sum(axis=0) / full.sum()
    error = math.sqrt((1 - 1 / units) / units / full.sum())
    worst = int(np.argmax(abs(share - 1 / units)))
    if abs(share[worst] - 1 / units) > 5.5 * error:
        raise Failure(
            f"the draws on {kind}", f"each of the {units} {name} equally likely: {100 / units:.1f} in 100 picks",
            f"one of them ({sizes[worst]} row{'s' * bool(sizes[worst] > 1)}) in {100 * share[worst]:.1f} in 100",
        )  # fmt: skip


def bootstrapped(
    interval: Callable[..., Any],
    rows: Floats,
    statistic: str,
    allowed: Mapping[str, tuple[Range, Range]],
    settings: Mapping[str, Any],
    kind: str,
    seed: int,
) -> None:
    """Fail unless the interval's ends lie where one of the *allowed* kinds has them (name -> where low lies, where high lies)."""
    what = f"bootstrap_interval of the {statistic} of {kind}"
    seen = watch.bootstrap(interval, rows, statistic, seed, dict(settings))
    low, high = pair(seen, what)
    _manners(seen, what)
    _calls(seen, settings.get("draws", 2000), len(rows), kind)
    for (low_from, low_to), (high_from, high_to) in allowed.values():
        if low_from <= low <= low_to and high_from <= high <= high_to:
            return
    told = "; or ".join(
        f"{name}: low from {lows[0]:.4g} to {lows[1]:.4g}, high from {highs[0]:.4g} to {highs[1]:.4g}" for name, (lows, highs) in allowed.items()
    )  # fmt: skip
    named = {name: value for name, value in settings.items() if name != "groups"}
    raise Failure(
        f"{what}, {named}",
        told,
        f"low {low:.4g}, high {high:.4g}",
        "how wide? what is drawn; which percentiles of the draws",
    )


def covered(seen: Mapping[str, Any], runs: int, kind: str) -> Mapping[str, Any]:
    """The report on the coverage; fail unless each of *runs* samples was drawn anew and handed on as it is."""
    what = f"coverage on {kind}"
    if seen["error"].startswith("NotImplementedError"):
        raise Failure("coverage isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a dict", seen["error"])
    report: Mapping[str, Any] = seen["report"]
    if set(report) != {"share", "low", "high", "verdict"}:
        raise Failure(what, "a dict with the keys share, low, high, verdict", seen["came"])
    if not seen["global"]:
        raise Failure(what, "all chance from rng", "a generator of the whole process was used or seeded")
    calls = seen["calls"]
    if calls != runs or seen["drawn"] != runs:
        raise Failure(
            f"{what}, with runs={runs}", f"{runs} samples drawn, and method called on each", f"{seen['drawn']} drawn, method called {calls} times"
        )  # fmt: skip
    if seen["strange"]:
        raise Failure(what, "method is called on samples of draw, as they are", "a sample that draw never gave")
    if seen["distinct"] != runs:
        raise Failure(
            what,
            f"{runs} different samples: a new one in each run",
            f"{seen['distinct']}",
            "draw(rng) inside the loop; the same rng goes on",
        )
    for name in ("share", "low", "high"):
        if not isinstance(report[name], float) or math.isnan(report[name]):
            raise Failure(f"{name!r} in the report of {what}", "a number", f"{report[name]}")
    return report


def held(report: Mapping[str, Any], hits: int, runs: int, kind: str) -> None:
    """Fail unless the share is *hits* of *runs*."""
    if abs(report["share"] - hits / runs) > 1e-9:
        raise Failure(
            f"the share on {kind}",
            f"{hits / runs:.6g}: {hits} of {runs} intervals hold the truth, ends included",
            f"{report['share']:.6g}",
            "low <= truth <= high; the truth, not the estimate; an end that is NaN",
        )


def own_error(report: Mapping[str, Any], ranges: tuple[Range, Range], hits: int, runs: int, kind: str) -> None:
    """Fail unless low and high lie in *ranges*, where sound 95 in 100 intervals of a share have them."""
    for name, (least, most) in zip(("low", "high"), ranges, strict=True):
        if not least <= report[name] <= most:
            raise Failure(
                f"{name!r} on {kind}, after {hits} of {runs} runs", f"from {least:.5f} to {most:.5f}: the end of a 95 in 100 interval of the coverage", f"{report[name]:.5f}",
                "an interval for a share, of which you have a function; it is needed where every run holds, too",
            )  # fmt: skip


def verdict(report: Mapping[str, Any], expected: str, level: float, kind: str) -> None:
    """Fail unless the verdict is the one *expected*."""
    if report["verdict"] != expected:
        raise Failure(
            f"the verdict on {kind}, where {level} is promised",
            f"{expected!r}: the coverage lies between {report['low']:.4f} and {report['high']:.4f}",
            f"{report['verdict']!r}",
        )


def nothing(interval: Callable[..., Any]) -> None:
    """Fail unless the ratio of rates without any event may be anything."""
    low, high = pair(watch.each(interval, [(0, 30.0, 0, 50.0, 0.95)])[0], "rate_ratio(0, 30.0, 0, 50.0, 0.95)", 0.0)
    if low != 0 or not math.isinf(high):
        raise Failure(
            "rate_ratio(0, 30.0, 0, 50.0, 0.95), without any event", "(0, math.inf)", f"({low:.6g}, {high:.6g})"
        )


def default_level(interval: Callable[..., Any], name: str, arguments: tuple[Any, ...]) -> None:
    """Fail unless the level is 0.95 where none is given."""
    seen = watch.each(interval, [arguments, (*arguments, 0.95)])
    first, second = (pair(one, name) for one in seen)
    if first != second:
        raise Failure(
            f"{name} without a level",
            f"that at 0.95: ({second[0]:.6g}, {second[1]:.6g})",
            f"({first[0]:.6g}, {first[1]:.6g})",
        )


def default_draws(interval: Callable[..., Any], rows: Floats, seed: int) -> None:
    """Fail unless 2000 draws are made at 0.95 where nothing else is said."""
    plain, told = (
        watch.bootstrap(interval, rows, "mean", seed, given) for given in ({}, {"draws": 2000, "level": 0.95})
    )
    first, second = (pair(one, "bootstrap_interval") for one in (plain, told))
    _calls(told, 2000, len(rows), "eight bills")
    if first != second or plain["calls"] != told["calls"]:
        raise Failure(
            "bootstrap_interval without draws and level", f"that of 2000 draws at 0.95: ({second[0]:.6g}, {second[1]:.6g}) of {told['calls']} calls",
            f"({first[0]:.6g}, {first[1]:.6g}) of {plain['calls']} calls",
        )  # fmt: skip
