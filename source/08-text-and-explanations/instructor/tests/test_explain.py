"""The lesson on explanations: its key against shap and scikit-learn, its worlds on many seeds, its page reader against hostile pages."""

from __future__ import annotations

import itertools
import json
import math
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import Ridge

import explain_cafe as cafe
import explain_figures as figures
import explain_forms as forms
import explain_page as page
import explain_watch as watch
from hidden import explain_lines as lines
from hidden import explain_reviews as nasty
from hidden import explain_worlds as worlds
from workbook.check import Failure

Floats = NDArray[np.float64]
UNIT = Path(figures.__file__).parent


def key(*ids: str) -> dict[str, Any]:
    """The names that the key's answer cells make, with what the lesson's set-up imports."""
    import html
    import re

    space: dict[str, Any] = {"html": html, "itertools": itertools, "math": math, "np": np, "re": re, "Ridge": Ridge}
    for cell in json.loads((UNIT / "5-explain.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in ids:
            exec("".join(cell["source"]), space)
    return space


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    return key("set-value", "shapley", "kernel-fit", "kernel-shap", "lime-table", "lime-text", "in-colour")


@pytest.fixture(scope="module")
def shap() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("shap")


def predict_of(world: worlds.World) -> Callable[[Floats], Floats]:
    return lambda rows: watch.scores(world.model, np.asarray(rows, dtype=float))[:, 0]


def test_the_key_is_shaps_exact_explainer(keys: dict[str, Any], shap: Any) -> None:
    for world in worlds.worlds(np.random.default_rng(2)):
        if len(world.x) > 1:
            background = world.background.astype(float)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                masker = shap.maskers.Independent(background, max_samples=len(background))
                theirs = shap.ExactExplainer(predict_of(world), masker)(world.x[None, :].astype(float))
            base, values = keys["shapley_values"](predict_of(world), world.x, world.background)
            assert values == pytest.approx(theirs.values[0], abs=1e-9)
            assert base == pytest.approx(float(theirs.base_values[0]), abs=1e-9)


def test_the_key_is_shaps_kernel_explainer_where_every_set_is_taken(keys: dict[str, Any], shap: Any) -> None:
    world = worlds.worlds(np.random.default_rng(1))[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        explainer = shap.KernelExplainer(predict_of(world), world.background)
        theirs = explainer.shap_values(world.x[None, :], nsamples=100, l1_reg=False, silent=True)
    _, values = keys["kernel_shap"](predict_of(world), world.x, world.background, 14, np.random.default_rng(0))
    assert values == pytest.approx(np.ravel(theirs), abs=1e-6)


def test_shapley_values_of_hidden_worlds_are_the_mean_over_all_orders() -> None:
    for world in worlds.worlds(np.random.default_rng(4)):
        value = worlds.values_of_sets(world)
        orders = list(itertools.permutations(range(len(world.x))))
        mean = np.zeros(len(world.x))
        for order in orders:
            for place, feature in enumerate(order):
                mean[feature] += value[frozenset(order[: place + 1])] - value[frozenset(order[:place])]
        base, shares = worlds.exact(world)
        assert shares == pytest.approx(mean / len(orders))
        assert base == value[frozenset()]


def test_the_kernel_weights_make_the_fit_exact(keys: dict[str, Any]) -> None:
    world = worlds.worlds(np.random.default_rng(6))[3]
    value, d = worlds.values_of_sets(world), len(world.x)
    some = [one for one in value if 0 < len(one) < d]
    sets = np.array([[float(place in one) for place in range(d)] for one in some])
    weight = np.array([keys["kernel_weights"](d)[len(one) - 1] for one in some])
    found = worlds.best(
        sets, np.array([value[one] for one in some]), weight, value[frozenset()], value[frozenset(range(d))]
    )
    assert found == pytest.approx(worlds.exact(world)[1])


def test_the_error_of_plain_draws_is_far_within_the_bound_and_that_of_a_third_is_not(keys: dict[str, Any]) -> None:
    world = worlds.strong(np.random.default_rng(0))
    bound, (_, truth) = worlds.bound(world, 100), worlds.exact(world)
    for draws, fits in ((100, True), (34, False)):
        made = [
            keys["kernel_shap"](predict_of(world), world.x, world.background, draws, np.random.default_rng(one))[1]
            for one in range(20)
        ]
        error = math.sqrt(float(np.mean(np.square(np.subtract(made, truth)))))
        assert (error < 0.8 * bound) if fits else (error > bound)


def test_draws_of_another_kind_are_seen_on_every_seed() -> None:
    shares = worlds.shares(7)
    for seed in range(4):
        rng = np.random.default_rng(seed)
        sizes = rng.choice(np.arange(1, 7), 2000, p=shares)
        even = rng.random((2000, 7)).argsort(axis=1).argsort(axis=1)
        forms.even_draws((even < sizes[:, None]).astype(float), shares, "a test")
        with pytest.raises(Failure, match="how many"):
            forms.even_draws((even < rng.integers(1, 7, 2000)[:, None]).astype(float), shares, "a test")
        start = rng.integers(0, 7, 2000)
        ring = ((np.arange(7) - start[:, None]) % 7 < sizes[:, None]).astype(float)
        with pytest.raises(Failure, match="the features"):
            forms.even_draws(ring, shares, "a test")


def test_the_reference_line_is_scikit_learns_ridge() -> None:
    rng = np.random.default_rng(3)
    model, x, scales = lines.curved(rng, 3)
    rows = x + rng.normal(size=(200, 3)) * scales
    start, slopes = lines.table_line(model, rows, x, scales, 1, 0.9, 7.0)
    units = (rows - x) / scales
    near = np.exp(-np.square(units).sum(axis=1) / (2 * 0.9**2))
    ridge = Ridge(alpha=7.0).fit(units, watch.scores(model, rows)[:, 1], sample_weight=near)
    assert slopes == pytest.approx(ridge.coef_)
    assert start == pytest.approx(float(ridge.intercept_))


def test_normal_rows_pass_and_others_fail_on_every_seed() -> None:
    x, scales = np.array([3.0, -700.0]), np.array([0.002, 90.0])
    for seed in range(10):
        rng = np.random.default_rng(seed)
        forms.normal_rows(x + rng.normal(size=(4000, 2)) * scales, x, scales, "a test")
        for units in (
            rng.uniform(-(3**0.5), 3**0.5, (4000, 2)),
            rng.normal(size=(4000, 2)) * [1, 1.3],
            np.repeat(rng.normal(size=(4000, 1)), 2, axis=1),
            rng.normal(0.2, 1, (4000, 2)),
        ):
            with pytest.raises(Failure, match="expected"):
                forms.normal_rows(x + units * scales, x, scales, "a test")


def test_texts_pass_whose_words_go_evenly_and_others_fail_on_every_seed(keys: dict[str, Any]) -> None:
    for seed in range(2):
        rng = np.random.default_rng(seed)
        text, model = lines.review(rng, 7, twice=True)
        seen = forms.texts_around(keys["lime_text"], model, text, 0, seed, {"draws": 3000}, "a test")
        forms.even_sizes(seen["texts"], text, "a test")
        words = list(dict.fromkeys(text.split()))
        coin = [" ".join(word for word in words if rng.random() < 0.5) for _ in range(3000)]
        with pytest.raises(Failure, match="gone"):
            forms.even_sizes(coin, text, "a test")


def test_every_review_has_a_word_without_a_weight_one_that_rounds_to_nothing_and_both_signs() -> None:
    for seed in range(30):
        made = nasty.longer(np.random.default_rng(seed))
        assert all(word in made[1][1] and word not in made[2][1] for word in nasty.BRACES)
        for text, weights in made[:2]:
            here = [weights[word] for word in set(text.split()) if word in weights]
            assert len(here) < len(set(text.split()))
            assert any(abs(one) < 0.005 for one in here)
            assert min(here) < -0.02 < 0.02 < max(here)
            assert len(text.split()) > len(set(text.split()))


@pytest.mark.parametrize(
    "html",
    [
        "plain", "<p>open", "<p></p><p></p>", "<p><b>x</b></p>", "<p><script>x</script></p>", "<p>a & b</p>", "<p>a < b</p>", "<p>a > b</p>",
        "<p><!-- x --></p>", "<!DOCTYPE html><p></p>", "<p><?php x ?></p>", "<p><![CDATA[x]]></p>", "<p onclick='x'>a</p>", "<p><mark title='x'>a<sub>+0.10</sub></mark></p>",
        "<p><sub>+0.10</sub></p>", "<p><mark>a</p></mark>", "<p>a<br/></p>", "<p>a</p>b", "<p><mark><mark>a</mark></mark></p>", "</p><p>", "<p>x<script", "<P><IMG SRC=x></P>",
    ],
)  # fmt: skip
def test_pages_with_anything_but_text_and_marks_are_refused(html: str) -> None:
    with pytest.raises(Failure):
        page.read(html, "a test")


def test_a_page_is_read_as_a_browser_reads_it() -> None:
    html = (
        "<P style='x'>a &lt;b&#62; &amp;amp; <mark style=\"color: #000000\">c&#x26;<sub>\u22120.20</sub></mark></P>\n"
    )
    seen = page.read(html, "a test")
    assert seen.text == "a <b> &amp; c&"
    assert [(one.start, one.text, one.number, one.style) for one in seen.marks] == [(12, "c&", "\u22120.20", "color: #000000")]  # fmt: skip


def test_contrast_is_that_of_wcag() -> None:
    assert page.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert page.contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_an_answer_that_changes_its_arguments_or_the_shared_generator_is_seen(keys: dict[str, Any]) -> None:
    def changing(predict: Any, x: Any, background: Any, chosen: Any) -> float:
        background[:, chosen] = x[chosen]
        return float(np.mean(predict(background)))

    def seeding(predict: Any, x: Any, scales: Any, label: int, rng: Any, **settings: Any) -> Any:
        np.random.seed(0)
        return keys["lime_table"](predict, x, scales, label, rng, **settings)

    case = (forms.EXAMPLE, forms.EXAMPLE_X, forms.EXAMPLE_ROWS, [1], 10.0, "a test")
    forms.set_values(keys["set_value"], [case])
    with pytest.raises(Failure, match="changed in place"):
        forms.set_values(changing, [case])
    model, x, scales = lines.curved(np.random.default_rng(0), 2)
    with pytest.raises(Failure, match="whole process"):
        forms.rows_around(seeding, model, x, scales, 0, 1, {}, "a test")


def test_a_model_stops_an_answer_that_asks_too_much() -> None:
    def greedy(predict: Any, x: Any, background: Any) -> Any:
        for _ in range(10**9):
            predict(np.zeros((1000, 3)))

    case = (forms.EXAMPLE, forms.EXAMPLE_X, forms.EXAMPLE_ROWS, 9, [1, 2, 4], "a test")
    with pytest.raises(Failure, match="100,000 rows"):
        forms.shapley(greedy, [case])


def test_the_story_holds_for_the_model_that_the_lesson_trains(keys: dict[str, Any]) -> None:
    read = cafe.reader(pd.read_csv(UNIT / "data" / "cafe_reviews.csv"))
    text = "Anker: coffee not bitter, cake never stale, staff not rude."
    words = list(dict.fromkeys(text.split()))

    def complaint(table: Floats) -> Floats:
        kept = [{word for word, stays in zip(words, row, strict=True) if stays} for row in table]
        return np.asarray(read([" ".join(word for word in text.split() if word in some) for some in kept])[:, 0])

    base, shares = keys["shapley_values"](complaint, np.ones(9), np.zeros((1, 9)))
    due = dict(zip(words, shares, strict=True))
    assert base == pytest.approx(0.527, abs=0.002)
    assert sum(shares) == pytest.approx(0.473, abs=0.002)
    assert all(0.11 < due[word] < 0.13 for word in ("not", "never", "stale,", "rude."))
    assert -0.03 < due["Anker:"] < 0
    alone = complaint(np.ones((9, 9)) - np.eye(9))
    assert float(complaint(np.ones((1, 9)))[0] - alone.min()) < 0.004


def test_the_switches_strike_out_what_is_off() -> None:
    picture = figures.draw_switches(
        lambda texts: np.array([[0.25, 0.75]] * len(texts)), ["a", "<b>"], [True, False], 1, "praise"
    )
    assert "a: the chance of praise is 0.750" in picture
    assert "&lt;b&gt;" in picture
    assert "<b>" not in picture


def test_the_end_tells_what_is_missing_and_what_stops(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    def wrong() -> str:
        raise ValueError("no")

    figures.settle("Q", "X14a", missing)
    figures.settle("Q", "X14a", wrong)
    figures.settle("Q", "X14a", lambda: "yes")
    assert capsys.readouterr().out.split("\n")[1:6:2] == [
        "    still open: solve X14a first", "    X14a isn't right yet, it stops with ValueError: no", "    yes",
    ]  # fmt: skip
