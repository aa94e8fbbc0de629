"""The networks of the lesson on surgery: a residual one, masked ones, and a network as plain data and back."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

__all__ = ["Block", "Net", "build", "build_net", "describe", "describe_net", "masked", "masked_net", "numbers"]

SETTINGS: dict[str, tuple[str, ...]] = {
    "Conv2d": (
        "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "padding_mode"
    ),
    "BatchNorm2d": ("num_features", "eps", "momentum", "affine", "track_running_stats"),
    "Linear": ("in_features", "out_features"),
    "MaxPool2d": ("kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"),
    "AvgPool2d": ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"),
    "AdaptiveAvgPool2d": ("output_size",),
    "Flatten": ("start_dim", "end_dim"),
    "Dropout": ("p", "inplace"),
    "LeakyReLU": ("negative_slope", "inplace"),
    "ReLU": ("inplace",),
    "Tanh": (),
    "Sigmoid": (),
    "Identity": (),
}  # fmt: skip
"""What each kind of layer is made with, beside its numbers."""

Entry = dict[str, Any]
"""A layer as plain data: its kind, its settings, its tensors by name, and which mode it is in."""


class Block(nn.Module):
    """Two convolutions with their norms, added to what came in.

    From (batch, inputs, height, width) to (batch, outputs, …); `skip` is None, or a Sequential of a convolution and its norm.
    """

    def __init__(
        self, inputs: int, inside: int, outputs: int, *, stride: int = 1, bias: bool = False, affine: bool = True
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, inside, 3, stride, 1, bias=bias)
        self.norm1 = nn.BatchNorm2d(inside, affine=affine)
        self.conv2 = nn.Conv2d(inside, outputs, 3, 1, 1, bias=bias)
        self.norm2 = nn.BatchNorm2d(outputs, affine=affine)
        self.skip: nn.Module | None = None
        if stride != 1 or inputs != outputs:
            short = nn.Conv2d(inputs, outputs, 1, stride, bias=bias)
            self.skip = nn.Sequential(short, nn.BatchNorm2d(outputs, affine=affine))

    def forward(self, x: Tensor) -> Tensor:
        """ReLU(norm2(conv2(ReLU(norm1(conv1(x))))) + what the skip makes of x)."""
        short = x if self.skip is None else self.skip(x)
        inside = torch.relu(self.norm1(self.conv1(x)))
        return torch.relu(self.norm2(self.conv2(inside)) + short)


class Net(nn.Module):
    """A convolution and its norm, the blocks one after the other, the mean of each map, and a linear head.

    From (batch, channels, height, width) to (batch, classes).
    """

    def __init__(self, conv: nn.Conv2d, blocks: Sequence[Block], head: nn.Linear, *, affine: bool = True) -> None:
        super().__init__()
        self.conv = conv
        self.norm = nn.BatchNorm2d(conv.out_channels, affine=affine)
        self.blocks = nn.Sequential(*blocks)
        self.head = head

    def forward(self, x: Tensor) -> Tensor:
        """The scores of each class."""
        trunk = self.blocks(torch.relu(self.norm(self.conv(x))))
        scores: Tensor = self.head(trunk.mean((2, 3)))
        return scores


def numbers(model: nn.Module) -> int:
    """How many parameters a model has."""
    return sum(parameter.numel() for parameter in model.parameters())


def masked(model: nn.Sequential, at: int, keep: Sequence[int]) -> nn.Sequential:
    """A copy of *model*, as large, in evaluation mode: all but the channels *keep* of the convolution ``model[at]`` are set to 0.

    They are 0 behind each layer from there on, up to the next layer that reads them all: an ordinary convolution or a linear one.
    """
    copied = copy.deepcopy(model).eval()
    layers: list[Any] = list(copied)
    on = torch.zeros(layers[at].weight.shape[0], dtype=layers[at].weight.dtype)
    on[list(keep)] = 1
    for place, layer in enumerate(layers[at:], start=at):
        reads = isinstance(layer, nn.Linear) or (isinstance(layer, nn.Conv2d) and layer.groups == 1)
        if isinstance(layer, nn.Flatten) or (place > at and reads):
            break
        layer.register_forward_hook(lambda _layer, _given, out: out * on[:, None, None])
    return copied


def masked_net(net: Net, keep: Mapping[str, Sequence[int]]) -> Net:
    """A copy of *net*, as large, in evaluation mode: of each convolution named in *keep*, the channels not listed are 0 behind its norm."""
    copied = copy.deepcopy(net).eval()
    layers: dict[str, Any] = dict(copied.named_modules())
    for name, channels in keep.items():
        norm = name.replace("conv", "norm") if not name.endswith("skip.0") else name[:-1] + "1"
        on = torch.zeros(layers[name].weight.shape[0], dtype=copied.conv.weight.dtype)
        on[list(channels)] = 1
        layers[norm].register_forward_hook(lambda _layer, _given, out, on=on: out * on[:, None, None])
    return copied


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | list) else value


def _layer(layer: Any) -> Entry:
    """One layer without children as plain data; of a kind that is not known here only the name."""
    kind = type(layer).__name__
    tensors = {**dict(layer.named_parameters(recurse=False)), **dict(layer.named_buffers(recurse=False))}
    return {
        "kind": kind,
        "settings": {name: _plain(getattr(layer, name, None)) for name in SETTINGS.get(kind, ())},
        "tensors": {name: value.detach().clone() for name, value in tensors.items()},
        "learns": sorted(name for name, value in layer.named_parameters(recurse=False) if value.requires_grad),
        "parameters": sorted(name for name, _ in layer.named_parameters(recurse=False)),
        "training": bool(layer.training),
    }


def describe(model: nn.Module) -> list[Entry]:
    """The layers of a Sequential (and of those inside it) in the order in which they run."""
    if isinstance(model, nn.Sequential):
        return [entry for layer in model for entry in describe(layer)]
    return [_layer(model)]


def _made(entry: Entry) -> nn.Module:
    kind = entry["kind"]
    settings = {name: tuple(value) if isinstance(value, list) else value for name, value in entry["settings"].items()}
    tensors = entry["tensors"]
    if kind in ("Conv2d", "Linear"):
        settings["bias"] = "bias" in tensors
    if kind == "Conv2d":  # the tensor counts, as it does when the layer runs, and not what the layer says of itself
        outputs, inputs = tensors["weight"].shape[:2]
        settings |= {"out_channels": outputs, "in_channels": inputs * settings["groups"]}
    with torch.random.fork_rng(devices=[]):
        layer: nn.Module = getattr(nn, kind)(**settings)
    for name, value in tensors.items():
        if name in layer._parameters:
            setattr(layer, name, nn.Parameter(value.clone(), requires_grad=name in entry["learns"]))
        else:
            layer.register_buffer(name, value.clone())
    return layer.train(entry["training"])


def build(entries: Sequence[Any]) -> nn.Sequential:
    """The Sequential of these entries; a list among them is a Sequential inside, a whole number the layer made at that place, again."""
    layers: list[nn.Module] = []
    for entry in entries:
        if isinstance(entry, int):
            layers.append(layers[entry])
        elif isinstance(entry, list):
            layers.append(build(entry))
        else:
            layers.append(_made(entry))
    model = nn.Sequential(*layers)
    model.training = any(layer.training for layer in layers)
    return model


def describe_net(net: Any) -> dict[str, Any]:
    """A `Net` as plain data: each layer by its name."""
    layers = {name: _layer(one) for name, one in net.named_modules() if not list(one.children())}
    return {
        "kind": type(net).__name__,
        "blocks": [type(block).__name__ for block in net.blocks],
        "layers": layers,
        "modes": sorted({bool(one.training) for one in net.modules()}),
    }


def build_net(plain: Mapping[str, Any]) -> Net:
    """The `Net` of what :func:`describe_net` says."""
    layers = {name: _made(entry) for name, entry in plain["layers"].items()}
    blocks = []
    for number in range(len(plain["blocks"])):
        block = Block(1, 1, 1)
        for name in ("conv1", "norm1", "conv2", "norm2"):
            setattr(block, name, layers[f"blocks.{number}.{name}"])
        if f"blocks.{number}.skip.0" in layers:
            block.skip = nn.Sequential(layers[f"blocks.{number}.skip.0"], layers[f"blocks.{number}.skip.1"])
        blocks.append(block)
    conv: Any = layers["conv"]
    head: Any = layers["head"]
    net = Net(conv, blocks, head)
    net.norm = layers["norm"]  # type: ignore[assignment]
    modes = plain["modes"]
    if len(modes) == 1:
        net.train(modes[0])
    return net
