"""The lesson on recommendation: its worlds against scikit-learn and plain arithmetic, its judgements against sound and unsound answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import ndcg_score
from sklearn.metrics.pairwise import cosine_similarity

import recommend_end
import recommend_figures as figures
import recommend_forms as forms
import recommend_watch as watch
from hidden import recommend_paper as paper
from hidden import recommend_verdicts as verdicts
from hidden import recommend_worlds as worlds
from workbook.check import Failure

SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_slip_is_told_from_the_right_answer_by_a_drawn_case(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = worlds.cases(rng)
    for slip in worlds.SLIPS:
        assert any(worlds.recommended(*one.arguments, slip=slip) != worlds.recommended(*one.arguments) for one in drawn)
    assert {one.kind for one in drawn} == {"a reader", "a reader without reads"}
    calls = verdicts.verdicts(rng)
    for slip in verdicts.JUDGE_SLIPS:
        assert any(verdicts.judged(*call, slip=slip) != verdicts.judged(*call) for call in calls)


def test_similarities_without_shrinkage_are_scikit_learns_cosines() -> None:
    reads, _ = worlds.reading_room(np.random.default_rng(3))
    readers, articles = sorted({r for r, _ in reads}), sorted({a for _, a in reads})
    table = np.array([[(r, a) in reads for r in readers] for a in articles], dtype=float)
    cosines = cosine_similarity(table)
    found = worlds.similar(reads, 0)
    for i, one in enumerate(articles):
        for j, other in enumerate(articles):
            assert found[one].get(other, 0.0 if i != j else 1.0) == pytest.approx(cosines[i, j])


@pytest.mark.parametrize("seed", SEEDS)
def test_equal_sums_differ_in_floats_and_tie_when_rounded(seed: int) -> None:
    for one in worlds.near_ties(np.random.default_rng(seed)):
        assert worlds.recommended(*one.arguments) == one.arguments[1]


def test_plain_cases_hold_no_ties_and_no_newcomers() -> None:
    for one in worlds.plain_cases(np.random.default_rng(2)):
        for slip in ("reversed", "alphabetical", "catalogue only", "no newcomer"):
            assert worlds.recommended(*one.arguments, slip=slip) == worlds.recommended(*one.arguments)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_half_step_is_where_the_objective_is_flat(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for counts, fixed, alpha, weight in worlds.half_cases(rng):
        best = worlds.solve(counts, fixed, alpha, weight)
        low = worlds.cost(counts, best, fixed, alpha, weight)
        for _ in range(10):
            assert worlds.cost(counts, best + rng.normal(0, 0.01, best.shape), fixed, alpha, weight) > low
        assert not best[~counts.any(axis=1)].any()


@pytest.mark.parametrize("many", [2, 3])
def test_sound_fits_stay_within_the_bound_and_one_round_does_not(many: int) -> None:
    alpha, weight = {2: (4.0, 3.0), 3: (3.0, 4.0)}[many]
    for seed in range(6):
        planted = worlds.tastes(np.random.default_rng(seed), many)
        most = 1.15 * worlds.lowest(planted.counts, many + 1, alpha, weight)
        for start in range(10, 16):
            fit = worlds.fitted(planted.counts, many + 1, alpha, weight, 12, start)
            assert worlds.cost(planted.counts, *fit, alpha, weight) < most
            assert worlds.in_order(fit[0] @ fit[1].T, planted) > 0.85
            early = worlds.fitted(planted.counts, many + 1, alpha, weight, 1, start)
            assert worlds.cost(planted.counts, *early, alpha, weight) > most


def test_ndcg_without_ties_is_scikit_learns() -> None:
    rng = np.random.default_rng(8)
    for _ in range(20):
        names = [f"n{i}" for i in range(8)]
        scores = dict(zip(names, rng.permutation(8).astype(float).tolist(), strict=True))
        wanted = set(rng.choice(names, int(rng.integers(1, 7)), replace=False).tolist())
        mine = verdicts.judged({"me": scores}, {"me": wanted}, 4, names)["ndcg"]
        theirs = ndcg_score([[one in wanted for one in names]], [[scores[one] for one in names]], k=4)
        assert mine == pytest.approx(theirs)


def test_a_split_keeps_every_planted_kind_of_read() -> None:
    for seed in range(20):
        evening = seed % 2 == 0
        log, cut = verdicts.split_log(np.random.default_rng(seed), evening)
        train, test = verdicts.parted(log, cut)
        assert cut.endswith("19:30" if evening else "07:30")
        assert any(read[2][:10] == cut[:10] for read in train) == evening
        assert "early" not in test
        assert "article 4" not in test["again"]
        assert test["at the cut"] == {"article 3"}
        assert "same one" not in test
        assert len(train) > len(set(train))
        assert [read for read in log if read[2] < cut] == train
        assert sorted(log, key=lambda read: read[2]) != log


def test_a_form_tells_a_read_article_a_withdrawn_one_and_a_wrong_order() -> None:
    reads = [("me", "a"), ("you", "a"), ("you", "b"), ("you", "gone")]
    for came, told in ((["a", "b"], "read already"), (["gone", "b"], "catalogue any more"), (["b", "c"], "how many")):
        with pytest.raises(Failure, match=told):
            forms.shown(
                lambda *call, came=came: came,
                (reads, ["a", "b", "c"], "me", 2, 0),
                ["b"] if told == "how many" else ["b", "c"],
            )


def test_what_an_answer_changes_is_seen() -> None:
    assert watch.kept(lambda some, other: some.append(1), ([2], {"a": {1}})) == [False, True]
    assert watch.kept(lambda table: table.__imul__(2), (np.ones(2),)) == [False]


def test_a_fit_that_uses_the_shared_generator_is_seen() -> None:
    def fit(shared: bool) -> Any:
        def answer(counts: Any, d: int, rng: np.random.Generator) -> Any:
            draw = np.random.normal if shared else rng.normal
            return draw(0, 1, (len(counts), d)), np.ones((counts.shape[1], d))

        return watch.fit(answer, np.ones((2, 3)), (2,), 1)

    assert not fit(True)["alone"]
    seen = fit(False)
    assert seen["alone"]
    assert seen["kept"]
    assert forms.fitted(seen, 2, 3, 2, "a test")[0].shape == (2, 2)


def test_readers_of_the_paper_read_by_taste_and_never_before_an_article_is_out() -> None:
    year = paper.paper(np.random.default_rng(4), readers=60)
    place = {title: number for number, title in enumerate(year.titles)}
    liked = [year.taste[int(reader[1:]) - 1, year.section[place[title]]] for reader, title, _ in year.reads]
    assert np.mean(liked) > 0.4  # 1 in 6 by chance
    first = paper.START.strftime("%Y-%m-%d")
    assert all(at >= first for _, _, at in year.reads)
    assert [at for _, _, at in year.reads] == sorted(at for _, _, at in year.reads)
    assert len({(reader, title) for reader, title, _ in year.reads}) < len(year.reads)


def test_shrinkage_in_the_figure_brings_up_what_many_have_read() -> None:
    others = {"rare": (1, 1), "known": (6, 20)}
    pictures = [figures.draw_neighbours("night", 8, others, shrink) for shrink in (0, 9)]
    assert "known 0.47 (6 of 20 readers); rare 0.35" in pictures[0]
    assert "known 0.19 (6 of 20 readers); rare 0.04" in pictures[1]


def test_the_end_tells_what_is_missing_and_what_stops(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    def wrong() -> str:
        raise ValueError("no")

    recommend_end.settle("Q", "X11", missing)
    recommend_end.settle("Q", "X11", wrong)
    recommend_end.settle("Q", "X11", lambda: "yes")
    assert capsys.readouterr().out.split("\n")[1:6:2] == [
        "    still open: solve X11 first", "    X11 isn't right yet, it stops with ValueError: no", "    yes",
    ]  # fmt: skip
