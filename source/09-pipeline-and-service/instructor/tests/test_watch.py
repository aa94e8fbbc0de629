"""Lesson 6: what is expected agrees with SciPy, sound rules pass and peeking ones don't, and the published numbers are true."""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import watch_figures as figures
import watch_forms as forms
import watch_runs as runs
from hidden import watch_checks as checks
from hidden import watch_reference as reference
from hidden import watch_worlds as worlds
from workbook.check.failure import Failure

UNIT = Path(figures.__file__).parent
DATA = UNIT / "data"


def test_the_tables_are_what_their_generator_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_data_watch", UNIT / "instructor" / "make_data_watch.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def published_requests() -> list[tuple[float, int, float]]:
    log = pd.read_csv(DATA / "watch_requests.csv")
    seconds = (pd.to_datetime(log["at"]) - pd.Timestamp("2026-03-03T08:00:00Z")).dt.total_seconds()
    return list(zip(seconds.tolist(), log["status"].tolist(), log["ms"].astype(float).tolist(), strict=True))


def test_the_facts_of_the_incident_are_those_of_the_log() -> None:
    log = pd.read_csv(DATA / "watch_requests.csv")
    bad = (log["status"] >= 500) | (log["ms"] > 500)
    new = log[bad & (log["version"] == 42)]
    means = log.groupby("version")["ms"].mean()
    begin, end = reference.alerts(published_requests(), 240, 0.999, [(60, 5, 14.4), (360, 30, 6)], 500, 10, 15)[0]
    facts = {
        "first_bad": new["at"].iloc[0],
        "bad_answers": len(new),
        "depots": sorted(new["depot"].unique(), reverse=True),
        "faster_by": float(means[41] - means[42]),
        "could_have_paged": (pd.Timestamp("2026-03-03T08:00:00Z") + pd.Timedelta(minutes=begin)).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        ),
    }
    assert figures.agreement(facts).count("agrees") == 5
    assert (facts["first_bad"], facts["bad_answers"], round(float(facts["faster_by"]), 1)) == (
        "2026-03-03T09:12:27Z",
        372,
        16.8,
    )
    assert (facts["could_have_paged"], end) == ("2026-03-03T09:33:00Z", 227)


def test_a_fact_that_contradicts_the_log_is_told() -> None:
    said = figures.agreement({"bad_answers": 371, "depots": ["D07"]})
    assert "bad_answers: 371 contradicts the log" in said
    assert "first_bad: still empty" in said


@pytest.mark.parametrize("seed", range(8))
def test_the_ranks_are_those_of_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    old, new = rng.normal(0, 1, 31).round(1).tolist(), rng.normal(0.4, 1, 24).round(1).tolist()
    area, chance = reference.ranks(old, new)
    luck = stats.mannwhitneyu(new, old, alternative="greater", method="asymptotic", use_continuity=False)
    assert area == pytest.approx(luck.statistic / (31 * 24))
    assert chance == pytest.approx(luck.pvalue)


def test_the_index_grows_with_the_shift_and_is_nothing_for_equal_shares() -> None:
    old = [float(value) for value in range(40)]
    found = [reference.stability(old, [value + shift for value in old]) for shift in (0, 5, 20)]
    assert found == sorted(found)
    assert found[0] == pytest.approx(0)


def test_the_index_of_sixty_rows_is_about_fifteen_hundredths_by_luck() -> None:
    rng = np.random.default_rng(0)
    old = rng.normal(0, 1, 6000).tolist()
    mean = np.mean([reference.stability(old, rng.normal(0, 1, 60).tolist()) for _ in range(100)])
    assert 0.12 < mean < 0.18


def decide(z: float, slow: bool = True) -> Any:
    """A rule with *z* standard errors at each look."""

    def rule(history: list[dict[str, Any]], plan: dict[str, Any]) -> str:
        sums = {name: np.sum([step[name] for step in history], axis=0) for name in history[0]}
        (n, a), (m, b) = sums["old"], sums["new"]
        if b - m * a / n > plan["harmed"]:
            return "stop"
        good = 0
        for tail, margin in (("", "fast_margin"), ("_settled", "slow_margin"))[: 1 + slow]:
            (n, a), (m, b) = sums["old" + tail], sums["new" + tail]
            if not n or not m:
                continue
            p, q = (a + 1) / (n + 2), (b + 1) / (m + 2)
            error = (p * (1 - p) / n + q * (1 - q) / m) ** 0.5
            if b / m - a / n > z * error:
                return "stop"
            good += b / m - a / n + z * error < plan[margin]
        if good == 1 + slow:
            return "promote"
        return "stop" if len(history) >= plan["steps"] else "go on"

    return rule


