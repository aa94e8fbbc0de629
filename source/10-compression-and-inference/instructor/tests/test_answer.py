"""The lesson on answering: its references against torch and against counting, its server, its days and its picture."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

import answer_desk as desk
import answer_figures
import answer_forms as forms
import answer_model
import answer_trials as trials
import answer_words
from hidden import answer_loads, answer_references
from workbook.check import Failure

SEEDS = range(3)
COIN, BENT = [[[0.5, 0.5]] * 2] * 2, [[[0.25, 0.75]] * 2] * 2


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_of_attention_agrees_with_torch(seed: int) -> None:
    for case in answer_references.cache_cases(rng(seed), "left padding at once"):
        x = case.calls[0]["x"]
        batch, count, _ = x.shape
        size = case.weights["query"].shape[0] // case.heads
        queries = (x @ case.weights["query"].T).reshape(batch, count, case.heads, size).transpose(1, 2)
        places = (torch.arange(count) - case.padding[:, None]).clamp(min=0)
        group = case.heads // case.kv_heads
        keys, values = (one.repeat_interleave(group, 1) for one in (case.wanted[0].keys, case.wanted[0].values))
        every = torch.arange(count)
        mask = (every <= every[:, None]) & (every >= case.padding[:, None, None])
        out = functional.scaled_dot_product_attention(
            answer_references.rotated(queries, places, 10_000.0), keys, values, attn_mask=mask[:, None]
        )
        out = out.transpose(1, 2).flatten(2) @ case.weights["output"].T
        real = every >= case.padding[:, None]
        assert torch.allclose(out[real], case.wanted[0].out[real], atol=1e-12)
        assert not case.wanted[0].out[~real].any()


def test_turning_keeps_lengths_and_depends_on_distance_alone() -> None:
    query, key = (answer_references.normal(rng(), 1, 1, 1, 6) for _ in range(2))
    products = []
    for start in (0, 50):
        q, k = (
            answer_references.rotated(one, torch.tensor([[place]]), 100.0)
            for one, place in ((query, start), (key, start + 3))
        )
        products.append(float((q * k).sum()))
        assert float(q.norm()) == pytest.approx(float(query.norm()))
    assert products[0] == pytest.approx(products[1])


def test_portions_want_what_the_whole_wants() -> None:
    for case in answer_references.cache_cases(rng(), "left padding in portions"):
        joined = torch.cat([one.out for one in case.wanted], dim=1)
        assert torch.allclose(joined, answer_references.whole(case, torch.cat([c["x"] for c in case.calls], 1))[0])


@pytest.mark.parametrize("title", answer_references.SAMPLING)
def test_each_distribution_adds_up_to_one_and_none_hangs_on_rounding(title: str) -> None:
    for logits, settings in answer_references.sampling_cases(rng(), title):
        own = answer_references.distribution(logits, **settings)
        assert math.fsum(own) == pytest.approx(1)
        p = settings.get("top_p", 1)
        if p < 1 and len(set(logits[np.isfinite(logits)].tolist())) > 1:
            for moved in (p - 1e-6, p + 1e-6):
                assert answer_references.distribution(logits, **{**settings, "top_p": moved}) == pytest.approx(own)


def test_accepting_and_drawing_instead_gives_the_target() -> None:
    for target, draft in answer_references.pairs(rng()):
        accept, instead, rate = answer_references.acceptance(target, draft)
        drawn = [q * a + (1 - rate) * new for q, a, new in zip(draft, accept, instead, strict=True)]
        assert drawn == pytest.approx(target)
        assert rate == pytest.approx(math.fsum(q * a for q, a in zip(draft, accept, strict=True)))


def test_every_way_of_chance_is_taken_once() -> None:
    def two(
        target: object, draft: object, prompt: list[int], length: int, ahead: int, pick: object
    ) -> dict[str, object]:
        assert callable(pick)
        return {"tokens": [pick([0.5, 0.0, 0.5]), pick([0.25, 0.75])], "rounds": 0, "accepted": 0}

    seen = trials.outcomes(two, COIN, COIN, [0, 0], 2, 1)
    assert sorted((way[0], way[1]) for way in seen["ways"]) == [
        (0.125, [0, 0]),
        (0.125, [2, 0]),
        (0.375, [0, 1]),
        (0.375, [2, 1]),
    ]


def test_a_distribution_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="adds up to 0.9"):
        trials.weighed([0.5, 0.4])


def test_expected_counts_of_coins_are_those_by_hand() -> None:
    case = answer_references.Speaking(BENT, COIN, [0, 1], 3, 2, "")
    assert answer_references.expected_counts(case) == pytest.approx((1.5, 1.96875))


def test_the_law_of_a_table_adds_up_to_one() -> None:
    assert math.fsum(forms.law_of(BENT, [0, 0], 4).values()) == pytest.approx(1)


def by_reserve(state: desk.State) -> list[int]:
    """A plain schedule that keeps all bounds."""

    def need(one: dict[str, int]) -> int:
        return desk.pages_for(one["prompt"] + one["most"], state["page"])

    free, spare, started = state["pages"] - sum(map(need, state["running"])), 10**6, []
    for one in state["waiting"]:
        if spare > 0 and need(one) <= free:
            started, free, spare = [*started, one["id"]], free - need(one), spare - 1
        else:
            spare = min(spare, state["limit"] - one["overtaken"])
    return started


@pytest.mark.parametrize("title", answer_loads.DAYS)
def test_a_sound_schedule_keeps_every_day(title: str) -> None:
    for seed in SEEDS:
        for day in answer_loads.days(rng(seed), title):
            seen = desk.decisions(by_reserve, day.letters, day.pages, day.page, day.limit)
            run = forms.scheduled(seen, day.letters, day.pages, day.limit, day.most, day.told, page=day.page)
            assert set(run.ended) == {letter["id"] for letter in day.letters}
            assert run.steps <= 0.94 * day.most * run.least


@pytest.mark.parametrize("wrong", [desk.whole_batches, desk.in_turn])
def test_the_wrong_turns_of_the_lesson_lose_where_pages_lie_idle(wrong: desk.Schedule) -> None:
    for seed in SEEDS:
        for day in answer_loads.days(rng(seed), "pages don't lie idle"):
            seen = desk.decisions(wrong, day.letters, day.pages, day.page, day.limit)
            with pytest.raises(Failure, match="steps until all are answered"):
                forms.scheduled(seen, day.letters, day.pages, day.limit, day.most, day.told, page=day.page)


def test_too_many_pages_stop_the_server() -> None:
    run = desk.run(lambda state: [one["id"] for one in state["waiting"]], desk.morning(), 40)
    assert "of 40" in run.fault


def test_monday_is_done_in_300_steps_by_a_sound_schedule_and_not_in_turn() -> None:
    assert desk.run(by_reserve, desk.morning(), 40).steps <= 300 < desk.run(desk.in_turn, desk.morning(), 40).steps


def test_the_picture_tells_steps_and_is_an_svg() -> None:
    picture = answer_figures.draw_schedule(desk.in_turn)
    assert picture.startswith("<svg")
    assert "330 steps, at least 225" in picture


def test_the_model_counts_rows_and_padding_is_on_the_left() -> None:
    model = answer_model.small()
    tokens, padding = answer_model.letters([2, 5])
    model(lambda x, *_: (x, None), tokens, padding)
    assert model.rows == 10
    assert tokens[0, :3].tolist() == [0, 0, 0]
    assert padding.tolist() == [3, 0]


def test_the_word_models_give_distributions() -> None:
    assert math.fsum(answer_words.quick(answer_words.START)) == pytest.approx(1)
    assert [math.fsum(row) for row in answer_words.large(answer_words.START, [1, 2])] == pytest.approx([1, 1, 1])
