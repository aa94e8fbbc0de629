"""What must hold of dropout, whatever numbers are drawn.

A share of n kept values lies within 7 standard deviations of its mean but for one time in 10^11, and so does each of the few
thousand products that tell whether places are drawn together, so the bounds below never refuse a right answer in practice.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from workbook.check.failure import fail
from workbook.check.observers import afterwards
from workbook.check.seeds import seed
from workbook.check.torch.differences import differs
from workbook.check.torch.layers import Case, Layer
from workbook.check.torch.observe import Steps

DEVIATIONS = 7.0
FEW, PASSES = 20, 30
EXACT = 1e-8  # how far 1 / (1 - p) may lie from the right one in float64
SOME = 200  # so many that two draws of theirs agree but for one time in 10^16 even if 1 in 10 is dropped


def drops(
    layer: Layer, p: float, shape: tuple[int, ...] = (80, 100), again: bool = True, grad: bool = True, **setting: Any
) -> None:
    """In training mode, each value alone is dropped with probability `p`, and the others are divided by 1 - p.

    With `again`, the same seed must also drop the same places again, in a new layer and in one that is there, and another
    seed others. Without `grad`, nothing is sent back: the layer runs under `torch.no_grad()`. `setting` may hold strided=True
    or a dtype (in half precision, 1 / (1 - p) must be exact, and in float64 it is looked at closely).
    """
    dtype = setting.get("dtype", torch.float32)
    notes = [" on a non-contiguous input"] * ("strided" in setting) + [f" in {dtype}"] * ("dtype" in setting)
    notes += [" under torch.no_grad()"] * (not grad)
    case = replace(layer(p), note="".join(notes))
    ones = torch.ones((), dtype=dtype).expand(shape)  # one number to be sent; the layer gets a copy of full size
    step = {"inputs": [ones], "train": True, "grad": grad}
    sent = {"cotangents": [torch.tensor(3.0).expand(shape)]} if grad else {}
    twice = case.begin([step | sent, step], seed=seed("dropout"), **setting)
    alone = case.begin([step], seed=seed("dropout"), **setting) if again else None
    few = {"inputs": [torch.ones(FEW, dtype=dtype)], "train": True}
    small = case.begin([few] * PASSES, seed=seed("dropout of few"), **setting) if again and 0 < p < 1 else None
    some = {"inputs": [torch.ones(SOME, dtype=dtype)], "train": True}
    seeds = [seed("dropout"), seed("another dropout"), seed("dropout")]
    seeded = case.begin([some | {"seed": one} for one in seeds], **setting) if again and 0 < p < 1 else None

    def compare() -> None:
        _dropped(case, p, ones, [*twice()["steps"], *(alone()["steps"] if alone else ())])
        if seeded:
            _follows(case, [step["outputs"][0] for step in seeded()["steps"]])
        if small:
            _counted(case, p, [step["outputs"][0] for step in small()["steps"]])

    afterwards(compare)


def _follows(case: Case, outputs: list[Tensor]) -> None:
    """One layer drops the same places after the same seed, and others after another."""
    first, other, again = outputs
    look = "a generator of your own doesn't follow torch.manual_seed: draw from torch's, with torch.rand_like(x)"
    if not torch.equal(first, again):
        fail(f"{case}, used twice, drops other places after the same torch.manual_seed", look=look)
    if torch.equal(first, other):
        fail(f"{case} drops the same places whatever torch.manual_seed was given", look=look)


def _counted(case: Case, p: float, outputs: list[Tensor]) -> None:
    """How many of a few values are dropped differs from pass to pass: the same count 30 times is out of the question."""
    counts = {int((out == 0).sum()) for out in outputs}
    if len(counts) == 1:
        fail(
            f"{case} drops exactly {counts.pop()} of {FEW} values in each of {PASSES} passes: each value is dropped alone, "
            "whatever becomes of the others",
            look="draw one number for each value and compare it with p",
        )


def _dropped(case: Case, p: float, ones: Tensor, steps: Steps) -> None:
    """What must hold of two passes on ones, and of one more with the seed of the first, if there is one."""
    first, second, *again = steps
    out = first["outputs"][0]
    if out.shape != ones.shape:
        fail(f"{case} makes {tuple(out.shape)} of {tuple(ones.shape)}", look="forward")
    if out.dtype != ones.dtype:
        fail(f"{case} gives {out.dtype}, expected {ones.dtype}, the dtype of the input", look="the dtype of the mask")
    _rescaled(case, out, p)
    _share(case, out, p)
    if 0 < p < 1:
        _together(case, out, p)
    if p and torch.equal(out, second["outputs"][0]):
        fail(f"{case} drops the same places in each forward pass", look="the mask is drawn in forward, not in __init__")
    if again and not torch.equal(out, again[0]["outputs"][0]):
        fail(
            f"{case} isn't repeatable under torch.manual_seed",
            look="draw the mask with torch (torch.rand_like), not with numpy or random",
        )
    if first["changed"]:
        fail(f"{case}: the input was changed", look="an in-place operation in forward")
    gradients = first.get("grad_inputs", [])
    if any(gradient is None or differs(gradient, 3 * out) for gradient in gradients):
        fail(
            f"{case}: the gradient of the input is not the mask times 1 / (1 - p)",
            look="forward: multiply the input by the mask",
        )


def _rescaled(case: Case, out: Tensor, p: float) -> None:
    kept, scale = out[out != 0], 1 / (1 - p)
    if bool(torch.isnan(out).any()):
        fail(f"{case} gives NaN", look="0 * infinity, or 0 / 0")
    exact = out.dtype == torch.float64
    if not kept.numel() or not differs(kept, torch.full_like(kept, scale), EXACT if exact else 1e-4):
        return
    came = f"on an input of ones, expected 0 or {scale:.{10 if exact else 4}g}, came {kept.unique()[:4].tolist()}"
    if kept.numel() == out.numel() and 0 < p < 1 and not differs(out, torch.ones_like(out)):
        fail(f"{case} drops nothing in training mode", look="self.training tells the mode, and nothing else does")
    if not differs(kept, torch.ones_like(kept)):
        fail(f"{case}: the kept values are not rescaled by 1/(1-p): {came}", look="in training mode, divide by 1 - p")
    if p and not differs(kept, torch.full_like(kept, 1 / p)):
        fail(f"{case}: the kept values are divided by p: {came}", look="p is the probability to drop, 1 - p to keep")
    if not differs(kept, torch.full_like(kept, 1 - p)):
        fail(
            f"{case}: the kept values are multiplied by 1 - p, not divided: {came}", look="E[mask] = 1 - p must cancel"
        )
    fail(f"{case}: the kept values have the wrong scale: {came}", look="divide by 1 - p, once")


def _share(case: Case, out: Tensor, p: float) -> None:
    zeros = (out == 0).double().reshape(-1, out.shape[-1])
    bound = DEVIATIONS * math.sqrt(p * (1 - p) / zeros.numel())
    share = float(zeros.mean())
    for axis, name in ((1, "row"), (0, "column")):
        group = zeros.mean(axis)
        spread = DEVIATIONS * math.sqrt(p * (1 - p) / zeros.shape[axis]) + 1e-3
        if not float((group - share).abs().max()) <= spread:
            fail(f"{case} drops whole {name}s together", look="draw one number for each value: torch.rand_like(x)")
    if not abs(share - p) <= bound:
        turned = abs(share - (1 - p)) <= bound
        if not turned and 0 < share < 1:
            _together(case, out, share)  # a few draws for many values miss the share by luck
        hint = "p is the probability to drop, not to keep" if turned else "how the mask is drawn"
        fail(f"{case} drops {share:.1%} of {zeros.numel()} values, expected about {p:.1%}", look=hint)


def _together(case: Case, out: Tensor, p: float) -> None:
    """No two places a fixed way apart, in the order of the values, are dropped together more often than others, or less often."""
    away = (out.flatten() == 0).double() - p
    spectrum = torch.fft.rfft(away)
    products = torch.fft.irfft(spectrum * spectrum.conj(), away.numel())[1 : away.numel() // 2 + 1]
    apart = products.abs() / (p * (1 - p) * math.sqrt(away.numel()))
    if float(apart.max()) > DEVIATIONS + 1:
        fail(
            f"{case}: values that stand {int(apart.argmax()) + 1} places apart are dropped together",
            look="draw one number for each value: torch.rand_like(x)",
        )


def drops_all(layer: Layer, x: Tensor) -> None:
    """With p = 1 all values become 0 in training mode, and so does what is sent back, if anything is."""
    case = layer(1)
    step = {"inputs": [x], "train": True, "cotangents": [torch.full(x.shape, 3.0)]}
    record = case.observe([step])["steps"][0]
    out, gradient = record["outputs"][0], record["grad_inputs"][0]
    if differs(out, torch.zeros_like(x)):
        fail(f"{case} in training mode: expected zeros, came {out.flatten()[:4].tolist()}", look="p = 1: 0 / 0 is NaN")
    if gradient is not None and differs(gradient, torch.zeros_like(x)):
        came = gradient.flatten()[:4].tolist()
        look = "a division by 1 - p is a division by 0, also on the way back: treat p = 1 before it"
        fail(f"{case}: the gradient of the input is {came}, expected zeros", look=look)


def leaves_alone(layer: Layer, p: float, x: Tensor) -> None:
    """In evaluation mode the input comes out as it is."""
    case = layer(p)
    x = x.expand(40, *x.shape).clone()  # so many that an active dropout does drop some
    out = case.output(x, train=False, seed=seed("dropout"))
    if differs(out, x, 1e-6):
        zeros = bool(((out == 0) & (x != 0)).any())
        why = (
            "dropout is active"
            if zeros
            else f"the values are scaled ({float(out.flatten()[0]):.4g} for {float(x.flatten()[0]):.4g})"
        )
        fail(
            f"{case} in evaluation mode: expected the input as it is, but {why}",
            look="self.training is False after layer.eval()",
        )
