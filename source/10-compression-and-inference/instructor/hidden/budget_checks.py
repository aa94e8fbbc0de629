"""What must hold of lesson 6's answers on drawn models, candidates and deliveries."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import budget_forms as forms
from hidden import budget_models as models
from workbook.check.failure import Failure

Answer = Callable[..., Any]
Model = list[dict[str, Any]]


def _told(layers: Model) -> str:
    return "; ".join(
        f"{len(layer['scale'])} rows of {layer['weights'].shape[1]}, {layer['bits']} bits{', relu' * layer['relu']}{', mask' * layer['mask']}"
        for layer in layers
    )


def packs(pack: Answer, drawn: Sequence[Model]) -> None:
    """Fail unless each model makes its file, also with scales in lists, and is left as it is."""
    for layers in drawn:
        forms.same_file(pack(copy.deepcopy(layers)), models.packed(layers), f"pack of a model of {_told(layers)}")
    lists = [{**layer, "scale": layer["scale"].tolist(), "bias": layer["bias"].tolist()} for layer in drawn[2]]
    forms.same_file(
        pack(lists), models.packed(lists), f"pack of a model of {_told(drawn[2])}, scales and biases as lists"
    )
    # thirds have no exact form in 16 bits: they are rounded to the nearest, not cut off
    thirds = [{**layer, "scale": layer["scale"] / 3, "bias": layer["bias"] / 3} for layer in drawn[0]]
    forms.same_file(pack(thirds), models.packed(thirds), f"pack of a model of {_told(drawn[0])}, scales in thirds")
    empty = models.without_weights(np.random.default_rng(len(drawn)))
    what = f"pack of a model of {_told(empty)}, in its first layer all weights are 0"
    forms.same_file(pack(copy.deepcopy(empty)), models.packed(empty), what)
    forms.unchanged(pack, (copy.deepcopy(drawn[5]),), "pack")


def unpacks(unpack: Answer, drawn: Sequence[Model]) -> None:
    """Fail unless each file gives its layers back."""
    for layers in drawn:
        forms.same_layers(unpack(models.packed(layers)), layers, f"unpack of a model of {_told(layers)}")
    empty = models.without_weights(np.random.default_rng(len(drawn)))
    what = f"unpack of a model of {_told(empty)}, in its first layer all weights are 0"
    forms.same_layers(unpack(models.packed(empty)), empty, what)


def too_large(pack: Answer, rng: np.random.Generator) -> None:
    """Fail unless a weight just outside of its layer's bits is refused, in any layer, at either end."""
    for bits in (2, 4, 8):
        for value in (2 ** (bits - 1), -(2 ** (bits - 1)) - 1):
            for place in (0, 1):
                layers = models.model(rng, 2)
                layers[place]["bits"], layers[place]["weights"] = bits, np.clip(layers[place]["weights"], -1, 1)
                layers[place]["weights"][-1, int(rng.integers(4))] = value
                what = f"pack of a model with the weight {value} in layer {place}, of {bits} bits"
                forms.refused(pack, layers, what)


def bills(bill: Answer, drawn: Sequence[Model]) -> None:
    """Fail unless the bill of each model is right, and leaves it as it is."""
    for layers in drawn:
        expected = models.billed(layers)
        forms.billed(
            bill(copy.deepcopy(layers)),
            expected["bytes"],
            expected["multiply_adds"],
            f"bill of a model of {_told(layers)}",
        )
    forms.unchanged(bill, (copy.deepcopy(drawn[5]),), "bill")


def candidate(rng: np.random.Generator, truth: NDArray[Any], right: int, bits: int, extra: int, mask: bool) -> Model:
    """A model of one layer that reads the first *right* of the 16 pixels of *truth* rightly and the others wrongly.

    It has *extra* weights on pixels that are always dark: they cost, and change no reading.
    """
    weights = np.zeros((10, 64), int)
    for pixel, digit in enumerate(truth):
        weights[digit if pixel < right else (digit + int(rng.integers(1, 10))) % 10, pixel] = 1
    dark = [(row, pixel) for row in range(10) for pixel in range(16, 64)]
    for place in rng.permutation(len(dark))[:extra]:
        weights[dark[place]] = -1
    ones = np.ones(10)
    return [{"weights": weights, "bits": bits, "scale": ones, "bias": 0 * ones, "relu": False, "mask": mask}]