@pytest.mark.parametrize("seed", range(3))
def test_a_rule_that_pays_for_its_looks_passes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    checks.bounds(decide(3.3), rng)
    checks.canaries_as_good(decide(3.3), rng)
    checks.canaries_worse(decide(3.3), rng)
    checks.canaries_much_worse(decide(3.3), rng)


@pytest.mark.parametrize("seed", range(3))
def test_a_rule_that_peeks_or_ignores_the_slow_metric_fails(seed: int) -> None:
    rng = np.random.default_rng(seed)
    with pytest.raises(Failure, match="as good as the old"):
        checks.canaries_as_good(decide(1.645), rng)
    with pytest.raises(Failure, match="in the slow metric"):
        checks.canaries_worse(decide(3.3, slow=False), rng)


def test_the_most_hits_are_those_that_luck_exceeds_once_in_a_million() -> None:
    limit = forms.most(200, 0.05)
    assert stats.binom.sf(limit, 200, 0.05) <= 1e-6 < stats.binom.sf(limit - 1, 200, 0.05)


@pytest.mark.parametrize("seed", range(6))
def test_days_with_several_alerts_and_open_ones_are_drawn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = [reference.alerts(checks._day(rng, 60, 4, 6, 300), 60, 0.75, [(4, 2, 1.0)], 300, 3, 3) for _ in range(6)]
    assert any(len(each) > 2 for each in found)


def test_an_answer_that_changes_its_arguments_is_seen() -> None:
    assert runs.once(lambda values: values.sort(), [[2, 1]], {})["kept"] is False
    assert runs.once(lambda values: sorted(values), [[2, 1]], {}) == {"value": [1, 2], "error": "", "kept": True}


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ("pass", True),
        ("old.update({name: [float(str(value)) for value in old[name]] for name in old})", True),
        ("new['b'][1] = float('nan')", True),
        ("old['a'].sort()", False),
        ("old['b'][1] = 0.0", False),
        ("new['a'].append(1.0)", False),
        ("new['a'][0] = 3", False),
        ("new['a'] = tuple(new['a'])", False),
        ("new['c'] = []", False),
        ("old['a'] = old.pop('a')", False),
        ("new.clear()", False),
    ],
)
def test_a_week_that_was_touched_is_told_from_one_that_was_not(change: str, kept: bool) -> None:
    nan = float("nan")
    week = {"a": [3.0, 1.0], "b": [1.0, nan]}

    def drifted(old: runs.Week, new: runs.Week) -> list[str]:
        exec(change, {"old": old, "new": new})
        return []

    assert [seen["kept"] for seen in runs.weeks(drifted, week, [week], {})] == [kept]


@pytest.mark.parametrize(("threshold", "size", "said"), [(0.2, 1, "22 false alarms, 14 real ones, 0 missed"), (0.4, 1, "1 false alarms, 14 real ones"), (0.1, 3, "0 false alarms, 14 real ones")])  # fmt: skip
def test_the_figure_counts_its_alarms(threshold: float, size: int, said: str) -> None:
    picture = figures.draw_alarms(pd.read_csv(DATA / "watch_psi.csv"), threshold, size)
    assert said in picture
    ET.fromstring(picture)


def test_a_quiet_week_has_no_change_and_a_moved_one_has_one() -> None:
    rng = np.random.default_rng(2)
    kinds = worlds.names(rng, 20)
    known = worlds.week(rng, kinds, 600)
    for way in ("shift", "spread", "missing", "flag"):
        new, name = worlds.moved(rng, kinds, 300, way)
        assert reference.stability(known[name], new[name]) > 0.2, way
        chances = stats.ks_2samp(np.nan_to_num(known[name], nan=-1e9), np.nan_to_num(new[name], nan=-1e9)).pvalue
        assert chances < 1e-6, way


def test_what_is_missing_at_the_end_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    figures.settle("When?", "M19a", lambda: unsolved)  # type: ignore[name-defined]  # noqa: F821
    figures.settle("When?", "M20", lambda: str(1 / 0))
    said = capsys.readouterr().out
    assert "still open: solve M19a first" in said
    assert "M20 isn't right yet, it stops with ZeroDivisionError" in said
