"""A small language model with weights at random: enough to see whether two ways to run it agree. What it lacks is attention.

Shapes: tokens (batch, new), x (batch, new, width), logits (batch, new, vocabulary), all numbers 64-bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

Cache = Any
Attention = Callable[..., tuple[Tensor, Cache]]


@dataclass
class Model:
    """Tokens in, logits out: embedding, layers of attention and two linear steps, and the embedding again."""

    heads: int
    kv_heads: int
    embedding: Tensor
    layers: list[dict[str, Tensor]]
    rows: int = field(default=0)
    """Tokens that went through the layers so far: each costs the same multiply-adds, but for attention's own."""

    @property
    def weights(self) -> int:
        """Numbers in the layers: so many multiply-adds a token."""
        return sum(weight.numel() for layer in self.layers for weight in layer.values())

    def __call__(
        self, attention: Attention, tokens: Tensor, padding: Tensor, caches: list[Cache] | None = None
    ) -> tuple[Tensor, list[Cache]]:
        """Logits of the new *tokens*, and the layers' caches, to be handed in with the next ones."""
        x = self.embedding[tokens]
        self.rows += tokens.numel()
        kept = []
        for number, layer in enumerate(self.layers):
            own = {name: layer[name] for name in ("query", "key", "value", "output")}
            before = None if caches is None else caches[number]
            out, cache = attention(_even(x), own, self.heads, self.kv_heads, padding, before)
            kept.append(cache)
            x = x + out
            x = x + torch.relu(_even(x) @ layer["up"].T) @ layer["down"].T
        return _even(x) @ self.embedding.T, kept


def _even(x: Tensor) -> Tensor:
    """Each token's numbers over their root mean square."""
    size: Tensor = (x.square().mean(-1, keepdim=True) + 1e-6).sqrt()
    return x / size


def small(
    seed: int = 0, heads: int = 4, kv_heads: int = 2, size: int = 8, layers: int = 3, vocabulary: int = 50
) -> Model:
    """A model whose weights are drawn from *seed*; *size* is the width of a head."""
    draw = torch.Generator().manual_seed(seed)
    width = heads * size

    def weight(rows: int, columns: int) -> Tensor:
        drawn: Tensor = torch.randn(rows, columns, generator=draw, dtype=torch.float64)
        return drawn / math.sqrt(columns)

    layers_drawn = [
        {
            "query": weight(heads * size, width),
            "key": weight(kv_heads * size, width),
            "value": weight(kv_heads * size, width),
            "output": weight(width, heads * size),
            "up": weight(4 * width, width),
            "down": weight(width, 4 * width),
        }
        for _ in range(layers)
    ]
    return Model(heads, kv_heads, weight(vocabulary, width), layers_drawn)


def letters(lengths: list[int], seed: int = 1, vocabulary: int = 50) -> tuple[Tensor, Tensor]:
    """Random tokens for a batch of letters of these *lengths*, filled up on the left with token 0; and how many are filling."""
    draw = torch.Generator().manual_seed(seed)
    longest = max(lengths)
    tokens = torch.randint(1, vocabulary, (len(lengths), longest), generator=draw)
    padding = torch.tensor([longest - length for length in lengths])
    tokens[torch.arange(longest) < padding[:, None]] = 0
    return tokens, padding
