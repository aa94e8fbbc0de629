"""Trees, bags and gains against scikit-learn; the planted companies; the figure and its data."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import BaggingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

import tree_figures
import tree_forms
from hidden import forest_bags, forest_checks, forest_companies, forest_splits
from hidden.forest_splits import Column, Table
from workbook.check import Failure

DATA = Path(tree_figures.__file__).parent / "data"


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def as_dict(tree: DecisionTreeClassifier, columns: list[str], node: int = 0) -> dict[str, Any]:
    """scikit-learn's tree in the lesson's form."""
    nodes = tree.tree_
    if nodes.children_left[node] < 0:
        return {"chance": float(nodes.value[node][0][-1]) if len(tree.classes_) > 1 else float(tree.classes_[0])}
    left, right = (as_dict(tree, columns, int(side[node])) for side in (nodes.children_left, nodes.children_right))
    return {"column": columns[nodes.feature[node]], "rule": float(nodes.threshold[node]), "left": left, "right": right}


def grown_by_scikit_learn(frame: pd.DataFrame, y: list[int], depth: int, categories: list[str]) -> dict[str, Any]:
    tree = DecisionTreeClassifier(max_depth=depth, random_state=0).fit(frame, y)
    return as_dict(tree, list(frame.columns))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("depth", [1, 2, 4, 12])
def test_scikit_learns_trees_pass_for_trees_by_hand(seed: int, depth: int) -> None:
    drawn = forest_splits.table(rng(seed), depth)
    numbers = Table(drawn.frame[["quiet", "fee"]], drawn.y, depth, [])
    forest_splits.grown(grown_by_scikit_learn, numbers, "numbers")


@pytest.mark.parametrize("seed", range(20))
def test_the_lowest_gini_is_that_of_scikit_learns_stump(seed: int) -> None:
    case = forest_splits.number(rng(seed), [forest_splits.unweighted])
    stump = DecisionTreeClassifier(max_depth=1, random_state=0).fit([[value] for value in case.values], case.y).tree_
    weighted = sum(stump.weighted_n_node_samples[i] * stump.impurity[i] for i in (1, 2)) / len(case.y)
    assert forest_splits.lowest(case.values, case.y, "number") == pytest.approx(weighted)


def test_every_equally_good_split_passes_and_no_other() -> None:
    case = Column([5, 20, 20, 40], [0, 0, 1, 1], "number")
    for threshold in (5, 12.5, 19.9, 20, 39.9):
        forest_splits.split(lambda values, y, kind, t=threshold: (t, 1 / 3), case)
    for threshold in (4.9, 40):
        with pytest.raises(Failure, match="leaves a side empty"):
            forest_splits.split(lambda values, y, kind, t=threshold: (t, 1 / 3), case)
    with pytest.raises(Failure, match="the Gini told"):
        forest_splits.split(lambda values, y, kind: (12.5, 0.0), case)


def test_either_side_of_a_set_of_categories_may_be_the_left_one() -> None:
    case = Column([10, 10, 20, 20, 30, 40], [0, 0, 1, 1, 0, 1], "category")
    for chosen in ({20, 40}, {10, 30}, frozenset({10, 30})):
        forest_splits.split(lambda values, y, kind, c=chosen: (c, 0.0), case)
    with pytest.raises(Failure, match="a set of categories"):
        forest_splits.split(lambda values, y, kind: ([20, 40], 0.0), case)
    with pytest.raises(Failure, match="not the best split"):
        forest_splits.split(lambda values, y, kind: ({20}, 0.25), case)


def test_a_side_without_rows_is_no_split() -> None:
    assert math.isinf(forest_splits.reached([0, 1], [True, True]))
    assert math.isinf(forest_splits.lowest([3, 3], [0, 1], "number"))


@pytest.mark.parametrize("seed", range(5))
def test_the_out_of_bag_error_is_scikit_learns(seed: int) -> None:
    frame, y = forest_bags.noise(rng(seed))
    woods = BaggingClassifier(DecisionTreeClassifier(), 40, oob_score=True, random_state=seed).fit(frame.to_numpy(), y)
    drawn = [bag.tolist() for bag in woods.estimators_samples_]
    votes = [tree.predict(frame.to_numpy()).tolist() for tree in woods.estimators_]
    assert forest_bags.out_of_bag(drawn, votes, y) == pytest.approx(1 - woods.oob_score_)


@pytest.mark.parametrize("seed", range(5))
def test_the_auc_is_scikit_learns_and_the_error_that_of_a_bootstrap(seed: int) -> None:
    case = forest_checks.ranked(rng(seed), "gain", plain=bool(seed % 2))
    scores, baseline, left = (np.array(values, dtype=float) for values in (case.scores, case.baseline, case.left))
    assert forest_companies.auc(scores, left) == pytest.approx(roc_auc_score(left, scores))
    mean, error = forest_companies.gain(scores, baseline, left)
    assert mean == pytest.approx(roc_auc_score(left, scores) - roc_auc_score(left, baseline))
    draw, found = rng(seed + 100), []
    for _ in range(600):
        rows = draw.integers(0, len(left), len(left))
        found.append(forest_companies.auc(scores[rows], left[rows]) - forest_companies.auc(baseline[rows], left[rows]))
    assert np.std(found) == pytest.approx(error, rel=0.15)


@pytest.mark.parametrize("kind", ["ending", "plans"])
def test_what_is_planted_is_found_by_three_unlike_models(kind: forest_companies.Kind) -> None:
    company = forest_companies.company(rng(), kind)
    known = max(
        forest_companies.auc(company.now[name].to_numpy(float), company.left) for name in forest_companies.BASELINES
    )
    for scores in forest_companies.panel(company.history, company.now):
        assert forest_companies.auc(scores, company.left) > known + forest_checks.LEAST


@pytest.mark.parametrize("kind", ["rule", "faded"])
def test_where_nothing_is_planted_nothing_is_gained_on_the_last_day(kind: forest_companies.Kind) -> None:
    company = forest_companies.company(rng(), kind)
    is_last = company.history["day"] == forest_companies.HISTORY[-1]
    last = company.history[is_last]
    assert company.best == ("rule" if kind == "rule" else "last")
    for scores in forest_companies.panel(company.history[~is_last], last):
        mean, _ = forest_companies.gain(scores, last[company.best].to_numpy(float), last["left"].to_numpy(float))
        assert mean < 0


def test_the_baseline_is_known_by_its_order_alone() -> None:
    rule = np.array([0.0, 1.0, 0.0, 1.0])
    tree_forms.ranked_by(10 * rule + 3, rule, "rule", "a company")
    for other in (-rule, np.array([0.0, 1.0, 0.1, 1.0]), np.zeros(4)):
        with pytest.raises(Failure, match="nothing was learnt"):
            tree_forms.ranked_by(other, rule, "rule", "a company")


def test_the_figure_tells_the_gini_of_the_threshold() -> None:
    twelve, splits = pd.read_csv(DATA / "twelve.csv"), pd.read_csv(DATA / "split_by_hand.csv")
    rule = tree_figures.draw_split(twelve, splits, "quiet", 30)
    assert "Gini of this split: 0.371   lowest: 0.250" in rule
    assert "above 30: 4 left, 1 stayed" in rule
    beyond = tree_figures.draw_split(twelve, splits, "quiet", 60)
    assert "no split: a side is empty" in beyond
    assert "no split" in tree_figures.draw_split(twelve, splits, "tenure", 0)
    for picture in (rule, beyond):
        assert ET.fromstring(picture).get("aria-label")


def test_the_data_of_the_lesson_are_what_their_generator_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    script = DATA.parent / "instructor" / "make_data_forest.py"
    spec = importlib.util.spec_from_file_location("make_data_forest", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "twelve.csv",
        "split_by_hand.csv",
        "churn_days.csv",
        "churn_today.csv",
        "churn_after.csv",
    }
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name
