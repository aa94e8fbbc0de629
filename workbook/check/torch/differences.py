"""Whether two tensors differ, and where most."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def differs(actual: Tensor, expected: Tensor, tolerance: float = 1e-4) -> bool:
    """Whether two tensors differ in shape, or anywhere by more than `tolerance` times the largest expected magnitude (at least 1)."""
    if actual.shape != expected.shape:
        return True
    if not expected.numel():
        return False
    actual, expected = actual.detach().double(), expected.detach().double()
    low, high = expected.aminmax()
    less, more = (actual - expected).aminmax()
    bound = tolerance * max(1.0, -low.item(), high.item())
    if -bound <= less.item() and more.item() <= bound < math.inf:
        return False  # a NaN, or an infinity, is looked at more closely
    finite = expected.abs().nan_to_num(0, 0, 0)
    same = torch.isclose(actual, expected, rtol=0, atol=tolerance * max(1.0, float(finite.max())), equal_nan=True)
    return not bool(same.all())


def first(actual: Tensor, expected: Tensor, digits: int = 6) -> str:
    """Where two tensors of one shape differ most, in words."""
    gap = (actual.double() - expected.double()).abs().nan_to_num(torch.inf, torch.inf)
    place = tuple(int(i) for i in torch.unravel_index(gap.argmax(), gap.shape)) if gap.dim() else ()
    where = f"[{', '.join(map(str, place))}]" if place else ""
    wanted, came = (f"{float(tensor[place]):.{digits}g}" for tensor in (expected, actual))
    return f"expected {wanted} at {where or 'the only entry'}, came {came}"
