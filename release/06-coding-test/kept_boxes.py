"""What must hold of the boxes that a suppression keeps."""

from __future__ import annotations

from typing import Any

from workbook.check.failure import Failure, show


def same_kept(actual: Any, expected: list[int], kind: str) -> None:
    """Fail unless *actual* is the int64 tensor of the kept boxes' indices *expected*; say which way it errs.

    *kind* names the instance: "two classes in one place", say.
    """
    import torch

    what = f"nms, {kind}"
    if type(actual) is not torch.Tensor or actual.dtype != torch.int64 or actual.dim() != 1:
        raise Failure(what, "a tensor of indices, 1-d, int64", show(actual), "what you return when a loop ends")
    kept = actual.tolist()
    if kept == expected:
        return
    extra, lost = [i for i in kept if i not in expected], [i for i in expected if i not in kept]
    if len(set(kept)) != len(kept):
        raise Failure(what, "every index at most once", "an index twice")
    if not extra and not lost:
        raise Failure(what, "the kept boxes by falling score, ties by index", "the right boxes in another order")
    came = [f"{len(lost)} lost that should stay"] * bool(lost) + [f"{len(extra)} kept that should go"] * bool(extra)
    raise Failure(what, f"{len(expected)} boxes kept", f"{len(kept)} kept: {', '.join(came)}")
