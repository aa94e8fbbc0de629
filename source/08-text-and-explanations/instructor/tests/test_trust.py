"""Lesson 6: what is expected agrees with other ways to work it out, what is drawn holds its traps, and the published numbers are true."""

from __future__ import annotations

import importlib.util
import itertools
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence

import trust_desk as desk
import trust_figures as figures
import trust_forms as forms
from hidden import trust_cases as cases
from hidden import trust_checks as checks
from hidden import trust_truth as truth
from hidden import trust_worlds as worlds
from workbook.check.failure import Failure

UNIT = Path(desk.__file__).parent
APPLICANTS = pd.read_csv(UNIT / "data" / "trust_applicants.csv")
REASONS = pd.read_csv(UNIT / "data" / "trust_reasons.csv")
SIX = json.loads((UNIT / "data" / "trust_models.json").read_text(encoding="utf-8"))
RENTS = [295.0, 339, 390, 448, 515, 591, 679, 781, 897, 1031, 1185, 1362, 1565]
EDDA = {name: float(REASONS.loc[0, name]) for name in desk.COLUMNS}
SEEDS = range(6)


def draws(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def made() -> Any:
    spec = importlib.util.spec_from_file_location("make_data_trust", UNIT / "instructor" / "make_data_trust.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_files_are_what_their_generator_makes(tmp_path: Path) -> None:
    made().main(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (UNIT / "data" / path.name).read_bytes(), path.name


def test_the_shapley_values_add_up_to_the_chance_and_are_those_of_the_library() -> None:
    background = APPLICANTS.iloc[:40]
    shares = REASONS[[f"shap_{name}" for name in desk.COLUMNS]].to_numpy()
    chances = desk.chance(REASONS)
    assert shares.sum(axis=1) + desk.chance(background).mean() == pytest.approx(chances, abs=5e-4)
    shap = pytest.importorskip("shap")
    explainer = shap.explainers.Exact(
        lambda rows: desk.chance(pd.DataFrame(rows, columns=desk.COLUMNS)),
        shap.maskers.Independent(background.to_numpy(float), max_samples=40),
    )
    assert shares == pytest.approx(explainer(REASONS[desk.COLUMNS].to_numpy(float)).values, abs=1e-4)


class Supplied(RegressorMixin, BaseEstimator):
    """The desk's model as scikit-learn likes it."""

    def fit(self, rows: pd.DataFrame, outcomes: object = None) -> Supplied:
        self.n_features_in_ = rows.shape[1]
        return self

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        return desk.chance(rows)


def test_partial_dependence_is_that_of_scikit_learn() -> None:
    ours = truth.dependence(desk.chance, APPLICANTS, "rent", RENTS)
    rows = APPLICANTS.astype(float)
    theirs = partial_dependence(
        Supplied().fit(rows), rows, ["rent"], custom_values={"rent": np.array(RENTS)}, kind="average"
    )
    assert ours == pytest.approx(theirs["average"][0])


def test_the_published_numbers_are_those_of_the_lesson() -> None:
    assert APPLICANTS["rent"].div(APPLICANTS["income"]).max() < 0.4
    assert round(float(desk.chance(pd.DataFrame([EDDA]))[0]), 3) == 0.129
    assert desk.chance(pd.DataFrame([{**EDDA, "rent": 480.0}]))[0] == desk.chance(pd.DataFrame([EDDA]))[0]
    orders = [draws(0).permutation(len(APPLICANTS)).tolist()]
    report = truth.liars(desk.chance, APPLICANTS, "rent", "income", RENTS, {"rent": 50, "income": 150}, orders)
    assert (report["partial dependence"], report["permutation"]) == (True, "too large")
    assert 0.65 < report["outside"] < 0.7  # type: ignore[operator]
    rise = np.ptp(truth.accumulated(desk.chance, APPLICANTS, "rent", RENTS))
    assert rise < 0.01 < 0.4 < np.ptp(truth.dependence(desk.chance, APPLICANTS, "rent", RENTS))


def test_the_reason_codes_are_worse_than_an_order_by_lot_and_the_shapley_values_better() -> None:
    base = {name: float(APPLICANTS[name].median()) for name in desk.COLUMNS}
    gains: dict[str, list[float]] = {"shap": [], "code": []}
    for _, one in REASONS.iterrows():
        row = {name: float(one[name]) for name in desk.COLUMNS}
        for kind, found in gains.items():
            weights = {name: float(one[f"{kind}_{name}"]) for name in desk.COLUMNS}
            deletion, insertion = truth.areas(desk.chance, row, base, truth.order(row, weights))
            found.append(insertion - deletion)
    assert np.mean(gains["shap"]) > 0.25
    assert np.mean(gains["code"]) < -0.05
    assert gains["code"][0] < 0 < gains["shap"][0]


def test_the_two_models_that_cheat_do_so_by_a_feature_that_is_not_their_strongest() -> None:
    assert {model["name"]: truth.leaks(model) for model in SIX if truth.leaks(model)} == {
        "seal or sea lion": ["snow"],
        "stars of a review": ["via_feed"],
    }
    for model in SIX:
        size = np.abs(model["home"]["shap"]).mean(axis=0)
        assert model["features"][int(size.argmax())] not in truth.leaks(model)


@pytest.mark.parametrize("kind", ["rows on every edge", "nobody in the middle"])
def test_ale_of_a_sum_is_the_part_of_its_column(kind: str) -> None:
    for seed in SEEDS:
        case = worlds.edges(draws(seed), kind)
        others = [name for name in case.rows if name != case.name]

        def add(frame: pd.DataFrame, name: str = case.name, others: list[str] = others) -> np.ndarray:
            return 2 * frame[name].to_numpy(float) + frame[others].to_numpy(float).sum(axis=1)

        effect, count = truth.steps(add, case.rows, case.name, case.marks)
        assert effect[count > 0] == pytest.approx(2 * np.diff(case.marks)[count > 0])
        assert (count == 0).any() == (kind == "nobody in the middle")
        assert count.sum() == len(case.rows)


@pytest.mark.parametrize("kind", worlds.PAIRS)
def test_every_pair_of_columns_has_the_verdict_that_was_planted(kind: str) -> None:
    expected = {
        "apart": (False, "fair"),
        "nobody in the middle": (False, "fair"),
        "twins that add up": (False, "too small"),
        "twins that subtract": (False, "too large"),
        "a cliff far above": (True, "too large"),
        "a cliff far below": (True, "too large"),
        "a flat end": (False, "fair"),
        "a light twin": (False, "too small"),
        "a light twin that subtracts": (False, "too large"),
        "a lighter twin that subtracts": (False, "fair"),
        "a cliff before the first edge's rows": (True, "too large"),
        "nobody at the beginning": (False, "fair"),
        "steep where its people are": (False, "too large"),
    }
    for seed in SEEDS:
        report = worlds.pair(draws(seed), kind).report
        assert (report["partial dependence"], report["permutation"]) == expected[kind]


def test_the_mean_area_over_all_orders_is_that_of_the_orders_one_by_one() -> None:
    for seed in SEEDS:
        case = worlds.explained(draws(seed), 4, "ties and signs")
        pairs = [truth.areas(case.model, case.row, case.base, order) for order in itertools.permutations(case.row)]
        assert np.mean(pairs, axis=0) == pytest.approx([truth.by_lot(case.model, case.row, case.base)] * 2)


@pytest.mark.parametrize(("size", "later_first"), [(3, True), (4, False), (5, True)])
def test_a_tie_by_name_is_another_one_than_by_the_row(size: int, later_first: bool) -> None:
    for seed in SEEDS:
        case = worlds.explained(draws(seed), size, "ties and signs")
        by_name = sorted(case.row, key=lambda name: (-case.weights[name], name))
        assert (by_name != truth.order(case.row, case.weights)) == later_first


@pytest.mark.parametrize("kind", worlds.RIVALS)
def test_rivals_come_out_as_planted(kind: str) -> None:
    expected = {"outvoted": "first", "deletion misleads": "second", "insertion misleads": "second"}
    for seed in SEEDS:
        assert checks.worlds.winner(worlds.rivals(draws(seed), kind)) == expected.get(kind, kind)


@pytest.mark.parametrize("bound", worlds.BOUNDS)
def test_a_hair_decides(bound: str) -> None:
    for seed in SEEDS:
        below, above = (checks.worlds.winner(worlds.hair(draws(seed), bound, size)) for size in (0.95e-9, 1.05e-9))
        assert below == ("neither" if bound == "from 0" else "tie") and above in ("first", "second")


def test_in_one_of_the_sixes_three_models_cheat() -> None:
    for seed in SEEDS:
        cheating = [sum(bool(truth.leaks(model)) for model in models) for _, models in cases.sixes(draws(seed))]
        assert cheating == [2, 2, 2, 3, 0, 1, 0]


@pytest.mark.parametrize("role", [*cases.HONEST, *cases.CHEATS])
def test_models_cheat_if_their_role_says_so(role: str) -> None:
    number = {"two at once": 2} | dict.fromkeys(cases.HONEST, 0)
    for seed in SEEDS:
        assert len(truth.leaks(cases.model_of(draws(seed), role, "a model"))) == number.get(role, 1)


@pytest.mark.parametrize("kind", cases.REFUSED)
def test_refused_applicants_have_the_way_out_that_was_planted(kind: str) -> None:
    for seed in SEEDS:
        case = cases.refused(draws(seed), kind)
        best = case.best()
        assert (best is None) == (kind in ("no way out", "nothing may change"))
        assert (best == 0) == (kind == "accepted already")
        combinations = np.prod([len(truth.allowed(case.row[name], case.rules[name])) for name in case.row])
        assert combinations <= 3000


def test_a_change_is_judged_by_what_is_allowed_and_what_it_costs() -> None:
    row, limit = {"orders": 3.0, "age": 23.0}, 0.5
    rules = {"orders": {"way": "up", "choices": [4, 5], "cost": 2}, "age": {"way": "fixed", "choices": [40], "cost": 1}}

    def chance(frame: pd.DataFrame) -> np.ndarray:
        return frame["orders"].to_numpy(float) / 8

    forms.change({"orders": np.int64(4)}, row, rules, chance, limit, 2.0, "an applicant")
    for wrong in (
        {"orders": 5},
        {"age": 40},
        {"orders": 3.0},
        {"orders": 4.5},
        {},
        None,
        [("orders", 4)],
        {"bills": 0},
    ):
        with pytest.raises(Failure):
            forms.change(wrong, row, rules, chance, limit, 2.0, "an applicant")
    with pytest.raises(Failure):
        forms.change({"orders": 4}, row, rules, chance, limit, None, "an applicant")


def test_the_form_of_the_letter_tells_what_agrees() -> None:
    known = {"chance": 0.1287, "strongest": "bills", "change": {"bills": 0.0}}
    said = forms.check_form({"chance": 0.13, "strongest": "age", "change": None}, known)
    assert said.split("\n    ")[0] == "chance: agrees"
    assert "'age' contradicts" in said
    assert "change: still empty" in said
    assert "contradicts" in forms.check_form({"chance": 0.1, "strongest": "bills"}, known)
    assert "contradicts" in forms.check_form({"chance": 0.12}, known)


@pytest.mark.parametrize("rent", [300.0, 715.0, 1550.0])
def test_the_figure_counts_whom_nobody_resembles(rent: float) -> None:
    picture = figures.draw(APPLICANTS, rent)
    share = APPLICANTS["rent"] / APPLICANTS["income"]
    strange = ((rent / APPLICANTS["income"] > share.max()) | (rent / APPLICANTS["income"] < share.min())).sum()
    assert f"{strange} of 400" in picture
    assert ET.fromstring(picture).get("aria-label")