# of the 16 pictures read rightly, bits, extra weights, mask
CASES: dict[str, tuple[tuple[tuple[int, int, int, bool], ...], tuple[int, int, float]]] = {
    "accuracy just met, and just missed": (((11, 4, 5, True), (12, 4, 9, True), (16, 4, 30, True)), (9999, 9999, 0.75)),
    "bytes just kept, and just broken": (((16, 4, 0, True), (16, 2, 11, True), (16, 2, 40, True)), (1, 9999, 0.5)),
    "multiply-adds just broken, and just kept": (((14, 8, 21, True), (16, 8, 20, True), (14, 8, 19, False)), (9999, 46, 0.5)),
    "as many multiply-adds, fewer bytes": (((16, 8, 7, True), (13, 4, 7, True), (14, 2, 7, True), (13, 2, 9, True)), (9999, 9999, 0.75)),
    "as many of both: the first": (((9, 4, 7, True), (16, 4, 7, True), (13, 4, 7, True), (12, 4, 7, True)), (9999, 9999, 0.75)),
    "more bytes, fewer multiply-adds": (((16, 2, 60, True), (13, 8, 30, True), (15, 4, 45, True)), (9999, 9999, 0.75)),
    "zeros without a mask": (((16, 2, 0, False), (13, 8, 300, True)), (9999, 9999, 0.75)),
    "nobody reads well enough": (((11, 4, 5, True), (8, 2, 0, True)), (9999, 9999, 0.75)),
    "nobody keeps both budgets": (((16, 2, 0, False), (16, 8, 90, True)), (300, 120, 0.5)),
}  # fmt: skip


def choices(choose: Answer, rng: np.random.Generator) -> None:
    """Fail unless the right candidate is chosen in each case, and nothing is changed."""
    for told, (specs, (size, adds, accuracy)) in CASES.items():
        truth = rng.integers(0, 10, 16)
        images = np.zeros((16, 64))
        images[np.arange(16), np.arange(16)] = 16
        order = rng.permutation(16)
        made = [candidate(rng, truth, *spec) for spec in specs]
        bills_made = [models.billed(layers) for layers in made]
        if size == 1:  # the second keeps it exactly, the first is cheaper and breaks it
            size = bills_made[1]["bytes"]
        may_go = [
            (cost["multiply_adds"], cost["bytes"], place)
            for place, (cost, spec) in enumerate(zip(bills_made, specs, strict=True))
            if cost["bytes"] <= size and cost["multiply_adds"] <= adds and spec[0] / 16 >= accuracy
        ]
        device = {"bytes": size, "multiply_adds": adds, "accuracy": accuracy}
        costs = [
            (cost["bytes"], cost["multiply_adds"], spec[0] / 16) for cost, spec in zip(bills_made, specs, strict=True)
        ]
        given = copy.deepcopy(made), images[order].reshape(16, 8, 8), truth[order], device
        what = f"choose for {device} from models with (bytes, multiply-adds, accuracy) {costs}"
        forms.chosen(choose(*given), min(may_go)[2] if may_go else None, f"{told}: {what}")
    forms.unchanged(choose, given, "choose")
    _nearly(choose, rng)


def _nearly(choose: Answer, rng: np.random.Generator) -> None:
    """The cheapest reads 159 of 200 pictures, and 160 are asked."""
    truth = rng.integers(0, 10, 16)
    shown = np.repeat(np.arange(16), [14] * 3 + [13] * 9 + [10] * 3 + [11])
    shown = shown[rng.permutation(len(shown))]
    images = np.zeros((len(shown), 64))
    images[np.arange(len(shown)), shown] = 16
    made = [candidate(rng, truth, 12, 4, 3, True), candidate(rng, truth, 13, 4, 20, True)]
    device = {"bytes": 9999, "multiply_adds": 9999, "accuracy": 0.8}
    what = f"choose for {device} from two models of accuracy 0.795 and 0.845, the first cheaper"
    forms.chosen(choose(made, images.reshape(-1, 8, 8), truth[shown], device), 1, what)


def delivers(deliver: Answer, rng: np.random.Generator, device: dict[str, Any], name: str) -> None:
    """Fail unless *deliver* gives a model for other pictures that keeps the budget, by our own count, and reads well enough."""
    images, labels, pictures, truth = forms.drawn(int(rng.integers(2**31)))
    images, pictures = images[:, :, ::-1].copy(), pictures[:, :, ::-1].copy()  # no library has them in a mirror
    layers = forms.delivery(deliver, images, labels, device, int(rng.integers(2**31)))
    for number, layer in enumerate(layers):
        low, high = int(layer["weights"].min()), int(layer["weights"].max())
        edge = 2 ** (layer["bits"] - 1)
        if low < -edge or high >= edge:
            raise Failure(
                f"'weights' of layer {number} for {name}, {layer['bits']} bits",
                f"from {-edge} to {edge - 1}",
                f"from {low} to {high}",
            )
    cost = models.billed(layers)
    for key, told in (("bytes", "the bytes"), ("multiply_adds", "the multiply-adds")):
        if cost[key] > device[key]:
            raise Failure(
                f"{told} of the model for {name} ({_told(layers)})", f"at most {device[key]}", str(cost[key]), "bill"
            )
    forms.reads(layers, pictures, truth, device, name)
