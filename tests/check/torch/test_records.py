"""What a reference gave is kept in a file, found again in words, and enough to judge by."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from workbook import check
from workbook.check.torch import records
from workbook.check.torch.layers import Layer
from workbook.check.torch.records import Recorded, recording, to_json

X = torch.linspace(-1, 1, 12).reshape(3, 4)


class Gate(nn.Module):
    """A layer that torch has not, with a buffer."""

    def __init__(self, size: int, sign: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(size))
        self.register_buffer("seen", torch.zeros((), dtype=torch.int64))
        self.sign = sign

    def forward(self, x: Tensor, scale: float = 1.0) -> Tensor:
        if self.training:
            self.seen.add_(1)
        return self.sign * scale * x * torch.sigmoid(x * self.weight)


class Wrong(Gate):
    """The same with another sign."""

    def __init__(self, size: int) -> None:
        super().__init__(size, -1.0)


class Cut(Gate):
    """Right values, and no gradient of the weight."""

    def forward(self, x: Tensor, scale: float = 1.0) -> Tensor:
        if self.training:
            self.seen.add_(1)
        return scale * x * torch.sigmoid(x * self.weight.detach())


def asked(layer: Layer) -> None:
    layer(4).state()
    layer(4).agrees(X, X + 1, train=[True, False])
    layer(4).agrees((X, {"scale": 2.0}), gradients=False)


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = str(tmp_path / "gate.json")
    with recording({"Gate": Gate}) as made:
        asked(check.layer(Gate, like=check.recorded(path, "Gate")))
    Path(path).write_text(to_json(made[path]))
    records._read.cache_clear()
    return path


def test_a_right_layer_agrees_with_the_file_whatever_the_seed(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in ("0", "7"):
        monkeypatch.setenv("WORKBOOK_SEED", seed)
        asked(check.layer(Gate, like=check.recorded(place, "Gate")))


@pytest.mark.parametrize(("answer", "told"), [(Wrong, "the output differs"), (Cut, "no gradient reaches 'weight'")])
def test_a_wrong_layer_differs_from_the_file(answer: type[nn.Module], told: str, place: str) -> None:
    with pytest.raises(check.Failure, match=told):
        asked(check.layer(answer, like=check.recorded(place, "Gate"), name="Gate"))


def test_a_case_that_was_not_recorded_is_the_authors_mistake(place: str) -> None:
    with pytest.raises(ValueError, match="make_data.py"):
        check.layer(Gate, like=check.recorded(place, "Gate"))(5).agrees(torch.rand(2, 5))


def test_hidden_tests_hold_the_same_layer_against_the_reference(place: str) -> None:
    visible = check.layer(Wrong, like=check.recorded(place, "Gate"), name="Gate")
    with pytest.raises(check.Failure):
        visible.against(Gate)(4).agrees(X)
    visible.against(Wrong)(4).agrees(X)


def test_the_same_recording_has_the_same_bytes(tmp_path: Path, place: str) -> None:
    with recording({"Gate": Gate}) as made:
        torch.manual_seed(0)
        asked(check.layer(Gate, like=check.recorded(place, "Gate")))
        first = to_json(made[place])
    with recording({"Gate": Gate}) as made:
        torch.manual_seed(0)
        asked(check.layer(Gate, like=check.recorded(place, "Gate")))
        assert to_json(made[place]) == first


def test_only_plain_things_can_be_kept(place: str) -> None:
    with recording({"Gate": Gate}), pytest.raises(TypeError, match="can't be kept"):
        Recorded(place, "Gate").recall("a", "b", lambda reference: {1, 2})


def test_what_only_rounding_keeps_from_zero_is_kept_as_zero_so_that_each_machine_writes_the_same_bytes() -> None:
    values = records._plain(torch.tensor([-2.8e-17, 0.25, 5e-13, 1e-11], dtype=torch.float64))["values"]
    assert values == [0.0, 0.25, 5e-13, 1e-11]
    assert records._plain(torch.tensor([2e-17, 1e-17], dtype=torch.float64))["values"] == [2e-17, 1e-17]
    assert records._plain(torch.tensor([float("inf"), 1.0]))["values"] == [float("inf"), 1.0]
