"""The networks of the lesson on smaller models: lists of (weight, bias), with ReLU between, as the reader's firmware takes them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, relu

Layers = Sequence[tuple[Tensor, Tensor]]


def start(sizes: Sequence[int], seed: int) -> list[tuple[Tensor, Tensor]]:
    """Layers to begin with: *sizes* are the inputs, the widths between, and the outputs. Weights are (outputs, inputs)."""
    draw = torch.Generator().manual_seed(seed)
    layers = []
    for inputs, outputs in itertools.pairwise(sizes):
        weight = torch.randn(outputs, inputs, generator=draw) * (2 / inputs) ** 0.5
        layers.append((weight, torch.zeros(outputs)))
    return layers


def outputs(layers: Layers, x: Tensor) -> Tensor:
    """The logits (images, classes) for *x* (images, pixels)."""
    for place, (weight, bias) in enumerate(layers):
        x = x @ weight.T + bias
        if place < len(layers) - 1:
            x = relu(x)
    return x


def train(
    layers: Layers, loss: Callable[[Layers], Tensor], steps: int = 200, rate: float = 0.01
) -> list[tuple[Tensor, Tensor]]:
    """Trained copies of *layers*, after *steps* steps of Adam down ``loss(layers)``; they need no gradient any more."""
    own = [(weight.clone().requires_grad_(), bias.clone().requires_grad_()) for weight, bias in layers]
    optimizer = torch.optim.Adam([tensor for pair in own for tensor in pair], lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(own).backward()
        optimizer.step()
    return [(weight.detach(), bias.detach()) for weight, bias in own]


def alone(sizes: Sequence[int], images: Tensor, labels: Tensor, seed: int = 0) -> list[tuple[Tensor, Tensor]]:
    """Layers of these *sizes*, trained on labelled images and nothing else."""
    return train(start(sizes, seed), lambda layers: cross_entropy(outputs(layers, images), labels))


def numbers(layers: Layers) -> int:
    """How many numbers the layers hold, weights and biases together."""
    return sum(weight.numel() + bias.numel() for weight, bias in layers)


def share_right(layers: Layers, images: Tensor, labels: Tensor) -> float:
    """Of the images, the share whose largest logit is that of its label."""
    return float((outputs(layers, images).argmax(dim=1) == labels).float().mean())
