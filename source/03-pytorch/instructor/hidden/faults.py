"""Layers with one known fault each, so that a message can name what went wrong.

When a student's layer differs from the reference, each fault of that layer is run over the same steps; one that gives
the same wrong result is named. Every class takes the arguments of the layer that it gets wrong, and has its state_dict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Linear(nn.Linear):
    def __init__(self, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        if self.fault == "transposed":
            out = x @ self.weight.reshape(self.in_features, self.out_features)
            return out if self.bias is None else out + self.bias
        return F.linear(x, self.weight, None if self.fault == "no bias" else 2 * self.bias)


class BatchNorm2d(nn.BatchNorm2d):
    def __init__(self, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        fault, axes = self.fault, (0, 2, 3)
        if fault == "over the batch only":
            axes = (0,)
        if fault == "over height and width only":
            axes = (2, 3)
        mean, variance = x.mean(axes, keepdim=True), x.var(axes, unbiased=fault == "unbiased output", keepdim=True)
        if fault == "detached":
            mean, variance = mean.detach(), variance.detach()
        use_batch = self.training != (fault == "modes swapped") or fault == "batch in eval"
        if (self.training or fault == "updates in eval") and len(axes) == 3:
            self._update(x, mean.flatten(), variance.flatten())
        if not use_batch or fault == "running in training":
            mean, variance = (buffer.clone().view(1, -1, 1, 1) for buffer in (self.running_mean, self.running_var))
        root = variance.sqrt() + self.eps if fault == "eps outside" else (variance + self.eps).sqrt()
        out = (x - mean) / (root if fault != "no eps" else variance.sqrt())
        weight, bias = self.weight.view(1, -1, 1, 1), self.bias.view(1, -1, 1, 1)
        if fault == "no weight or bias":
            return out
        return out * weight if fault == "no bias" else out + bias if fault == "no weight" else out * weight + bias

    @torch.no_grad()
    def _update(self, x: Tensor, mean: Tensor, variance: Tensor) -> None:
        if self.fault == "no update":
            return
        count = x.numel() / x.shape[1]
        momentum = 1 - self.momentum if self.fault == "momentum reversed" else self.momentum
        if self.fault != "biased running variance":
            variance = variance * count / (count - 1)
        if self.fault == "running deviation":
            variance = variance.sqrt()
        self.running_mean.lerp_(mean, momentum)
        if self.fault != "no running variance":
            self.running_var.lerp_(variance, momentum)
        if self.fault != "no count":
            self.num_batches_tracked.add_(1)


class LayerNorm(nn.LayerNorm):
    def __init__(self, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        axes = {"batch": (0,), "all but batch": tuple(range(1, x.dim())), "all": tuple(range(x.dim()))}.get(
            self.fault, (-1,)
        )
        mean, variance = x.mean(axes, keepdim=True), x.var(axes, unbiased=self.fault == "unbiased", keepdim=True)
        root = variance.sqrt() + self.eps if self.fault == "eps outside" else (variance + self.eps).sqrt()
        if self.fault == "deviation":
            root = variance + self.eps
        out = (x - mean) / root
        return out if self.fault == "no weight or bias" else out * self.weight + self.bias


class RMSNorm(nn.RMSNorm):
    def __init__(self, size: int, eps: float = 1e-6, *, fault: str) -> None:
        super().__init__(size, eps=eps)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        axes = {"batch": (0,), "all but batch": tuple(range(1, x.dim())), "all": tuple(range(x.dim()))}.get(
            self.fault, (-1,)
        )
        if self.fault == "centred":
            x = x - x.mean(-1, keepdim=True)
        square = x.square().sum(axes, keepdim=True) if self.fault == "sum" else x.square().mean(axes, keepdim=True)
        root = square.sqrt() + self.eps if self.fault == "eps outside" else (square + self.eps).sqrt()
        out = x / root
        return out if self.fault == "no weight" else out * self.weight


class Conv2d(nn.Conv2d):
    def __init__(self, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        fault, weight, pad = self.fault, self.weight, int(self.padding[0])
        if fault == "flipped":
            weight = weight.flip(2, 3)
        if fault == "rows and columns swapped":
            weight = weight.transpose(2, 3)
        if fault == "padding at the end":
            x, pad = F.pad(x, (0, 2 * pad, 0, 2 * pad)), 0
        if fault == "padding at the start":
            x, pad = F.pad(x, (2 * pad, 0, 2 * pad, 0)), 0
        if fault == "one-sided padding":
            x, pad = F.pad(x, (pad, 0, pad, 0)), 0
        if fault == "one-sided padding at the end":
            x, pad = F.pad(x, (0, pad, 0, pad)), 0
        stride = 1 if fault == "no stride" else self.stride
        dilation = 1 if fault == "no dilation" else self.dilation
        groups = self.groups
        if fault == "groups ignored" and groups > 1:
            weight, groups = weight.repeat(1, groups, 1, 1), 1
        if fault == "first group only" and groups > 1:
            x, groups = x[:, : x.shape[1] // groups], 1
        if fault == "groups interleaved" and groups > 1:
            x = x.unflatten(1, (-1, groups)).transpose(1, 2).flatten(1, 2)
        return F.conv2d(
            x,
            weight,
            None if fault == "no bias" else self.bias,
            stride,
            0 if fault == "no padding" else pad,
            dilation,
            groups,
        )


class MaxPool2d(nn.MaxPool2d):
    def __init__(self, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault

    def forward(self, x: Tensor) -> Tensor:
        pad, size, stride = self.padding, self.kernel_size, self.stride
        if self.fault == "stride 1":
            stride = 1
        if self.fault == "mean":
            return F.avg_pool2d(x, size, stride, pad)
        if self.fault == "ceil":
            return F.max_pool2d(x, size, stride, pad, ceil_mode=True)
        value = {"zero": 0.0, "one": 1.0}.get(self.fault)
        return (
            F.max_pool2d(x, size, stride, pad)
            if value is None
            else F.max_pool2d(F.pad(x, (pad,) * 4, value=value), size, stride)
        )


FAULTS: dict[str, tuple[type[nn.Module], dict[str, str]]] = {
    "Linear": (
        Linear,
        {
            "transposed": "the weight is reshaped, not transposed: reshape keeps the order of the numbers",
            "no bias": "the bias is ignored",
            "twice the bias": "the bias is added twice",
        },
    ),
    "BatchNorm2d": (
        BatchNorm2d,
        {
            "no weight or bias": "the weight and bias are ignored: the normalised value is multiplied by weight and bias is added",
            "no weight": "the weight is ignored: the normalised value is multiplied by it",
            "no bias": "the bias is ignored: it is added at the end",
            "biased running variance": "your running variance is the biased one (divided by n, not n - 1)",
            "unbiased output": "the batch is normalised with the unbiased variance (divided by n - 1); for the output torch divides by n",
            "momentum reversed": "the momentum is reversed: new = (1 - momentum) * old + momentum * batch",
            "no running variance": "running_var is never updated in training mode",
            "no update": "the running statistics are never updated in training mode",
            "no count": "num_batches_tracked isn't counted up by one for each training batch",
            "updates in eval": "the running statistics are updated in evaluation mode too",
            "batch in eval": "evaluation mode uses the batch's own mean and variance; it must use the running ones",
            "modes swapped": "training and evaluation mode are swapped",
            "running in training": "training mode uses the running statistics; it must use the batch's own",
            "running deviation": "running_var holds the standard deviation, not the variance",
            "eps outside": "eps is added outside the root: it belongs inside, sqrt(var + eps)",
            "no eps": "eps is missing",
            "over the batch only": "the statistics are taken over the batch only: one mean per channel, over batch, height and width",
            "over height and width only": "the statistics are taken per image: one mean per channel, over batch, height and width",
            "detached": "the mean and variance are treated as constants: gradients flow through them too in training mode",
        },
    ),
    "LayerNorm": (
        LayerNorm,
        {
            "eps outside": "eps is added outside the root: it belongs inside, sqrt(var + eps)",
            "unbiased": "the variance is the unbiased one (divided by n - 1): layer norm divides by n",
            "deviation": "the values are divided by the variance, not by its root",
            "batch": "wrong axes: the statistics are taken over the batch; each row is normalised by itself, over the last axis",
            "all but batch": "wrong axes: the statistics are taken over all axes but the first; only the last one is normalised over",
            "all": "wrong axes: one mean for the whole tensor; only the last axis is normalised over",
            "no weight or bias": "the weight and bias are ignored",
        },
    ),
    "RMSNorm": (
        RMSNorm,
        {
            "eps outside": "eps is added outside the root: it belongs inside, sqrt(mean of squares + eps)",
            "centred": "the mean is subtracted: RMSNorm leaves it, that's what it saves over LayerNorm",
            "sum": "the squares are summed, not averaged",
            "batch": "wrong axes: the mean square is taken over the batch; each row is normalised by itself, over the last axis",
            "all but batch": "wrong axes: the mean square is taken over all axes but the first; only the last one is normalised over",
            "all": "wrong axes: one mean square for the whole tensor; only the last axis is normalised over",
            "no weight": "the weight is ignored",
        },
    ),
    "Conv2d": (
        Conv2d,
        {
            "flipped": "the kernel is flipped: a convolution layer slides it as it stands (cross-correlation)",
            "rows and columns swapped": "the kernel's rows and columns are swapped",
            "padding at the end": "one-sided padding: padding goes on all four sides, not twice at the bottom and right",
            "padding at the start": "one-sided padding: padding goes on all four sides, not twice at the top and left",
            "one-sided padding": "one-sided padding: only the top and left are padded; F.pad takes (left, right, top, bottom)",
            "one-sided padding at the end": "one-sided padding: only the bottom and right are padded; F.pad takes (left, right, top, bottom)",
            "no padding": "the padding is ignored",
            "no stride": "the stride is ignored",
            "no dilation": "the dilation is ignored",
            "groups ignored": "the groups are ignored: each group of outputs sees only its own group of inputs",
            "first group only": "the groups are ignored: every output channel reads the first group's inputs",
            "groups interleaved": "the groups are interleaved: a group is a run of neighbouring channels",
            "no bias": "the bias is ignored",
        },
    ),
    "MaxPool2d": (
        MaxPool2d,
        {
            "zero": "padded with zero: where all values are negative, 0 wins; pad with minus infinity",
            "one": "padded with 1: pad with minus infinity",
            "stride 1": "the stride is 1: it is the kernel's size if none is given",
            "mean": "that's the mean of the window, not its largest value",
            "ceil": "one window too many: a window that doesn't fit is left out",
        },
    ),
}


def _faults() -> dict[str, tuple[type[nn.Module], dict[str, str]]]:
    from hidden import references  # which builds on nothing here, and is seldom asked for

    return {**FAULTS, **references.FAULTS}


def known(name: str) -> Iterator[tuple[str, Callable[..., nn.Module]]]:
    """The known faults of the layer `name`: the words that name each, and a function that builds a layer with it."""
    found = _faults()
    if name in found:
        module, words = found[name]
        for fault, text in words.items():
            yield text, partial(module, fault=fault)
