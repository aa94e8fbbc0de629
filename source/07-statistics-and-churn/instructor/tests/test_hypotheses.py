"""The lesson on hypotheses: its references against SciPy and statsmodels, its instances, its comparisons, its figure."""

from __future__ import annotations

import gc
import math
import xml.etree.ElementTree as ET
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

import hypothesis_checks as checks
import linnet_studies
import metrics_figures
from hidden import many_tests, permutations, planning, situations, tables
from workbook.check import Failure

SEEDS = range(12)


def means(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.mean(a) - np.mean(b))


@pytest.mark.parametrize("seed", SEEDS)
def test_exact_p_values_of_small_groups_are_scipys_where_both_tails_are_alike(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 20, (2, 4)).astype(float).tolist()
    for paired, kind in ((False, "independent"), (True, "samples")):
        found = stats.permutation_test((a, b), means, permutation_type=kind, n_resamples=10**5, vectorized=False)
        assert permutations.mistakes(a, b, "means", paired)[""] == pytest.approx(found.pvalue)


@pytest.mark.parametrize("seed", SEEDS)
def test_counting_sums_gives_what_going_through_all_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b, c = (rng.integers(0, 30, size).tolist() for size in (4, 6, 4))
    assert permutations.by_sums(a, b) == pytest.approx(permutations.mistakes(a, b, "means", False)[""])
    assert permutations.by_signs(a, c) == pytest.approx(permutations.mistakes(a, c, "means", True, torn=False)[""])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_draw_of_groups_holds_every_clause(seed: int) -> None:
    cases = [*permutations.small(np.random.default_rng(seed)), *permutations.large(np.random.default_rng(seed))]
    assert [case.paired for case in cases] == [False] * 8 + [True] * 2 + [False] * 2 + [True]
    assert all(0 < case.exact < 0.7 for case in cases)


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_are_measured_as_scipy_and_their_exact_p_values_are_fishers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = tables.large(rng, (3, 4))
    own, found = tables.measures(table), stats.chi2_contingency(table, correction=False)
    assert own["statistic"] == pytest.approx(found.statistic)
    assert own["freedom"] == found.dof
    assert own["effect"] == pytest.approx(stats.contingency.association(table, method="cramer"))
    assert np.allclose(own["expected"], found.expected_freq)
    small, sound, wrong = tables.small(rng, (2, 2), 10)
    assert sound["chance"] == pytest.approx(stats.fisher_exact(small).pvalue)
    assert all(abs(p - right) > 1.5 * checks.margin(right, 2999) for p in wrong.values() for right in sound.values())


def test_the_tables_that_are_measured_hold_each_clause_whatever_the_seed() -> None:
    for seed in SEEDS:
        found = [tables.measures(table) for table in tables.measured(np.random.default_rng(seed))]
        assert {entry["small"] for entry in found} == {True, False}
        assert 0 in [entry["freedom"] for entry in found]
        assert any(0.0 in row for entry in found for row in entry["expected"])
        assert not found[1]["small"]
        assert found[1]["expected"][0][0] == 5.0
        few = [sum(0 < cell < 5 for row in entry["expected"] for cell in row) for entry in found]
        assert any(count == 1 and np.size(entry["expected"]) == 12 for count, entry in zip(few, found, strict=True))


