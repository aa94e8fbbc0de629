"""Generated boxes are as exact as promised, and verdicts on boxes say what is wrong."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import torch

import verdicts
from hidden import boxes
from workbook import check


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_overlap_is_an_exact_fraction() -> None:
    assert boxes.overlap([0, 0, 4, 4], [0, 0, 4, 2]) == Fraction(1, 2)
    assert boxes.overlap([0, 0, 2, 2], [2, 0, 4, 2]) == 0
    assert boxes.overlap([0, 0, 2, 2], [5, 5, 6, 6]) == 0
    assert boxes.overlap([1, 1, 1, 1], [1, 1, 1, 1]) == 0


def test_random_boxes_have_whole_corners_inside_the_square(rng: np.random.Generator) -> None:
    for left, top, right, bottom in boxes.random_boxes(rng, 200, 60):
        assert 0 <= left < right <= 60 and 0 <= top < bottom <= 60
        assert all(side == int(side) for side in (left, top, right, bottom))


def test_a_crowd_has_distinct_scores_and_no_overlap_near_the_threshold(rng: np.random.Generator) -> None:
    drawn, scores = boxes.crowd(rng, 3, 4, 0.5)
    assert len(drawn) == len(set(scores)) == 12
    gaps = [abs(boxes.overlap(a, b) - Fraction(1, 2)) for i, a in enumerate(drawn) for b in drawn[:i]]
    assert min(gaps) >= Fraction(1, 100)


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (torch.tensor([2, 0]), "another order"),
        (torch.tensor([0]), "1 lost"),
        (torch.tensor([0, 2, 3]), "1 kept that should go"),
        (torch.tensor([0, 2, 2]), "an index twice"),
        (torch.tensor([0.0, 2.0]), "int64"),
        ([0, 2], "int64"),
    ],
)
def test_a_wrong_set_of_kept_boxes_is_said_to_be_wrong_in_its_own_way(kept: object, message: str) -> None:
    with pytest.raises(check.Failure, match=message):
        verdicts.same_kept(kept, [0, 2], "one class")


def test_the_right_kept_boxes_pass() -> None:
    verdicts.same_kept(torch.tensor([0, 2]), [0, 2], "one class")
    verdicts.same_kept(torch.tensor([], dtype=torch.int64), [], "no boxes")


TRUTH = [[0.0, 0.0, 10.0, 10.0], [20.0, 0.0, 30.0, 10.0]]


def test_each_object_may_be_found_once() -> None:
    found = torch.tensor(TRUTH)
    verdicts.found((found, torch.tensor([0.9, 0.8])), TRUTH, "coins")
    with pytest.raises(check.Failure, match="2 found, 1 boxes on nothing"):
        verdicts.found((torch.cat([found, found[:1]]), torch.tensor([0.9, 0.8, 0.7])), TRUTH, "coins")
    with pytest.raises(check.Failure, match="1 found"):
        verdicts.found((found[:1], torch.tensor([0.9])), TRUTH, "coins")


@pytest.mark.parametrize("answer", [None, (torch.zeros(2, 3), torch.zeros(2)), (torch.zeros(2, 4), torch.zeros(3))])
def test_an_answer_of_another_form_is_told_the_form(answer: object) -> None:
    with pytest.raises(check.Failure, match="tuple"):
        verdicts.found(answer, TRUTH, "coins")


def test_a_scene_holds_the_hits_duplicates_strays_and_ignored_objects_it_was_asked_for(
    rng: np.random.Generator,
) -> None:
    for _ in range(50):
        one = boxes.scene(rng, 4, hits=3, duplicates=2, strays=2, ignored=1)
        assert len(one["boxes"]) == 5 and sum(one["ignore"]) == 1 and len(one["detections"]) == 8
        best = [max(boxes.overlap(box, other) for other in one["boxes"]) for box in one["detections"]]
        assert sorted(value >= Fraction(6, 10) for value in best) == [False] * 2 + [True] * 6
        assert sorted(best)[1] == 0


def test_scenes_become_one_pair_of_tensors_per_image(rng: np.random.Generator) -> None:
    scenes = [boxes.scene(rng, 0, hits=0), boxes.scene(rng, 2, hits=1)]
    detections, objects = boxes.tensors(scenes, [0.5])
    assert [tuple(part.shape) for part in detections[0]] == [(0, 4), (0,)]
    assert tuple(detections[1][0].shape) == (1, 4) and objects[1][1].tolist() == [False, False]
