"""What a model gains over baselines: rankings with planted gains, and an answer's forest held against companies whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

import tree_forms
from hidden import forest_companies
from hidden.forest_companies import Company
from workbook.check import Failure

Outcome = Literal["gain", "noise", "loss"]
WINDOWS = {"gain": (2.45, 2.9), "noise": (1.1, 1.5), "loss": (-2.9, -2.3)}
"""Standard errors by which the gain lies above 0: near the decision, and not so near that sound methods differ."""


@dataclass(frozen=True)
class Ranked:
    """Two rankings of the same customers, and who left."""

    scores: list[float]
    baseline: list[float]
    left: list[int]


def ranked(rng: np.random.Generator, outcome: Outcome, *, plain: bool) -> Ranked:
    """Rankings that err on the same hard customers. *plain*: the baseline holds only 0 and 1, so that most pairs tie."""
    low, high = WINDOWS[outcome]
    for _ in range(4000):
        size = int(rng.integers(150, 230))
        left = (rng.random(size) < 0.42).astype(float)
        shared = left * 0.8 + rng.normal(size=size)
        baseline = shared + rng.normal(size=size) * 0.5
        scores = np.round(1.3 * shared + rng.normal(size=size) * 0.6 + float(rng.uniform(-0.6, 0.6)) * left, 1)
        baseline = (baseline > 0.6).astype(float) if plain else np.round(baseline, 1)
        mean, error = forest_companies.gain(scores, baseline, left)
        if low < mean / error < high:
            return Ranked(scores.tolist(), baseline.tolist(), left.astype(int).tolist())
    raise AssertionError(f"no rankings with a {outcome} in 4000 draws")


def gains(answer: Callable[..., Any], cases: Sequence[tuple[Ranked, Outcome]], kind: str) -> None:
    """Fail unless the gains are right, and the intervals as wide as those of the paired rows, alone and on average."""
    ratios = []
    for case, outcome in cases:
        came = answer(list(case.scores), list(case.baseline), list(case.left))
        mean, error = forest_companies.gain(np.array(case.scores), np.array(case.baseline), np.array(case.left, float))
        told = f"{kind} ({sum(case.left)} of {len(case.left)} left, gain {mean:.4f})"
        ratios.append(tree_forms.gain_interval(came, mean, 2 * 1.96 * error, told))
        tree_forms.beyond_noise(came, {"gain": True, "noise": False, "loss": False}[outcome], told)
    tree_forms.widths(ratios, kind)


def steady(answer: Callable[..., Any], case: Ranked, orders: Sequence[np.ndarray], kind: str) -> None:
    """Fail if the ends jump about with the order of the rows: of 500 draws they do by 0.06 of half the width, of 60 by 0.18."""
    ends = []
    for order in orders:
        columns = [np.array(values)[order].tolist() for values in (case.scores, case.baseline, case.left)]
        _, low, high = (tree_forms.number(value, kind) for value in answer(*columns))
        ends.append((low, high))
    half = (np.mean(ends, axis=0)[1] - np.mean(ends, axis=0)[0]) / 2
    jump = float(np.sqrt(np.var(ends, axis=0, ddof=1).mean()) / half)
    if not jump <= 0.1:
        raise Failure(
            f"{kind}: low and high of the same rows in {len(orders)} orders", "ends that differ by 0.1 of half the width, at most",
            f"by {jump:.2f}", "how many draws? At least 500",
        )  # fmt: skip


LEAST = 0.1
"""What a sound model gains in AUC on today's customers, at the very least, where there is something to learn."""
MOST = {"ending": 0.5, "plans": 0.5, "linnet": 0.5, "rule": 0.06, "faded": 0.06}
TOLD = {
    "ending": "a company in which two things together make people leave", "plans": "a company in which few leave, most of them from some plans",
    "rule": "a company in which the rule says all there is", "faded": "a company in which what made people leave no longer does",
}  # fmt: skip


def forest_said(answer: Callable[..., Any], case: Company, kind: str) -> dict[str, Any]:
    """What the answer says of a company, in the form that is asked for."""
    said = answer(case.history.copy(), case.now.copy())
    told: dict[str, Any] = tree_forms.forest_said(said, len(case.now), kind)
    return told


def verdict(said: dict[str, Any], case: Company, kind: str, most: float) -> None:
    """Fail unless the gain told is one that later customers can show, and *learnt* is the planted truth."""
    tree_forms.learnt(said, case.learnt, most, kind)


def scores(said: dict[str, Any], case: Company, kind: str) -> None:
    """Fail unless today's customers are ranked far better than by the baselines, or, with nothing to learn, by the better of them."""
    own = np.asarray(said["scores"])
    if not case.learnt:
        tree_forms.ranked_by(own, case.now[case.best].to_numpy(float), case.best, kind)
        return
    known = {
        name: forest_companies.auc(case.now[name].to_numpy(float), case.left) for name in forest_companies.BASELINES
    }
    tree_forms.beats(forest_companies.auc(own, case.left), known, LEAST, kind)