@pytest.mark.parametrize("table", tables.TIED)
def test_without_a_billionth_the_p_value_of_a_tied_table_is_far_off(table: tables.Table) -> None:
    sound = tables.exact(table)
    assert all(
        abs(p - right) > 1.7 * checks.margin(right, 2999) for p in tables.bare(table) for right in sound.values()
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_adjusted_p_values_are_statsmodels(seed: int) -> None:
    gc.freeze()  # multipletests collects garbage at each call, and would look through all that other tests have left
    for kind, p in many_tests.instances(np.random.default_rng(seed)):
        there = [value for value in p if not math.isnan(value)]
        for own, method in ((many_tests.holm, "holm"), (many_tests.benjamini_hochberg, "fdr_bh")):
            found = [value for value in own(p) if not math.isnan(value)]
            assert np.allclose(found, multipletests(there, method=method)[1]), kind
            assert [math.isnan(value) for value in own(p)] == [math.isnan(value) for value in p]


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_are_statsmodels_and_a_simulation_agrees_with_the_power(seed: int) -> None:
    rng = np.random.default_rng(seed)
    base, effect = planning.shares(rng, 1 if seed % 2 else -1)
    found = NormalIndPower().solve_power(proportion_effectsize(base, base + effect), alpha=0.05, power=0.8)
    n = planning.size(base, effect)
    assert n == pytest.approx(found, rel=0.05)
    one, two = rng.binomial(n, base, 40_000), rng.binomial(n, base + effect, 40_000)
    both = (one + two) / (2 * n)
    z = np.abs(one - two) / n / np.sqrt(2 * both * (1 - both) / n)
    assert np.mean(z > 1.959964) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("name", situations.STUDIES)
def test_studies_keep_sound_methods_and_mistakes_apart(name: str) -> None:
    assert situations.apart(name, linnet_studies.published(name))
    for seed in SEEDS:
        data = situations.study(np.random.default_rng(seed), name)
        sound, refused = situations.STUDIES[name](data)
        for p in sound.values():
            checks.sound(p, sound, refused, name)
        for p in refused.values():
            with pytest.raises(Failure):
                checks.sound(p, sound, refused, name)


def test_reports_lie_on_both_sides_of_every_rule_and_on_its_edge() -> None:
    for seed in SEEDS:
        found = planning.reports(np.random.default_rng(seed))
        for letter in "ABFGHI":
            assert {letter in planning.allowed(report) for report in found} == {True, False}
        once = [report for report in found if report["looks"] == 1]
        assert any(report["low"] == 0 for report in once)
        assert any(report["high"] == 0 for report in once)
        assert any(report["low"] == report["planned_effect"] for report in once)
        assert any(report["high"] == report["planned_effect"] for report in once)
        assert any(report["p"] == report["alpha"] for report in once)
        assert any(report["n"] == report["planned_n"] for report in once)
        assert not set("CDEJ") & set("".join(map(planning.allowed, found)))


def drawn(shuffle: Callable[[np.random.Generator, list[float]], list[float]]) -> Callable[..., object]:
    def rearrange(a: list[float], b: list[float], paired: bool, rng: np.random.Generator) -> object:
        values = shuffle(rng, [*a, *b])
        return values[: len(a)], values[len(a) :]

    return rearrange


def test_a_rearrangement_may_not_draw_with_replacement_nor_leave_its_generator_alone() -> None:
    checks.rearranges(drawn(lambda rng, values: rng.permutation(values).tolist()), [8, 9], [1, 2, 3], False, 1)
    with pytest.raises(Failure, match="with replacement"):
        checks.rearranges(drawn(lambda rng, values: rng.choice(values, 5).tolist()), [8, 9], [1, 2, 3], False, 1)
    with pytest.raises(Failure, match="no random number from rng"):
        checks.rearranges(drawn(lambda rng, values: values), [8, 9], [1, 2, 3], False, 1)


def test_the_figure_tells_how_many_lie_below_the_line() -> None:
    false = [sum(p < 0.05 for p in metrics_figures.p_values(redraw, 0)) for redraw in range(1, 61)]
    assert 1.2 < np.mean(false) < 2.8  # 2 expected; 60 draws of 40 have a standard error of 0.18
    assert f"{false[0]} of 40 below 0.05, and nothing has changed" in metrics_figures.draw(1, 0)
    assert "of the 10 that changed" in metrics_figures.draw(3, 10)
    assert ET.fromstring(metrics_figures.draw(2, 5)).get("aria-label")


def test_the_story_holds_two_findings_by_holm_and_three_by_benjamini_hochberg() -> None:
    p = linnet_studies.forty()
    assert len(p) == len(linnet_studies.METRICS) == 40
    found = [
        sum(value < 0.05 for value in values) for values in (p, many_tests.holm(p), many_tests.benjamini_hochberg(p))
    ]
    assert found == [5, 2, 3]


def unsolved() -> str:
    raise NotImplementedError


def half_solved() -> str:
    return {"p": "1"}["q"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda: "0.02", "Which?\n    0.02\n"),
        (unsolved, "Which?\n    still open: solve C8 first\n"),
        (half_solved, "Which?\n    C8 isn't right yet, it stops with KeyError: 'q'\n"),
    ],
)
def test_a_question_is_settled_or_says_what_it_waits_for(
    answer: Callable[[], str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    linnet_studies.settle("Which?", "C8", answer)
    assert capsys.readouterr().out == told
