"""The coding test's instances and its training loop: same for a student everywhere, judged by behaviour."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch.nn import functional

from workbook.check import Failure, exam, loops


def loop(text: str) -> Any:
    names = {"torch": torch, "F": functional, "copy": copy}
    exec(text, names)
    return names["train"]


def lost(text: str, paper: str, seed: int = 0) -> set[str]:
    """The behaviours that a loop breaks."""
    watched = loops.Watched(loop(text), paper, torch.Generator().manual_seed(seed))
    broken = set()
    for behaviour in (*loops.EASY, *loops.HARD):
        try:
            loops.holds(watched, behaviour)
        except Failure:
            broken.add(behaviour)
    return broken


@pytest.mark.parametrize("paper", exam.PAPERS)
def test_the_loop_without_faults_breaks_nothing(paper: str) -> None:
    for seed in range(5):
        assert lost(loops.text(paper), paper, seed) == set()


@pytest.mark.parametrize("paper", exam.PAPERS)
@pytest.mark.parametrize("name", loops.FAULTS)
def test_every_fault_alone_breaks_its_own_behaviour_only(paper: str, name: str) -> None:
    for seed in range(3):
        assert lost(loops.text(paper, name), paper, seed) == {loops.FAULTS[name].behaviour}


@pytest.mark.parametrize("paper", exam.PAPERS)
def test_five_planted_faults_break_five_behaviours_on_many_instances(paper: str) -> None:
    for number in range(50):
        planted = loops.plant(exam.rng(paper, f"student {number}", "C"), paper)
        assert lost(planted["text"], paper, number) == set(planted["behaviours"]), planted["faults"]
        assert len(planted["behaviours"]) == 5


@pytest.mark.parametrize("paper", exam.PAPERS)
def test_each_fault_costs_one_point_of_five(paper: str) -> None:
    shares = loops.shares(loops.plant(exam.rng(paper, "Ada", "C"), paper)["behaviours"])
    assert sorted(name for share in shares for name in share) == sorted((*loops.EASY, *loops.HARD))
    assert len(shares) == 5


def test_the_same_student_gets_the_same_instance_whatever_the_seed_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    before = exam.draw("one", "Ada  Lovelace")
    monkeypatch.setenv("WORKBOOK_SEED", "77")
    assert exam.draw("one", " ada lovelace ") == before


def test_students_and_papers_differ() -> None:
    cards = [str(exam.draw(paper, f"student {n}")["A"]) for paper in exam.PAPERS for n in range(200)]
    assert len(set(cards)) == 400


def test_a_sheet_doesnt_tell_its_faults() -> None:
    sheet = exam.draw("one", "Ada")
    assert set(sheet["C"]) == {"text"}
    assert sheet["C"]["text"] in exam.sheet("one", "Ada", "C")


def test_a_name_must_be_given() -> None:
    with pytest.raises(Failure, match="your name"):
        exam.seed("one", "  ")
    with pytest.raises(Failure, match="no paper"):
        exam.seed("three", "Ada")
