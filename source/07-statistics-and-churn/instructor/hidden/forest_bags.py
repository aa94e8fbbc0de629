"""Bagging: tables on which a forest shows how it was grown, and how its bags and votes are held against them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import tree_forms
from workbook.check import Failure

Bags = list[list[int]]


def out_of_bag(drawn: Sequence[Sequence[int]], votes: Sequence[Sequence[int]], y: Sequence[int]) -> float:
    """Share of wrong majorities of the trees that have not seen the row; a tie says 0, rows that all trees have seen are left out."""
    wrong = []
    for row, label in enumerate(y):
        said = [vote[row] for bag, vote in zip(drawn, votes, strict=True) if row not in bag]
        if said:
            wrong.append((2 * sum(said) > len(said)) != bool(label))
    return sum(wrong) / len(wrong) if wrong else math.nan


def voted(
    rng: np.random.Generator, trees: int, rows: int, *, seen: bool = True
) -> tuple[Bags, list[list[int]], list[int]]:
    """Bags, votes and labels; trees are right on rows in their bag and little better than a coin elsewhere. One row is in each bag if *seen*."""
    y = rng.integers(0, 2, rows)
    drawn = rng.integers(0, rows, (trees, rows))
    votes = np.where(rng.random((trees, rows)) < 0.55, y, 1 - y)
    if seen:
        drawn[:, 0] = 0
    for bag, vote in zip(drawn, votes, strict=True):
        vote[bag] = y[bag]
    return drawn.tolist(), votes.tolist(), y.tolist()


def error(answer: Callable[..., Any], case: tuple[Bags, list[list[int]], list[int]], kind: str) -> None:
    """Fail unless the answer is the out-of-bag error."""
    drawn, votes, y = case
    came = answer([list(bag) for bag in drawn], [list(vote) for vote in votes], list(y))
    tree_forms.same_number(
        came, out_of_bag(drawn, votes, y), f"oob_error of {kind} ({len(drawn)} trees, {len(y)} rows)",
        "for each row only the trees whose bag doesn't hold it; a tie says 0",
    )  # fmt: skip


# Tables for forests


def _named(values: NDArray[np.float64]) -> pd.DataFrame:
    """A frame whose labels of rows are no positions."""
    labels = range(1000, 1000 + len(values))[::-1]
    return pd.DataFrame(values, columns=[f"x{place}" for place in range(values.shape[1])], index=labels)


def noise(rng: np.random.Generator, rows: int = 150) -> tuple[pd.DataFrame, list[int]]:
    """Labels that no column knows anything of, as many 1 as 0."""
    return _named(rng.normal(size=(rows, 4))), rng.permutation(np.arange(rows) % 2).tolist()


def strong(rng: np.random.Generator, rows: int = 150, columns: int = 16) -> tuple[pd.DataFrame, list[int]]:
    """One column says all, with a gap between the two kinds; the others say nothing."""
    y = rng.permutation(np.arange(rows) % 2)
    values = rng.normal(size=(rows, columns))
    values[:, int(rng.integers(columns))] = y * 4 + rng.random(rows)
    return _named(values), y.tolist()


def crossed(rng: np.random.Generator, rows: int = 160) -> tuple[pd.DataFrame, list[int]]:
    """Two columns that tell nothing alone and everything together."""
    signs = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])[rng.permutation(np.arange(rows) % 4)]
    values = signs * (0.6 + rng.random((rows, 2)))
    return _named(values), (signs[:, 0] != signs[:, 1]).astype(int).tolist()


def lonely(rng: np.random.Generator, rows: int = 12) -> tuple[pd.DataFrame, list[int]]:
    """A single 1: about a third of the bags hold none."""
    return _named(rng.normal(size=(rows, 3))), (rng.permutation(rows) == 0).astype(int).tolist()


EVEN = "each row is drawn as likely as any other"


def bootstrap(drawn: NDArray[np.int_], y: NDArray[np.int_], what: str) -> None:
    """Fail unless bags look like independent draws with putting back, each row as likely as any other; bounds are six errors away or more."""
    trees, rows = drawn.shape
    share, ones = float(y.mean()), y[drawn].mean(axis=1)
    error = math.sqrt(share * (1 - share) / rows)
    told = f"{what}: the bags"
    if abs(ones.mean() - share) > 6 * error / math.sqrt(trees):
        raise Failure(told, f"about {share:.3f} of the draws with label 1, as of the rows", f"{ones.mean():.3f}", EVEN)
    if trees * rows < 3000:
        return
    if ones.std() < 0.35 * error:
        look = "rows are drawn, whatever their label"
        raise Failure(told, f"shares of label 1 that differ, by {error:.3f} or so", f"by {ones.std():.3f}", look)
    times = np.array([np.bincount(bag, minlength=rows) for bag in drawn])
    often = float((times > 2).mean())
    if not 0.05 < often < 0.115:
        look = "each draw is from all rows: drawn rows are put back"
        raise Failure(told, "about 0.08 of the rows three times or more", f"{often:.3f} of them", look)
    spread = float(((times.sum(axis=0) - trees) ** 2 / trees).mean())
    if spread > 2:
        raise Failure(
            told, "rows that are drawn about as often as each other", f"{spread:.1f} times the variance", EVEN
        )


class Forest:
    """What an answer's forest says, in arrays, with its bags and votes held against the table."""

    def __init__(
        self,
        answer: Callable[..., Any],
        table: tuple[pd.DataFrame, list[int]],
        trees: int,
        features: int,
        seed: int,
        kind: str,
    ) -> None:
        frame, labels = table
        self.what = (
            f"forest on {kind} ({len(frame)} rows, {frame.shape[1]} columns, trees={trees}, features={features})"
        )
        said = answer(frame.copy(), list(labels), frame.copy(), trees, features, seed)
        rows, self.y = len(frame), np.array(labels)
        self.drawn, self.votes = tree_forms.bags(said, trees, rows, self.what)
        self.chances = tree_forms.row_numbers(
            tree_forms.entry(said, "chances", self.what), rows, f"{self.what}: the chances"
        )
        tree_forms.learnt_by_heart(self.drawn, self.votes, self.y, self.what)
        bootstrap(self.drawn, self.y, self.what)
        wrong = np.flatnonzero(np.abs(self.chances - self.votes.mean(axis=0)) > tree_forms.NEAR)
        if len(wrong):
            raise Failure(
                f"{self.what}: `new` held the training rows; {len(wrong)} chances are not the share of the trees that vote 1",
                f"{self.votes[:, wrong[0]].mean():.4g} for the row at {wrong[0]}", f"{self.chances[wrong[0]]:.4g}",
            )  # fmt: skip

    def unseen(self) -> NDArray[np.bool_]:
        """Trees by rows: whether the row is out of the tree's bag."""
        out = np.ones(self.votes.shape, dtype=bool)
        for tree, bag in enumerate(self.drawn):
            out[tree, bag] = False
        return out

    def error_of_trees(self) -> float:
        """How often a single tree is wrong on the rows out of its bag."""
        return float((self.votes != self.y)[self.unseen()].mean())

    def error(self) -> float:
        """The out-of-bag error of the forest."""
        return out_of_bag(self.drawn.tolist(), self.votes.tolist(), self.y.tolist())


def between(came: float, low: float, high: float, what: str, look: str) -> None:
    """Fail unless an error lies between two bounds, which sound forests keep by far."""
    if not low <= came <= high:
        raise Failure(what, f"between {low:.2f} and {high:.2f}", f"{came:.3f}", look)
