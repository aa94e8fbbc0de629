"""What must hold of kept boxes and of found coins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook.check.failure import Failure, show

Box = Sequence[float]
GRID = 4  # samples a pixel, each way


def same_kept(actual: Any, expected: list[int], kind: str, given: Sequence[Any] = ()) -> None:
    """Fail unless *actual* is the int64 tensor of the kept boxes' indices *expected*; say which way it errs.

    *kind* names the instance: "two classes in one place", say; *given* are its boxes, scores, classes and threshold, as lists.
    """
    import torch

    what = f"nms, {kind}"
    if given:
        boxes, scores, classes, threshold = given
        few = f": boxes {boxes}, scores {scores}, classes {classes}" if len(boxes) <= 6 else f", {len(boxes)} boxes"
        what += f" (threshold {threshold}{few})"
    if type(actual) is not torch.Tensor or actual.dtype != torch.int64 or actual.dim() != 1:
        raise Failure(what, "a tensor of indices, 1-d, int64", show(actual), "what you return when a loop ends")
    kept = actual.tolist()
    if kept == expected:
        return
    extra, lost = [i for i in kept if i not in expected], [i for i in expected if i not in kept]
    if len(set(kept)) != len(kept):
        raise Failure(what, "every index at most once", "an index twice")
    if not extra and not lost:
        raise Failure(
            what,
            f"by falling score, ties by index: {_list(expected)}",
            f"the right boxes in another order: {_list(kept)}",
        )
    came = [f"{len(lost)} lost that should stay"] * bool(lost) + [f"{len(extra)} kept that should go"] * bool(extra)
    index = (lost + extra)[0]
    if given and index < len(given[0]):
        came.append(
            f"the first of them is box {index}, {given[0][index]}, score {given[1][index]:.4g}, class {given[2][index]}"
        )
    raise Failure(
        what, f"{len(expected)} boxes kept: {_list(expected)}", f"{len(kept)} kept, {_list(kept)}: {', '.join(came)}"
    )


def _list(indices: Sequence[int]) -> str:
    return f"[{', '.join(map(str, indices[:12]))}{', …' * (len(indices) > 12)}]"


def found(actual: Any, truth: Sequence[Box], what: str, *, least: float = 0.9, threshold: float = 0.5) -> None:
    """Fail unless *actual*, ``(boxes, scores)``, finds *least* of the *truth*, with few boxes too many.

    Each box, best score first, may claim one free object that it overlaps by *threshold* or more. At most
    ``1 - least`` of the boxes may claim nothing.
    """
    boxes, scores = _detections(actual, what)
    free, wrong = [list(box) for box in truth], 0
    for index in sorted(range(len(boxes)), key=lambda index: -scores[index]):
        claimed = [(share, box) for box in free if (share := _share(box, boxes[index])) >= threshold]
        if claimed:
            free.remove(max(claimed)[1])
        else:
            wrong += 1
    hits = len(truth) - len(free)
    came = f"{hits} found, {wrong} boxes on nothing or on a coin already found"
    if hits < least * len(truth):
        raise Failure(
            what, f"at least {least:.0%} of {len(truth)} found", came, "the score threshold, the radii, and x before y"
        )
    if wrong > (1 - least) * max(len(boxes), 1):
        raise Failure(
            what, f"at most {1 - least:.0%} wrong boxes", came, "the threshold of suppression, and that of the scores"
        )


def _share(coin: Box, found: Box) -> float:
    """Of the places that lie in one of the two, or in both, the share that lies in both: counted on a fine grid."""
    if found[0] >= coin[2] or found[2] <= coin[0] or found[1] >= coin[3] or found[3] <= coin[1]:
        return 0.0
    sides = []
    for first, last in ((0, 2), (1, 3)):
        low, high = round(GRID * min(coin[first], found[first])), round(GRID * max(coin[last], found[last]))
        inside = [
            [GRID * box[first] <= place + 0.5 < GRID * box[last] for place in range(low, high)] for box in (coin, found)
        ]
        sides.append([sum(map(all, zip(*inside, strict=True))), *map(sum, inside)])
    both, mine, other = (across * down for across, down in zip(*sides, strict=True))
    return both / (mine + other - both) if both else 0.0


def _detections(actual: Any, what: str) -> tuple[list[list[float]], list[float]]:
    import torch

    expected = "a tuple (boxes, scores) of float tensors, (N, 4) and (N,)"
    if type(actual) is not tuple or len(actual) != 2 or any(type(part) is not torch.Tensor for part in actual):
        raise Failure(what, expected, show(actual))
    boxes, scores = actual
    if boxes.dim() != 2 or boxes.shape[1] != 4 or tuple(scores.shape) != (len(boxes),):
        raise Failure(what, expected, f"{show(boxes)} and {show(scores)}")
    if not bool(torch.isfinite(boxes).all()) or not bool(torch.isfinite(scores).all()):
        raise Failure(what, "finite boxes and scores", "NaN or infinity")
    return boxes.tolist(), scores.tolist()
