"""The references keep their own contracts, and each known fault is refused by its own words."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from hidden import faults, references
from workbook import check
from workbook.check.torch.layers import Layer

INSTRUCTOR = Path(__file__).resolve().parents[1]
IMAGE = torch.randn(4, 4, 6, 5, generator=torch.Generator().manual_seed(1))
ROWS = torch.randn(3, 5, 4, generator=torch.Generator().manual_seed(2))
EVENTS = (ROWS, torch.tensor([5, 2, 0]))
HIDDEN = torch.tensor([[False] * 5, [False, False, False, True, True], [True] * 5])

# Arguments and steps that show each fault of a layer.
CASES = {
    "Linear": (nn.Linear, (4, 4), {}, [ROWS]),
    "BatchNorm2d": (nn.BatchNorm2d, (4,), {"eps": 0.3}, [IMAGE, IMAGE + 1]),
    "LayerNorm": (nn.LayerNorm, (4,), {"eps": 0.3}, [ROWS]),
    "RMSNorm": (lambda size, eps=1e-6: nn.RMSNorm(size, eps=eps), (4,), {"eps": 0.3}, [ROWS]),
    "Conv2d": (nn.Conv2d, (4, 4, 3), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2}, [IMAGE]),
    "MaxPool2d": (nn.MaxPool2d, (2,), {"padding": 1, "stride": 2}, [IMAGE - 9]),
    "ResidualBlock": (references.ResidualBlock, (4, 4), {}, [IMAGE]),
    "MaskedLSTM": (references.MaskedLSTM, (4, 3), {}, [EVENTS]),
    "MultiheadAttention": (
        references.MultiheadAttention,
        (4, 2),
        {},
        [(ROWS, {"padding_mask": HIDDEN, "causal": True})],
    ),
}


def contract(name: str, answer: object = None) -> Layer:
    like = CASES[name][0]
    return check.layer(answer or like, like, name=name)


@pytest.mark.parametrize("name", CASES)
def test_the_reference_keeps_its_own_contract(name: str) -> None:
    _, args, kwargs, batches = CASES[name]
    case = contract(name)(*args, **kwargs)
    case.state()
    case.agrees(*batches)
    case.agrees(*batches, train=False)
    case.strided(*batches)
    case.half(*batches, train=False)


@pytest.mark.parametrize(
    ("name", "words", "faulty"), [(name, words, faulty) for name in CASES for words, faulty in faults.known(name)]
)
def test_each_known_fault_is_refused_by_its_own_words(name: str, words: str, faulty: object) -> None:
    _, args, kwargs, batches = CASES[name]
    case = contract(name, faulty)(*args, **kwargs)
    found = []
    for train in (True, False):
        try:
            case.agrees(*batches, train=train)
        except check.Failure as failure:
            found.append(failure.look)
    if not found:  # faults that need a stride that isn't given, or a window that doesn't fit
        other = {"MaxPool2d": ((3,), {}), "Linear": ((4, 4), {})}[name]
        with pytest.raises(check.Failure) as caught:
            contract(name, faulty)(*other[0], **other[1]).agrees(*batches)
        found = [caught.value.look]
    assert any(look for look in found)
    if words.split(":")[0].split(" (")[0] not in {"torch adds both biases"}:
        assert any(look in {text for text, _ in faults.known(name)} for look in found)


def flat(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """The numbers and words of a record, each with its place."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flat(item, f"{place}/{key}")
    else:
        yield place, value


def test_what_visible_tests_compare_with_is_what_the_references_give() -> None:
    made = runpy.run_path(str(INSTRUCTOR / "make_data.py"))["records"]()
    assert len(made) == 4
    for name, text in made.items():
        now = dict(flat(json.loads(text)))
        kept = dict(flat(json.loads((INSTRUCTOR.parent / "data" / name).read_text(encoding="utf-8"))))
        assert now.keys() == kept.keys()
        for place, value in now.items():  # another processor may round otherwise
            near = pytest.approx(kept[place], rel=1e-4, abs=1e-6) if isinstance(value, float) else kept[place]
            assert value == near, place
