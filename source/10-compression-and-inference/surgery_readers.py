"""Pavel's two readers of meter digits for the lesson on surgery: trained for a second, with most channels set to zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn

import surgery_nets

MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
Keep = dict[str, list[int]]


def _train(model: nn.Module, images: Tensor, digits: Tensor, steps: int, dead: dict[str, Tensor]) -> None:
    """A few hundred steps of Adam; the norms in *dead* hold their channels at zero."""
    layers: dict[str, Any] = dict(model.named_modules())
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
    draw = torch.Generator().manual_seed(1)
    model.train()
    for _ in range(steps):
        some = torch.randint(len(images), (64,), generator=draw)
        loss = nn.functional.cross_entropy(model(images[some]), digits[some])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        with torch.no_grad():
            for name, gone in dead.items():
                layers[name].weight[gone] = 0
                layers[name].bias[gone] = 0
    model.eval()


def _prune(model: nn.Module, pairs: dict[str, list[str]], share: float, images: Tensor, digits: Tensor) -> Keep:
    """Train, set the weakest channels of each convolution to zero in all norms named with it, train on; the channels kept."""
    _train(model, images, digits, 60, {})
    layers: dict[str, Any] = dict(model.named_modules())
    keep: Keep = {}
    dead: dict[str, Tensor] = {}
    for conv, norms in pairs.items():
        strength = layers[norms[0]].weight.detach().abs()
        strongest = strength.argsort(descending=True)[: max(1, round(len(strength) * share))]
        keep[conv] = sorted(strongest.tolist())
        gone = torch.ones(len(strength), dtype=torch.bool)
        gone[strongest] = False
        dead |= dict.fromkeys(norms, gone)
    _train(model, images, digits, 60, dead)
    return keep


def meter_images() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Images of shape (n, 1, 8, 8) from 0 to 1 and their digits, for training; then others, never seen in it."""
    pictures = load_digits()
    order = torch.randperm(len(pictures.target), generator=torch.Generator().manual_seed(4))
    images = torch.tensor(pictures.images, dtype=torch.float32)[order][:, None] / 16
    digits = torch.tensor(pictures.target)[order]
    return images[:1200], digits[:1200], images[1200:], digits[1200:]


def chain_reader(images: Tensor, digits: Tensor) -> tuple[nn.Sequential, Keep]:
    """A Sequential for images of shape (n, 1, 8, 8), and which channels of its convolutions at 0 and 7 aren't zero."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        model = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 16, 3, padding=1, groups=16, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 32, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), nn.Flatten(), nn.Linear(512, 10),
        )  # fmt: skip
    keep = _prune(model, {"0": ["1", "5"], "7": ["8"]}, 0.4, images, digits)
    return model, keep


def block_reader(images: Tensor, digits: Tensor) -> tuple[surgery_nets.Net, Keep]:
    """A `Net` for images of shape (n, 1, 8, 8), and which channels of its convolutions aren't zero."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        conv = nn.Conv2d(1, 8, 3, padding=1, bias=False)
        blocks = [surgery_nets.Block(8, 8, 8), surgery_nets.Block(8, 16, 16, stride=2)]
        net = surgery_nets.Net(conv, blocks, nn.Linear(16, 10))
    pairs = {"conv": ["norm"], "blocks.1.skip.0": ["blocks.1.skip.1"]}
    pairs |= {f"blocks.{block}.conv{k}": [f"blocks.{block}.norm{k}"] for block in (0, 1) for k in (1, 2)}
    keep = _prune(net, pairs, 0.5, images, digits)
    return net, keep


def settle(exercise: str, answer: Callable[[], str]) -> None:
    """Print what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(said)


def compare(large: nn.Module, small: nn.Module, images: Tensor, digits: Tensor) -> str:
    """What the two say of pictures that neither was trained on, and how large they are."""
    with torch.no_grad():
        said, now = large(images), small(images)
    sizes = [surgery_nets.numbers(model) for model in (large, small)]
    right = [int((scores.argmax(1) == digits).sum()) for scores in (said, now)]
    return "\n".join(
        [
            f"large: {sizes[0]:5} parameters, {4 * sizes[0]:6} bytes, {right[0]} of {len(digits)} digits right",
            f"small: {sizes[1]:5} parameters, {4 * sizes[1]:6} bytes, {right[1]} of {len(digits)} digits right",
            f"the same digit on {int((said.argmax(1) == now.argmax(1)).sum())} of {len(digits)} pictures; "
            f"scores differ by less than a thousandth: {bool((said - now).abs().max() < 1e-3)}",
        ]
    )
