"""What a residual block, a masked LSTM and multi-head attention must equal, right and with one known fault each.

Without a fault each class is the reference of its exercise; with one it is a layer that goes wrong in the way that the
fault's words say (see `faults.py`).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    """Two 3 by 3 convolutions with batch norm, and a way around them; the names are those of torchvision's BasicBlock."""

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, *, fault: str = "") -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.downsample: nn.Module | None = None
        if stride != 1 or in_channels != out_channels:
            projection = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
            self.downsample = nn.Sequential(projection, nn.BatchNorm2d(out_channels))
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        fault, shortcut = self.fault, x if self.downsample is None else self.downsample(x)
        out = self.bn1(self.conv1(x))
        out = self.bn2(self.conv2(out if fault == "no inner activation" else F.relu(out)))
        if fault == "no shortcut":
            return F.relu(out)
        if fault == "shortcut after activation":
            return F.relu(out) + shortcut
        if fault == "activated shortcut":
            return F.relu(out + F.relu(shortcut))
        return out + shortcut if fault == "no last activation" else F.relu(out + shortcut)


class MaskedLSTM(nn.LSTMCell):
    """torch's own cell, walked over padded sequences; the state stands still after a sequence's end."""

    def __init__(self, input_size: int, hidden_size: int, *, fault: str = "") -> None:
        super().__init__(input_size, hidden_size)
        self.fault = fault

    def _gates(self, x: Tensor, h: Tensor) -> list[Tensor]:
        bias = self.bias_ih if self.fault == "one bias" else self.bias_ih + self.bias_hh
        i, f, g, o = (x @ self.weight_ih.T + h @ self.weight_hh.T + bias).chunk(4, 1)
        orders = {"order ifog": (i, f, o, g), "order figo": (f, i, g, o), "order iofg": (i, g, o, f)}
        return list(orders.get(self.fault, (i, f, g, o)))

    def _cell(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        i, f, g, o = self._gates(x, h)
        new = f.sigmoid() * c + i.sigmoid() * (g.sigmoid() if self.fault == "sigmoid for tanh" else g.tanh())
        return o.sigmoid() * (new if self.fault == "no outer tanh" else new.tanh()), new

    def forward(self, x: Tensor, lengths: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:  # type: ignore[override]
        h, c = x.new_zeros(2, x.shape[0], self.hidden_size)
        outputs = []
        past = torch.arange(x.shape[1], device=x.device) >= lengths[:, None]
        x = torch.where(past[..., None] & ~x.isfinite(), 0, x)  # it would be NaN in the weights' gradients, too
        for step in range(x.shape[1]):
            shift = {"one step too many": -1, "one step too few": 1}.get(self.fault, 0)
            alive = (step + shift < lengths)[:, None]
            next_h, next_c = self._cell(x[:, step], h, c)
            if self.fault == "state past the end":
                h, c = next_h, next_c
            else:
                h = next_h if self.fault == "only c held" else torch.where(alive, next_h, h)
                c = next_c if self.fault == "only h held" else torch.where(alive, next_c, c)
            zero = torch.zeros_like(h)
            outputs.append(h if self.fault == "outputs past the end" else torch.where(alive, h, zero))
        return torch.stack(outputs, 1), (h, c)


class MultiheadAttention(nn.MultiheadAttention):
    """Self-attention with torch's weights, batch first; returns the output and each head's weights."""

    def __init__(self, embed_dim: int, num_heads: int, *, fault: str = "") -> None:
        super().__init__(embed_dim, num_heads, batch_first=True)
        self.fault = fault

    def _scale(self) -> float:
        whole: dict[str, float] = {
            "scaled by d": self.embed_dim,
            "scaled by the root of the width": math.sqrt(self.embed_dim),
        }
        whole |= {"scaled by the head's width": self.head_dim, "not scaled": 1.0}
        return 1.0 / whole.get(self.fault, math.sqrt(self.head_dim))

    def _allowed(self, x: Tensor, padding_mask: Tensor | None, causal: bool) -> Tensor:
        fault, (batch, steps, _) = self.fault, x.shape
        allowed = torch.ones(batch, 1, steps, steps, dtype=torch.bool, device=x.device)
        if padding_mask is not None and fault != "padding ignored":
            real = padding_mask if fault == "padding inverted" else ~padding_mask
            allowed = allowed & (real[:, None, :, None] if fault == "queries masked" else real[:, None, None, :])
        if causal and fault != "causal ignored":
            order = torch.ones(steps, steps, dtype=torch.bool, device=x.device)
            if fault == "causal reversed":
                return allowed & order.triu()
            allowed = allowed & order.tril({"causal without itself": -1, "causal looks ahead": 1}.get(fault, 0))
        return allowed

    def _weights(self, scores: Tensor, allowed: Tensor) -> Tensor:
        axis = -2 if self.fault == "softmax over queries" else -1
        if self.fault == "mask after softmax":
            return scores.softmax(axis) * allowed
        if self.fault in ("nan", "softmax over queries"):
            return scores.masked_fill(~allowed, -math.inf).softmax(axis)
        weights = scores.masked_fill(~allowed, torch.finfo(scores.dtype).min).softmax(axis)
        return weights if self.fault == "looks at everything" else weights * allowed

    def forward(self, x: Tensor, padding_mask: Tensor | None = None, causal: bool = False) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        batch, steps, width = x.shape
        three = F.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, -1)
        if self.fault == "heads mixed":
            q, k, v = (part.reshape(batch, self.num_heads, steps, self.head_dim) for part in three)
        elif self.fault == "heads interleaved":
            q, k, v = (part.unflatten(-1, (self.head_dim, self.num_heads)).permute(0, 3, 1, 2) for part in three)
        else:
            q, k, v = (part.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2) for part in three)
        weights = self._weights(q @ k.transpose(-1, -2) * self._scale(), self._allowed(x, padding_mask, causal))
        mixed = weights @ v
        joined = (
            mixed.reshape(batch, steps, width)
            if self.fault in ("heads joined", "heads mixed")
            else mixed.transpose(1, 2).flatten(2)
        )
        return joined if self.fault == "no projection" else self.out_proj(joined), weights


