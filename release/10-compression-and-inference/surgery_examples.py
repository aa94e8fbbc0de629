"""Networks that the lesson on surgery draws: as plain data, with running statistics as after a training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

import surgery_nets

Draw = torch.Generator


def trained(layer: nn.Module, draw: Draw) -> None:
    """Fill a layer with numbers as training leaves them: norms with statistics far from 0 and 1."""
    with torch.no_grad():
        for name, value in layer.state_dict().items():
            if not value.is_floating_point():
                value.fill_(int(torch.randint(3, 90, (), generator=draw)))
                continue
            drawn = torch.randn(value.shape, generator=draw, dtype=torch.float64)
            if name == "running_var":
                drawn = 0.2 + 4 * torch.rand(value.shape, generator=draw, dtype=torch.float64)
            elif name == "running_mean":
                drawn = drawn.sign() * (0.5 + drawn.abs())
            elif isinstance(layer, nn.BatchNorm2d):
                drawn = drawn.sign() * (0.4 + drawn.abs())
            elif name == "weight":
                drawn = drawn / value[0].numel() ** 0.5
            value.copy_(drawn)


def chain(
    layers: Sequence[Any], seed: int | Draw = 0, *, dtype: torch.dtype = torch.float64, training: bool = True
) -> list[Any]:
    """Torch's layers as plain data, with drawn numbers; lists and whole numbers stand as in `surgery_nets.build`."""
    draw = torch.Generator().manual_seed(seed) if isinstance(seed, int) else seed
    plain: list[Any] = []
    for one in layers:
        if isinstance(one, int):
            plain.append(one)
        elif isinstance(one, list):
            plain.append(chain(one, draw, dtype=dtype, training=training))
        else:
            trained(one.double(), draw)
            plain += surgery_nets.describe(one.to(dtype).train(training))
    return plain


def net(
    net: surgery_nets.Net, seed: int | Draw = 0, *, dtype: torch.dtype = torch.float64, training: bool = True
) -> dict[str, Any]:
    """A `Net` as plain data, with drawn numbers."""
    draw = torch.Generator().manual_seed(seed) if isinstance(seed, int) else seed
    net.double()
    for layer in net.modules():
        if not list(layer.children()):
            trained(layer, draw)
    return surgery_nets.describe_net(net.to(dtype).train(training))
