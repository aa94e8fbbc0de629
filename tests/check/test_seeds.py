"""Seeds: from the run's seed and a name, the same everywhere."""

from __future__ import annotations

import pytest

from workbook import check


def test_a_name_gives_the_same_instances_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", "0")
    assert check.seed("linear") == 51164167
    assert check.rng("linear").integers(0, 100, 3).tolist() == check.rng("linear").integers(0, 100, 3).tolist()


def test_another_name_or_another_run_gives_other_instances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", "0")
    zero = check.seed("linear")
    assert check.seed("dropout") != zero
    monkeypatch.setenv("WORKBOOK_SEED", "1")
    assert check.seed("linear") != zero


def test_a_torch_generator_does_not_touch_the_global_one() -> None:
    import torch

    before = torch.random.get_rng_state()
    torch.rand(3, generator=check.torch_generator("linear"))
    assert torch.equal(torch.random.get_rng_state(), before)