FAULTS: dict[str, tuple[type[nn.Module], dict[str, str]]] = {
    "ResidualBlock": (
        ResidualBlock,
        {
            "shortcut after activation": "the shortcut is added after the last activation: add first, then ReLU",
            "no shortcut": "the shortcut is missing: the input is added to what the convolutions give",
            "activated shortcut": "the shortcut goes through a ReLU of its own: it is added as it is",
            "no last activation": "the last ReLU, after the sum, is missing",
            "no inner activation": "the ReLU between the convolutions is missing",
        },
    ),
    "MaskedLSTM": (
        MaskedLSTM,
        {
            "order ifog": "the gate order is wrong (i, f, o, g): torch's is input, forget, cell, output",
            "order figo": "the gate order is wrong (f, i, g, o): torch's is input, forget, cell, output",
            "order iofg": "the gate order is wrong (i, o, f, g): torch's is input, forget, cell, output",
            "one bias": "bias_hh is left out: torch adds both biases",
            "sigmoid for tanh": "the cell gate goes through tanh, not through a sigmoid",
            "no outer tanh": "h = o * tanh(c): the tanh is missing",
            "state past the end": "the state runs on past the end of a sequence: it must stand still where the padding begins",
            "only h held": "c runs on past the end of a sequence: it must stand still, as h does",
            "only c held": "h runs on past the end of a sequence: it must stand still, as c does",
            "outputs past the end": "outputs past the end of a sequence are 0, not the last state again",
            "one step too many": "off by one: a sequence of length n takes the steps 0 to n - 1, and one more was taken",
            "one step too few": "off by one: a sequence of length n takes the steps 0 to n - 1, and the last one was left out",
        },
    ),
    "MultiheadAttention": (
        MultiheadAttention,
        {
            "scaled by d": "scaled by d: the scores are divided by the root of a head's width",
            "scaled by the root of the width": "scaled by the root of the whole width: each head has embed_dim / num_heads numbers, take the root of that",
            "scaled by the head's width": "scaled by d: the scores are divided by the root of a head's width, not by the width itself",
            "not scaled": "the scores aren't scaled: divide by the root of a head's width",
            "mask after softmax": "the mask comes after the softmax, so rows don't sum to 1: mask the scores before",
            "heads mixed": "the heads are mixed: split the last axis into (heads, width), then transpose; a plain reshape cuts across tokens",
            "heads joined": "the heads are joined without moving their axis back: transpose first, then flatten",
            "heads interleaved": "the heads are interleaved: a head is a run of neighbouring columns",
            "nan": "a row that may look at nothing gives NaN: its weights are 0 (softmax of nothing but minus infinity)",
            "looks at everything": "a row that may look at nothing looks at everything: its weights are 0",
            "padding inverted": "the padding mask is the wrong way round: True marks padding",
            "padding ignored": "the padding mask is ignored",
            "queries masked": "the padding mask hides queries (rows): it must hide keys (columns)",
            "causal ignored": "the causal mask is ignored",
            "causal reversed": "the causal mask is the wrong way round: a token sees itself and what came before",
            "causal without itself": "the causal mask is off by one: a token sees itself too",
            "causal looks ahead": "the causal mask is off by one: a token sees the next one",
            "softmax over queries": "the softmax runs over the queries: it must run over the keys, the last axis",
            "no projection": "the output projection is missing",
        },
    ),
}
