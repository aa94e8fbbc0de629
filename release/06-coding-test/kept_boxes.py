"""What must hold of the boxes that a suppression keeps, and of the overlaps that it goes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook.check.failure import Failure, show
from workbook.check.values import close


def same_kept(actual: Any, expected: list[int], kind: str, given: str = "") -> None:
    """Fail unless *actual* is the int64 tensor of the kept boxes' indices *expected*; say which way it errs.

    *kind* names the instance: "two classes in one place", say; *given* is the input, if it is small.
    """
    import torch

    what = f"nms, {kind}"
    if type(actual) is not torch.Tensor or actual.dtype != torch.int64 or actual.dim() != 1:
        raise Failure(what, "a tensor of indices, 1-d, int64", show(actual), "what you return when a loop ends")
    kept = actual.tolist()
    if kept == expected:
        return
    extra, lost = [i for i in kept if i not in expected], [i for i in expected if i not in kept]
    came = [f"{lost} lost"] * bool(lost) + [f"{extra} kept that should go"] * bool(extra)
    if len(set(kept)) != len(kept):
        came = ["an index twice"]
    elif not came:
        came = ["the right boxes in another order: by falling score, ties by index"]
    raise Failure(what + f": {given}" * bool(given), str(expected), f"{kept}: {', '.join(came)}")


def same_overlaps(actual: Any, expected: Any, one: Sequence[Any], other: Sequence[Any], kind: str) -> None:
    """Fail unless the tensor *actual* is *expected* in shape, dtype and values; name the two boxes that differ.

    *one* and *other* are the boxes in the format in which they were given.
    """
    import torch

    if type(actual) is not torch.Tensor or actual.shape != expected.shape or actual.dtype != expected.dtype:
        close(actual, expected, f"{kind}, {len(one)} by {len(other)}", dtype="same")
    off = ~torch.isclose(actual, expected, rtol=0, atol=1e-6 if expected.dtype == torch.float32 else 1e-7)
    for i, j in off.nonzero().tolist()[:1]:
        boxes = f"{one[i]} and {other[j]}"
        raise Failure(f"{kind}: {boxes}", f"{float(expected[i, j]):.6g}", f"{float(actual[i, j]):.6g}")
