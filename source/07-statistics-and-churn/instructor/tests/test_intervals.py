"""The lesson on uncertainty: its worlds against SciPy and statsmodels, its judgements against sound and unsound methods."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson_2indep

import interval_figures as figures
import interval_forms as forms
import interval_watch as watch
import uncertainty_end
from hidden import interval_worlds as worlds
from workbook.check import Failure

Floats = NDArray[np.float64]
LEVELS = (0.8, 0.95, 0.99)


def bootstrap(
    rows: Floats, statistic: Callable[[Floats], float], rng: np.random.Generator, groups: Any = None, draws: int = 2000, level: float = 0.95
) -> Any:  # fmt: skip
    labels = np.arange(len(rows)) if groups is None else np.unique(groups, return_inverse=True)[1]
    places = [np.flatnonzero(labels == one) for one in range(labels.max() + 1)]
    seen = [
        statistic(rows[np.concatenate([places[i] for i in rng.integers(0, len(places), len(places))])])
        for _ in range(draws)
    ]
    return np.quantile(seen, [(1 - level) / 2, (1 + level) / 2])


def share(method: str) -> Callable[..., Any]:
    def interval(k: int, n: int, level: float) -> Any:
        return tuple(float(end) for end in proportion_confint(k, n, 1 - level, method=method))

    return interval


@pytest.mark.parametrize("method", ["wilson", "beta", "jeffreys", "agresti_coull"])
@pytest.mark.parametrize("level", LEVELS)
def test_sound_intervals_of_a_share_pass_at_every_size_a_test_draws(method: str, level: float) -> None:
    def inside(k: int, n: int, asked: float) -> Any:
        low, high = share(method)(k, n, asked)
        return (0.0 if k == 0 else max(0.0, low)), (1.0 if k == n else min(1.0, high))

    for n in (12, *range(18, 34)):
        forms.shares(inside, n, level, worlds.widest_share(n, level))


@pytest.mark.parametrize("level", LEVELS)
def test_the_normal_interval_of_a_share_fails_at_every_size(level: float) -> None:
    for n in (12, *range(18, 34)):
        with pytest.raises(Failure, match="coverage"):
            forms.shares(share("normal"), n, level, 1.0)


def test_intervals_at_another_level_fail() -> None:
    for n in range(18, 34):
        with pytest.raises(Failure, match="width"):
            forms.shares(lambda k, n, level: share("wilson")(k, n, 0.95), n, 0.8, worlds.widest_share(n, 0.8))
        with pytest.raises(Failure, match="coverage"):
            forms.shares(lambda k, n, level: share("wilson")(k, n, 0.95), n, 0.99, worlds.widest_share(n, 0.99))


def test_the_widest_share_is_that_of_clopper_and_pearson() -> None:
    widths = [high - low for low, high in (proportion_confint(k, 20, 0.05, method="beta") for k in range(21))]
    assert worlds.widest_share(20, 0.95) == pytest.approx(1.04 * float(np.mean(widths)))


def caffo(k1: int, n1: int, k2: int, n2: int, level: float) -> tuple[float, float]:
    p, q = (k1 + 1) / (n1 + 2), (k2 + 1) / (n2 + 2)
    swing = float(stats.norm.ppf((1 + level) / 2)) * math.sqrt(p * (1 - p) / (n1 + 2) + q * (1 - q) / (n2 + 2))
    return max(-1.0, p - q - swing), min(1.0, p - q + swing)


def newcombe(k1: int, n1: int, k2: int, n2: int, level: float, method: str = "wilson") -> tuple[float, float]:
    (a, b), (c, d) = (share(method)(k, n, level) for k, n in ((k1, n1), (k2, n2)))
    p, q = k1 / n1, k2 / n2
    return p - q - math.hypot(p - a, d - q), p - q + math.hypot(b - p, q - c)


@pytest.mark.parametrize("sizes", [(8, 19), (18, 9), (6, 15)])
@pytest.mark.parametrize("level", [0.95, 0.99])
def test_sound_intervals_of_a_difference_pass(sizes: tuple[int, int], level: float) -> None:
    widest = worlds.widest_difference(*sizes, level)
    for method in (newcombe, caffo, lambda *call: newcombe(*call, method="beta")):
        forms.differences(method, sizes, level, widest)


@pytest.mark.parametrize("sizes", [(8, 19), (18, 9)])
@pytest.mark.parametrize("level", [0.95, 0.99])
def test_unsound_intervals_of_a_difference_fail(sizes: tuple[int, int], level: float) -> None:
    widest = worlds.widest_difference(*sizes, level)

    def ends(k1: int, n1: int, k2: int, n2: int, asked: float) -> tuple[float, float]:
        (a, b), (c, d) = (share("wilson")(k, n, asked) for k, n in ((k1, n1), (k2, n2)))
        return a - d, b - c

    def pooled(k1: int, n1: int, k2: int, n2: int, asked: float) -> tuple[float, float]:
        p = (k1 + k2) / (n1 + n2)
        swing = float(stats.norm.ppf((1 + asked) / 2)) * math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
        return max(-1.0, k1 / n1 - k2 / n2 - swing), min(1.0, k1 / n1 - k2 / n2 + swing)

    with pytest.raises(Failure, match="width"):
        forms.differences(ends, sizes, level, widest)
    with pytest.raises(Failure, match="true shares"):
        forms.differences(pooled, sizes, level, widest)


@pytest.mark.parametrize("sizes", [(31, 39), (150, 290), (4000, 2000)])
def test_where_shares_lie_near_the_ends_sound_differences_pass_and_the_naive_one_fails(sizes: tuple[int, int]) -> None:
    def naive(k1: int, n1: int, k2: int, n2: int, asked: float, more: int = 0) -> tuple[float, float]:
        p, q = (k1 + more) / (n1 + 2 * more), (k2 + more) / (n2 + 2 * more)
        swing = float(stats.norm.ppf((1 + asked) / 2)) * math.sqrt(
            p * (1 - p) / (n1 + 2 * more) + q * (1 - q) / (n2 + 2 * more)
        )
        return max(-1.0, p - q - swing), min(1.0, p - q + swing)

    def joined(method: str) -> Any:
        def ends(k1: int, n1: int, k2: int, n2: int, asked: float) -> tuple[float, float]:
            (a, b), (c, d) = (share(method)(k, n, asked) for k, n in ((k1, n1), (k2, n2)))
            p, q = k1 / n1, k2 / n2
            return p - q - math.hypot(p - a, d - q), p - q + math.hypot(b - p, q - c)

        return ends

    for method in (joined("wilson"), joined("beta"), lambda *call: naive(*call, more=1)):
        worlds.far_apart(method, sizes, 0.95)
    with pytest.raises(Failure, match="large groups, too"):
        worlds.far_apart(naive, sizes, 0.95)


@pytest.mark.parametrize("level", LEVELS)
def test_sound_intervals_of_a_ratio_pass_at_every_number_of_events(level: float) -> None:
    def parts(a: int, t1: float, b: int, t2: float, asked: float) -> tuple[float, float]:
        low, high = share("beta")(a, a + b, asked)
        low, high = (0.0 if a == 0 else low), (1.0 if b == 0 else high)
        return low / (1 - low) * t2 / t1, math.inf if b == 0 else high / (1 - high) * t2 / t1

    def by_logarithms(a: int, t1: float, b: int, t2: float, asked: float) -> tuple[float, float]:
        if not a or not b:
            return parts(a, t1, b, t2, asked)
        low, high = confint_poisson_2indep(a, t1, b, t2, method="waldcc", compare="ratio", alpha=1 - asked)
        return float(low), float(high)

    def open_ended(a: int, t1: float, b: int, t2: float, asked: float) -> tuple[float, float]:
        return parts(a, t1, b, t2, asked) if a and b else (0.0, math.inf)

    for events in range(20, 34):
        widest = worlds.widest_ratio(events, level)
        for method in (parts, by_logarithms):
            forms.ratios(method, events, (12.5, 170.0), level, widest)
        with pytest.raises(Failure, match="none fell to the first group|the width"):
            forms.ratios(open_ended, events, (12.5, 170.0), level, widest)


def test_students_interval_passes_and_the_normal_one_fails_where_values_are_few() -> None:
    rng = np.random.default_rng(1)
    samples = [rng.normal(3, 2, size) for size in (3, 4, 5, 8, 31, 55, 130)]

    def student(values: Floats, level: float) -> Any:
        return stats.t.interval(level, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))

    for level in LEVELS:
        forms.means(student, samples, level, "a test")
    with pytest.raises(Failure, match="8 values"):
        forms.means(lambda v, level: stats.norm.interval(level, v.mean(), stats.sem(v)), samples[3:4], 0.95, "a test")
    with pytest.raises(Failure, match="130 values"):
        forms.means(lambda v, level: stats.norm.interval(level, v.mean(), stats.sem(v)), samples[6:], 0.95, "a test")


@pytest.mark.parametrize("statistic", ["mean", "spread"])
def test_references_agree_with_scipys_bootstrap(statistic: str) -> None:
    rows = worlds.skewed(np.random.default_rng(4), 22)
    ranges = worlds.allowed(rows, statistic, None, 2000, 0.8)
    for name in ("percentile", "basic", "BCa"):
        result = stats.bootstrap(
            (rows,), watch.STATISTICS[statistic], n_resamples=9000, confidence_level=0.8, method=name, vectorized=False,
            rng=np.random.default_rng(8),
        )  # fmt: skip
        (low_from, low_to), (high_from, high_to) = ranges[name]
        assert low_from < result.confidence_interval.low < low_to
        assert high_from < result.confidence_interval.high < high_to


def test_whole_groups_pass_and_rows_fail_in_every_world() -> None:
    for seed in range(12):
        rows, groups = worlds.grouped(np.random.default_rng(seed), names=bool(seed % 2))
        forms.draws(bootstrap, rows, groups, "a test", seed)
        ranges = worlds.allowed(rows, "mean", groups, 2000, 0.8)
        settings = {"level": 0.8, "groups": groups}
        forms.bootstrapped(bootstrap, rows, "mean", ranges, settings, "a test", seed)
        with pytest.raises(Failure, match="how wide"):
            forms.bootstrapped(
                lambda rows, statistic, rng, groups, level: bootstrap(rows, statistic, rng, None, 2000, level),
                rows, "mean", ranges, settings, "a test", seed,
            )  # fmt: skip


def test_rows_of_every_world_differ_and_come_in_mixed_order() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        rows, groups = worlds.grouped(rng, names=True)
        assert len(set(rows.tolist())) == len(rows)
        assert len(set(groups.tolist())) == len(worlds.GROUPS)
        assert int((groups[1:] != groups[:-1]).sum()) > len(worlds.GROUPS)
        assert len(set(worlds.two_columns(rng, 18)[:, 0].tolist())) == 18


def test_an_interval_that_seeds_the_shared_generator_is_seen_even_the_second_time() -> None:
    def seeding(rows: Floats, statistic: Any, rng: Any, draws: int) -> Any:
        np.random.seed(0)
        return bootstrap(rows, statistic, rng, None, draws)

    rows = worlds.skewed(np.random.default_rng(2), 10)
    for _ in range(2):
        assert not watch.bootstrap(seeding, rows, "mean", 1, {"draws": 5})["global"]
    before = np.random.random()
    assert watch.bootstrap(bootstrap, rows, "mean", 1, {"draws": 5})["global"]
    assert np.random.random() != before


def test_a_script_holds_the_truth_as_often_as_planned_with_every_kind_of_end() -> None:
    planned = worlds.script(np.random.default_rng(3), 2.5, 1000, 816)
    assert sum(low <= 2.5 <= high for low, high in planned) == 816
    assert any(0 < low - 2.5 < 1e-9 for low, _ in planned)
    assert any(low == 2.5 for low, _ in planned)
    assert any(high == 2.5 for _, high in planned)
    assert any(math.isnan(low) for low, _ in planned)
    assert any(math.isnan(high) for _, high in planned)


@pytest.mark.parametrize(
    ("hits", "runs"), [(1817, 2000), (880, 1000), (40, 40), (39, 40), (1, 40), (0, 40), (400, 400)]
)
def test_sound_intervals_of_the_coverage_pass_and_a_normal_one_without_error_fails(hits: int, runs: int) -> None:
    ranges = worlds.own_error(hits, runs)
    for method in ("wilson", "beta", "jeffreys"):
        low, high = proportion_confint(hits, runs, 0.05, method=method)
        report = {"low": low if hits else 0.0, "high": high if hits < runs else 1.0}
        forms.own_error(report, ranges, hits, runs, "a test")
    if hits == runs:
        with pytest.raises(Failure, match="95 in 100"):
            forms.own_error({"low": 1.0, "high": 1.0}, ranges, hits, runs, "a test")


def test_the_figure_draws_the_exact_coverage() -> None:
    held = figures.held_share(lambda k, n: proportion_confint(k, n, method="beta"), 30)
    assert held.min() >= 0.95
    rate = figures.RATES[40]
    inside = [low <= rate <= high for low, high in (proportion_confint(k, 30, method="beta") for k in range(31))]
    assert held[40] == pytest.approx(float(stats.binom.pmf(np.arange(31), 30, rate)[inside].sum()))
    picture = figures.draw_coverage(lambda k, n: (0.0, 1.0), 10, 0.1, "everything")
    assert "at a true share of 0.1: 1.000" in picture


def test_departures_hang_together_by_the_day() -> None:
    table = pd.read_csv(Path(figures.__file__).parent / "data" / "departures.csv")
    late, days = table["dep_delay"].to_numpy(), table["date"].to_numpy()
    assert len(table) == 790
    assert len(set(days)) == 31
    widths = [np.diff(bootstrap(late, np.mean, np.random.default_rng(1), groups))[0] for groups in (None, days)]
    assert widths[1] > 2 * widths[0]


def test_the_end_tells_what_is_missing_and_what_stops(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    def wrong() -> str:
        raise ValueError("no")

    uncertainty_end.settle("Q", "C5", missing)
    uncertainty_end.settle("Q", "C5", wrong)
    uncertainty_end.settle("Q", "C5", lambda: "yes")
    assert capsys.readouterr().out.split("\n")[1:6:2] == [
        "    still open: solve C5 first", "    C5 isn't right yet, it stops with ValueError: no", "    yes",
    ]  # fmt: skip
