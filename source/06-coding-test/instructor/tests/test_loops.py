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


ODD = """\
def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    history, best = [], None
    for epoch in range(epochs):
        for module in model.modules():
            module.training = True
        for p in model.parameters():
            p.requires_grad_(True)
        for x, y in train_batches:
            for p in model.parameters():
                p.grad = None
            LOSS.backward()
            norm = float(torch.stack([p.grad.norm() for p in model.parameters()]).norm())
            for p in model.parameters():
                p.data -= p.grad * rate * decay**epoch * min(1.0, limit / norm)
        for module in model.modules():
            module.training = False
        for p in model.parameters():
            p.requires_grad_(False)
        rows = [(float(LOSS), len(y)) for x, y in valid_batches]
        history.append(sum(loss * count for loss, count in rows) / sum(count for _, count in rows))
        if history[-1] < min(history[:-1], default=float("inf")):
            best = {name: p.detach().clone() for name, p in model.named_parameters()}
    return history, best
"""


@pytest.mark.parametrize("paper", exam.PAPERS)
def test_a_repair_without_optimizer_scheduler_or_no_grad_passes(paper: str) -> None:
    assert lost(ODD.replace("LOSS", loops.LOSSES[paper][0]), paper) == set()


SYMPTOMS = {
    "clipping": ("torch.nn.utils.clip_grad_norm_(model.parameters(), limit)", "pass"),
    "schedule": ("scheduler.step()", "pass"),
    "train mode": ("model.train()", "model.eval()"),
    "evaluation mode": ("model.eval()", "pass"),
    "gradients": ("optimizer.step()", "optimizer.zero_grad(); optimizer.step()"),
    "batches": ("for x, y in train_batches:", "for x, y in train_batches[:1]:"),
    "mean": ("history.append(total / count)", "history.append(batch_loss)"),
    "best": ("if history[-1] < lowest:", "if best is None:"),
}


@pytest.mark.parametrize("paper", exam.PAPERS)
@pytest.mark.parametrize("behaviour", SYMPTOMS)
def test_taking_the_symptom_away_is_no_repair(paper: str, behaviour: str) -> None:
    right = loops.text(paper)
    assert SYMPTOMS[behaviour][0] in right
    assert behaviour in lost(right.replace(*SYMPTOMS[behaviour]), paper)


def test_every_network_has_the_same_traps() -> None:
    """Padding counted once changes the height; rounding up changes the width; pooling rounds both down."""
    for number in range(300):
        net = exam.draw("one", f"student {number}")["E"]
        kernel, stride, padding = net["kernels"][0], net["stride"], net["padding"]
        height, width = ((side + 2 * padding - kernel) / stride + 1 for side in net["input"][1:])
        assert int(height) != (net["input"][1] + padding - kernel) // stride + 1
        assert width != int(width)
        assert int(height) % 2 == int(width) % 2 == 1
        assert min(int(height), int(width)) // 2 >= net["kernels"][1]
