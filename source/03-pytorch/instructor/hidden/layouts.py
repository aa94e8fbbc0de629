"""The same numbers, laid out otherwise in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def apart(tensor: Tensor) -> Tensor:
    """*tensor* with its axes in reverse in memory and a gap after each number: nothing about it is contiguous."""
    import torch

    axes = tuple(reversed(range(tensor.dim())))
    turned = tensor.permute(*axes)
    return torch.stack([turned, torch.ones_like(turned)], dim=-1)[..., 0].permute(*axes)
