"""Lesson 6: what is expected agrees with scikit-learn, what is drawn holds its traps, and the published numbers are true."""

from __future__ import annotations

import importlib.util
import math
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.inspection import permutation_importance
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, confusion_matrix
from statsmodels.stats.proportion import proportion_confint

import capacity_figures as figures
import decision_forms as forms
from hidden import decision_checks as checks
from hidden import decision_worlds as worlds
from workbook.check.failure import Failure

UNIT = Path(figures.__file__).parent
DATA = UNIT / "data"
TABLE = pd.read_csv(DATA / "phone_table.csv")
TEST = TABLE[TABLE["part"] == "test"]
PRICES = {"call": 8.0, "kept": 0.2, "value": 120.0}
SEEDS = range(12)


def draws(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def published(part: str, k: int) -> worlds.Phoned:
    rows = TABLE[TABLE["part"] == part]
    return worlds.Phoned(rows["left"].astype(int).tolist(), rows["score"].tolist(), k, PRICES, part)


def test_the_tables_are_what_their_generator_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_data_decision", UNIT / "instructor" / "make_data_decision.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def test_the_published_numbers_are_those_of_the_lesson() -> None:
    report = checks.at_capacity(published("test", 200))
    assert report["matrix"][1][1] == pytest.approx(75 + 25 / 9)
    assert (round(report["precision"], 3), round(report["lift"], 2), round(report["euros"])) == (0.389, 2.38, 267)
    euros = [published("hold", k).euros() for k in range(201)]
    assert [k for k, brought in enumerate(euros) if brought > max(euros) - 1e-6] == [131, 164]
    low, high = proportion_confint(78, 200, method="wilson")
    assert (round(low, 3), round(high, 3)) == (0.325, 0.459)
    for method in ("wilson", "beta", "jeffreys", "agresti_coull", "normal"):
        low, high = proportion_confint(78, 200, method=method)
        assert 0.318 <= round(low, 3) <= 0.329
        assert 0.453 <= round(high, 3) <= 0.464
    for alpha in (0.1, 0.01):
        low, high = proportion_confint(78, 200, alpha=alpha, method="wilson")
        assert not 0.318 <= low <= 0.329
        assert not 0.453 <= high <= 0.464


def test_without_ties_the_matrix_is_that_of_scikit_learn() -> None:
    rng = draws(1)
    left, score = rng.integers(0, 2, 50), rng.permutation(50) / 50
    case = worlds.Phoned(left.tolist(), score.tolist(), 20, PRICES, "no ties")
    report = checks.at_capacity(case)
    assert report["matrix"] == confusion_matrix(left, score >= report["threshold"]).tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_found_is_the_mean_over_lots(seed: int) -> None:
    case = worlds.phoned(draws(seed), "tied")
    left, score = np.array(case.left), np.array(case.score)
    rng, found = draws(seed + 1), []
    for _ in range(3000):
        order = rng.permutation(len(left))
        found.append(left[order][np.argsort(-score[order], kind="stable")[: case.k]].sum())
    assert abs(np.mean(found) - case.found()) < 5 * np.std(found) / math.sqrt(3000) + 1e-9


@pytest.mark.parametrize("way", worlds.PAYING)
def test_the_best_number_of_calls_is_where_it_was_planted(way: str) -> None:
    for seed in SEEDS:
        case, euros = worlds.paying(draws(seed), way)
        assert (max(euros[: case.k + 1]) > 0) == (way != "nobody pays")


@pytest.mark.parametrize("way", ["equal forecasts", "groups by channel"])
def test_the_parts_add_up_to_the_brier_score_of_scikit_learn(way: str) -> None:
    for seed in SEEDS:
        left, score, group = worlds.grouped_rows(draws(seed), way)
        parts = checks.brier(left, score, group)
        assert parts["brier"] == pytest.approx(brier_score_loss(left, score))
        whole = parts["reliability"] - parts["resolution"] + parts["uncertainty"] + parts["within"]
        assert whole == pytest.approx(parts["brier"])
        assert (abs(parts["within"]) < 1e-12) == (way == "equal forecasts")


@pytest.mark.parametrize("way", worlds.FORECASTS)
def test_groups_hold_about_as_many_rows_where_nothing_ties(way: str) -> None:
    for seed in SEEDS:
        left, score, groups = worlds.forecast_rows(draws(seed), way)
        sizes = [n for n, _, _ in checks.reliability_rows(left, score, groups)]
        assert sum(sizes) == len(left)
        if way == "all forecasts differ":
            assert len(sizes) == groups
            assert max(sizes) - min(sizes) <= 1


def log_odds(score: pd.Series) -> np.ndarray:
    clipped = score.clip(0.001, 0.999).to_numpy()
    return np.log(clipped / (1 - clipped)).reshape(-1, 1)


@pytest.mark.parametrize("kind", worlds.DISTORTIONS)
def test_sound_mends_pass_with_room_and_those_of_the_training_rows_fail(kind: str) -> None:
    for seed in SEEDS:
        case = worlds.scored(draws(seed), kind)
        hold, test = (case.rows[case.rows["part"] == part] for part in ("hold", "test"))
        before = float(np.mean((test["score"].to_numpy() - case.truth) ** 2))
        allowed = max(0.006, before / 3)
        steps = IsotonicRegression(out_of_bounds="clip").fit(hold["score"], hold["left"]).predict(test["score"])
        platt = LogisticRegression().fit(log_odds(hold["score"]), hold["left"]).predict_proba(log_odds(test["score"]))
        plain = LogisticRegression().fit(hold[["score"]], hold["left"]).predict_proba(test[["score"]])
        for mended in (steps, platt[:, 1], plain[:, 1]):
            assert np.mean((mended - case.truth) ** 2) < 0.6 * allowed
        if kind == "scores that are too far apart":
            train = case.rows[case.rows["part"] == "train"]
            seen = IsotonicRegression(out_of_bounds="clip").fit(train["score"], train["left"]).predict(test["score"])
            assert np.mean((seen - case.truth) ** 2) > 3 * allowed


@pytest.mark.parametrize("way", worlds.COLUMNS)
def test_the_model_has_learnt_the_account_by_heart_and_it_says_nothing_of_new_customers(way: str) -> None:
    case = worlds.columns(draws(3), way)
    features, left = case.features(), case.outcomes()

    class Model:
        def fit(self) -> None: ...

        def predict_proba(self, rows: pd.DataFrame) -> np.ndarray:
            chance = case.chance(rows)
            return np.column_stack([1 - chance, chance])

    def loss(model: Model, rows: pd.DataFrame, y: np.ndarray) -> float:
        return -float(np.mean((model.predict_proba(rows)[:, 1] - y) ** 2))

    rises = permutation_importance(Model(), features, left, scoring=loss, n_repeats=30, random_state=0).importances_mean
    found = dict(zip(features.columns, rises, strict=True))
    assert found["account"] == 0
    assert found["noise"] < -0.02
    train = case.rows[case.rows["part"] == "train"]
    known = train.drop(columns=["part", "left"])
    seen = permutation_importance(Model(), known, train["left"], scoring=loss, n_repeats=5, random_state=0)
    assert seen.importances_mean[list(known.columns).index("account")] > 0.1


def test_a_pair_in_two_orders_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    case = worlds.columns(draws(5), "a pair")

    def torn(predict, rows, limit, times, seed):  # type: ignore[no-untyped-def]
        rng, features = draws(seed), case.features()
        rises = dict.fromkeys(case.groups, 0.0)
        predict(features)
        predict(features.assign(**{name: rng.permutation(features[name]) for name in ("minutes", "calls")}))
        return rises

    with pytest.raises(Failure, match="one permutation for all columns"):
        checks.importance(torn, case, 1, 2)


def test_the_advice_is_tried_on_both_sides_of_both_limits() -> None:
    found = [worlds.advised(*worlds.advice_case(draws(1), way))[0] for way in worlds.ADVICE]
    assert found == ["phone", "don't", "trial", "phone", "don't", "trial", "trial", "don't"]


def test_the_published_interval_asks_for_a_trial() -> None:
    assert worlds.advised({"low": 0.325, "high": 0.459}, {**PRICES, "kept_low": 0.1, "kept_high": 0.3})[0] == "trial"


COUNTS = pd.DataFrame([(0.9, 2, 1), (0.6, 5, 3), (0.2, 10, 4)], columns=["score", "reach", "left"])


@pytest.mark.parametrize(
    ("places", "call", "said"),
    [
        (6, 8.0, "best that fits: from 0.60, 5 calls, 32 €"),
        (1, 8.0, "best that fits: nobody, 0 calls, 0 €"),
        (20, 0.0, "best that fits: from 0.20, 10 calls, 96 €"),
        (6, 25.0, "best that fits: nobody, 0 calls, 0 €"),
    ],
)
def test_the_figure_names_the_best_threshold_that_fits(places: int, call: float, said: str) -> None:
    assert said in figures.draw_euros(COUNTS, 0.5, places, call, 0.2, 120.0)


def test_the_figure_says_how_many_are_too_many() -> None:
    assert "chosen: from 0.60, 5 calls, 3 more than places" in figures.draw_euros(COUNTS, 0.5, 2, 8.0, 0.2, 120.0)


def test_the_figure_is_a_picture_for_any_slider() -> None:
    for threshold in (0.0, 0.37, 1.0):
        for places in (0, 200, 400):
            ET.fromstring(
                figures.draw_euros(pd.read_csv(DATA / "phone_counts.csv"), threshold, places, 8.0, 0.2, 120.0)
            )


def test_what_is_missing_at_the_end_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    forms.settle("Who?", "C19", lambda: unsolved)  # type: ignore[name-defined]  # noqa: F821
    forms.settle("Who?", "C20a", lambda: str(1 / 0))
    said = capsys.readouterr().out
    assert "still open: solve C19 first" in said
    assert "C20a isn't right yet, it stops with ZeroDivisionError" in said
