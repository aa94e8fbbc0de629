"""The coding test's instances and its training loop: same for a student everywhere, judged by behaviour."""

from __future__ import annotations

import copy
from collections import Counter
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn import functional

import loop_watch
import papers
from hidden import looks, loops
from workbook.check import Failure


def loop(text: str) -> Any:
    names = {"torch": torch, "F": functional, "copy": copy}
    exec(text, names)
    return names["train"]


def lost(text: str, paper: str, seed: int = 0) -> set[str]:
    """The behaviours that a loop breaks."""
    watched = looks.Watched(loop(text), paper, torch.Generator().manual_seed(seed))
    broken = set()
    for behaviour in (*loops.EASY, *loops.HARD):
        try:
            looks.holds(watched, behaviour)
        except Failure:
            broken.add(behaviour)
    return broken


UNLUCKY = (533, 829, 1200)
"""Seeds whose batch has the next class' loss falling with its own."""


@pytest.mark.parametrize("paper", papers.PAPERS)
@pytest.mark.parametrize(
    ("kind", "rises"), [("falling", 0), ("slow", 0), ("same", 0), ("rising", 1), ("same, rising", 1)]
)
def test_a_problem_s_validation_loss_does_what_the_problem_is_for(kind: str, rises: bool, paper: str) -> None:
    train = loop(loops.text(paper))
    for seed in (*range(10), *UNLUCKY):
        given = looks.problem(torch.Generator().manual_seed(seed), paper, kind)
        history = loop_watch.observe_loop(train, given)["history"]
        assert all((later > one) == rises and later != one for one, later in pairwise(history)), (seed, history)


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_the_loop_without_faults_breaks_nothing(paper: str) -> None:
    for seed in range(5):
        assert lost(loops.text(paper), paper, seed) == set()


@pytest.mark.parametrize("paper", papers.PAPERS)
@pytest.mark.parametrize("name", loops.FAULTS)
def test_every_fault_alone_breaks_its_own_behaviour_only(paper: str, name: str) -> None:
    for seed in range(3):
        assert lost(loops.text(paper, name), paper, seed) == {loops.FAULTS[name].behaviour}


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_five_planted_faults_break_five_behaviours_on_many_instances(paper: str) -> None:
    for number in range(50):
        planted = loops.planted(paper, f"student {number}")
        assert lost(planted.text, paper, number) == set(planted.behaviours), planted.faults
        assert len(set(planted.behaviours)) == 5


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_each_fault_costs_one_point_of_five(paper: str) -> None:
    for one in loops.handed_out(paper):
        shares = loops.shares(one.behaviours)
        assert sorted(name for share in shares for name in share) == sorted((*loops.EASY, *loops.HARD))
        assert [share[0] for share in shares] == list(one.behaviours)


def test_the_same_student_gets_the_same_instance_whatever_the_seed_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    before = papers.draw("one", "Ada  Lovelace")
    monkeypatch.setenv("WORKBOOK_SEED", "77")
    assert papers.draw("one", " ada lovelace ") == before


def test_students_and_papers_differ() -> None:
    cards = [str(papers.draw(paper, f"student {n}")["A"]) for paper in papers.PAPERS for n in range(200)]
    assert len(set(cards)) == 400


def test_a_sheet_doesnt_tell_its_faults() -> None:
    sheet = papers.draw("one", "Ada")
    assert set(sheet["C"]) == {"text"}
    assert sheet["C"]["text"] in papers.sheet("one", "Ada", "C")


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_no_loop_that_is_handed_out_is_right_and_each_is_the_one_whose_faults_are_known(paper: str) -> None:
    texts = [text for text, _ in papers._loops(paper)]
    assert texts == [one.text for one in loops.handed_out(paper)]
    assert loops.text(paper) not in texts
    assert all(len(set(one.behaviours)) == len(one.faults) == 5 for one in loops.handed_out(paper))


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_two_students_share_a_loop_as_seldom_as_two_in_a_thousand(paper: str) -> None:
    counts = Counter(text for text, _ in papers._loops(paper))
    assert len(counts) >= 700
    assert sum(count**2 for count in counts.values()) / sum(counts.values()) ** 2 < 0.002
    number = Counter(papers.loop_number(paper, f"student {n}") for n in range(20_000))
    assert len(number) == sum(counts.values()) and max(number.values()) < 50


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_what_the_published_tests_look_at_doesnt_tell_which_two_faults_are_planted(paper: str) -> None:
    planted: dict[str, set[tuple[str, ...]]] = {}
    for one, (_, looked) in zip(loops.handed_out(paper), papers._loops(paper), strict=True):
        assert [set(share) for share in looked] == [set(share) for share in loops.shares(one.behaviours)[:2]]
        planted.setdefault(str(looked), set()).add(one.behaviours[:2])
    assert all(len(pairs) >= 2 for pairs in planted.values())


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_the_published_tests_find_two_faults_on_their_own_problems(paper: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a student's kernel runs them, without anything hidden."""
    monkeypatch.chdir(Path(papers.__file__).parent)
    for number, fixed in product(range(20), (False, True)):
        student = f"student {number}"
        text = loops.text(paper) if fixed else papers.draw(paper, student)["C"]["text"]
        watched = loop_watch.Watched(loop(text), loop_watch.published(paper))
        for share in papers.looked_at(paper, student):
            if fixed:
                loop_watch.holds(watched, *share)
            else:
                with pytest.raises(Failure):
                    loop_watch.holds(watched, *share)


def test_a_name_must_be_given() -> None:
    with pytest.raises(Failure, match="your name"):
        papers.seed("one", "  ")
    with pytest.raises(Failure, match="no paper"):
        papers.seed("three", "Ada")


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


@pytest.mark.parametrize("paper", papers.PAPERS)
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


@pytest.mark.parametrize("paper", papers.PAPERS)
@pytest.mark.parametrize("behaviour", SYMPTOMS)
def test_taking_the_symptom_away_is_no_repair(paper: str, behaviour: str) -> None:
    right = loops.text(paper)
    assert SYMPTOMS[behaviour][0] in right
    assert behaviour in lost(right.replace(*SYMPTOMS[behaviour]), paper)


def test_the_first_convolution_gives_what_the_published_table_says() -> None:
    for paper, number in product(papers.PAPERS, range(50)):
        net = papers.draw(paper, f"student {number}")["E"]
        depth, *sides = net["input"]
        layer = torch.nn.Conv2d(depth, 1, net["kernels"][0], stride=net["stride"], padding=net["padding"])
        wanted = [papers.side_after(net, axis) for axis in ("height", "width")]
        assert list(layer(torch.zeros(1, depth, *sides)).shape[2:]) == wanted


def test_every_network_has_the_same_traps() -> None:
    """Padding counted once changes the height; rounding up changes the width; pooling rounds both down."""
    for number in range(300):
        net = papers.draw("one", f"student {number}")["E"]
        kernel, stride, padding = net["kernels"][0], net["stride"], net["padding"]
        height, width = ((side + 2 * padding - kernel) / stride + 1 for side in net["input"][1:])
        assert int(height) != (net["input"][1] + padding - kernel) // stride + 1
        assert width != int(width)
        assert int(height) % 2 == int(width) % 2 == 1
        assert min(int(height), int(width)) // 2 >= net["kernels"][1]
        assert net["input"][0] > 1 and int(height) != int(width) and stride != padding
        assert len({*net["kernels"]}) == len({*net["channels"]}) == 2
