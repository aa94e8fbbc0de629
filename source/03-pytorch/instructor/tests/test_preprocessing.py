"""Dirty tables are dirty as asked, and verdicts on features name the column."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import loaders
from hidden import tables
from workbook import check


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_dirty_frame_has_each_category_as_often_as_asked(rng: np.random.Generator) -> None:
    frame = tables.dirty_frame(rng, 20, ["a", "b"], {"town": {"Ulm": 5, "Bonn": 3}})
    assert frame["town"].value_counts().to_dict() == {"Ulm": 17, "Bonn": 3}
    assert list(frame.columns) == ["a", "b", "town"] and not frame.isna().any().any()


def test_holes_are_made_in_a_copy_in_the_named_columns_only(rng: np.random.Generator) -> None:
    frame = tables.dirty_frame(rng, 20, ["a", "b"], {"town": {"Ulm": 20}})
    holed = tables.with_holes(rng, frame, ["a", "town"], 0.25)
    assert holed.isna().sum().to_dict() == {"a": 5, "b": 0, "town": 5}
    assert holed["a"].dtype == np.float64 and not frame.isna().any().any()


EXPECTED = np.array([[1.0, 0.0], [2.0, 1.0]], dtype=np.float32)


@pytest.mark.parametrize(
    ("actual", "message"),
    [
        (EXPECTED.tolist(), "a NumPy array"),
        (EXPECTED.astype(np.float64), "float32"),
        (EXPECTED[:, :1], r"shape \(2, 2\)"),
        (np.array([[1.0, np.nan], [2.0, 1.0]], dtype=np.float32), "column 'town=Ulm'"),
        (np.array([[1.0, 0.0], [5.0, 1.0]], dtype=np.float32), "column 'a', row 1"),
    ],
)
def test_wrong_features_are_named(actual: object, message: str) -> None:
    with pytest.raises(check.Failure, match=message):
        check.same_features(actual, EXPECTED, ["a", "town=Ulm"], "an instance")


def test_right_features_pass() -> None:
    check.same_features(EXPECTED.copy(), EXPECTED, ["a", "town=Ulm"], "an instance")


def _loader(generator: torch.Generator | None) -> torch.utils.data.DataLoader[int]:
    return torch.utils.data.DataLoader(list(range(30)), 5, shuffle=True, generator=generator)


def test_epochs_show_whether_the_order_hangs_on_the_global_seed() -> None:
    def own(seed: int) -> object:
        return _loader(torch.Generator().manual_seed(seed))

    def shared(seed: int) -> object:
        return _loader(None)

    def order(make: object, **kwargs: int) -> list[list[int]]:
        seen = loaders.epochs(make, [4], **kwargs)
        return [[int(i) for batch in epoch for i in batch] for epoch in seen["epochs"]]

    assert order(own, global_seed=1) == order(own, global_seed=2)
    assert order(shared, global_seed=1) != order(shared, global_seed=2)
    first, second = order(own, count=2)
    assert first != second and sorted(first) == sorted(second) == list(range(30))
    assert loaders.epochs(own, [4])["state_kept"] is True
    assert loaders.epochs(shared, [4])["state_kept"] is False


def test_epochs_show_whether_the_lists_stay_as_they_are() -> None:
    def passes(change: bool) -> object:
        def make(items: list[int]) -> object:
            class Loader:
                def __iter__(self) -> object:
                    if change:
                        items.reverse()
                    return iter(items)

            return Loader()

        return loaders.epochs(make, [[3, 1, 2]])["given_kept"]

    assert passes(change=False) is True
    assert passes(change=True) is False


def test_epochs_put_the_global_random_state_back() -> None:
    before = torch.get_rng_state()
    loaders.epochs(lambda: _loader(None), [])
    assert torch.equal(before, torch.get_rng_state())


def test_batches_without_labels_are_refused() -> None:
    assert loaders.labels_of([{"labels": torch.tensor([1, 2])}, {"labels": torch.tensor([3])}], "loader") == [
        1,
        2,
        3,
    ]
    with pytest.raises(check.Failure, match="labels"):
        loaders.labels_of([torch.zeros(2)], "loader")
