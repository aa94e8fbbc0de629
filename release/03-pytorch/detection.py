"""Pictures of boxes: two boxes and their overlap, and what a suppression threshold leaves of a detector's boxes.

Boxes are ``[x1, y1, x2, y2]`` in pixels, y down.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.notebook import interactive, svg

__all__ = ["overlap", "overlap_cases", "panels", "suppression"]

Box = Sequence[float]

FIXED = (60.0, 50.0, 160.0, 130.0)
CASES = [
    ("apart", (190.0, 150.0, 250.0, 200.0)),
    ("touching", (160.0, 60.0, 250.0, 120.0)),
    ("overlapping", (110.0, 70.0, 230.0, 150.0)),
    ("inside", (80.0, 65.0, 140.0, 115.0)),
]
WIDTH, HEIGHT = 300, 220


def _area(box: Box) -> float:
    """0 for a box that is turned inside out: the common part of two boxes that are apart."""
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _outline(box: Box, colour: str, *, dash: str = "", width: float = 2, fill: str = "none") -> str:
    x1, y1, x2, y2 = box
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{x1:g}" y="{y1:g}" width="{x2 - x1:g}" height="{y2 - y1:g}" fill="{fill}" fill-opacity="0.35" '
        f'stroke="{colour}" stroke-width="{width:g}"{dashed}/>'
    )


@dataclass(frozen=True)
class _Drawn:
    """Box A and another one, as they are drawn: shapes, and what is said below and beside them."""

    shapes: list[str]
    areas: str
    told: str


def _pair(other: Box, title: str) -> _Drawn:
    hull = [min(FIXED[0], other[0]), min(FIXED[1], other[1]), max(FIXED[2], other[2]), max(FIXED[3], other[3])]
    common = [max(FIXED[0], other[0]), max(FIXED[1], other[1]), min(FIXED[2], other[2]), min(FIXED[3], other[3])]
    dark, whole, around = _area(common), _area(FIXED) + _area(other) - _area(common), _area(hull)
    shapes = [_outline(hull, "#8a8a82", dash="5 4", width=1.5)]
    if dark:
        shapes.append(_outline(common, "none", width=0, fill=svg.SERIES[3]))
    shapes += [_outline(FIXED, svg.SERIES[0]), _outline(other, svg.SERIES[1])]
    shapes += [
        svg.text(FIXED[0] + 5, FIXED[1] + 17, "A", colour=svg.SERIES[0], bold=True),
        svg.text(other[2] - 5, other[3] - 6, "B", colour=svg.SERIES[1], bold=True, anchor="end"),
        svg.text(12, 22, title, bold=True, size=15),
        svg.text(
            WIDTH - 12,
            22,
            f"IoU {dark / whole:.2f}   GIoU {dark / whole + whole / around - 1:.2f}",
            anchor="end",
            size=15,
        ),
    ]
    told = f"common area {dark:g}, union {whole:g}, IoU {dark / whole:.3f}"
    return _Drawn(shapes, f"common {dark:g}   union {whole:g}   hull {around:g}", told)


def overlap_cases() -> str:
    """Four positions of two boxes, with their IoU and GIoU."""
    shapes, told = [], []
    for index, (title, other) in enumerate(CASES):
        x, y = (index % 2) * (WIDTH + 20), (index // 2) * (HEIGHT + 10)
        drawn = _pair(other, title)
        shapes.append(f'<g transform="translate({x} {y})">' + "".join(drawn.shapes) + "</g>")
        told.append(f"{title}: IoU {float(drawn.told.rpartition(' ')[2]):.2f}")
    return svg.picture(
        2 * WIDTH + 20, 2 * HEIGHT + 10, shapes, f"Two boxes A and B, the hull dashed. {'; '.join(told)}"
    )


def moved(x: int, y: int, width: int, height: int) -> str:
    """Box A, and a box B with its left top corner at (x, y)."""
    drawn = _pair((float(x), float(y), float(x + width), float(y + height)), "")
    return svg.picture(
        WIDTH, HEIGHT + 40, [*drawn.shapes, svg.text(12, HEIGHT + 26, drawn.areas)], f"Boxes A and B; {drawn.told}"
    )


def overlap() -> None:
    """Sliders that move and stretch box B; without a kernel, one position of it (see also :func:`overlap_cases`)."""
    limits = {"x": (0, 200, 110), "y": (30, 150, 70), "width": (20, 95, 90), "height": (20, 65, 60)}
    sliders = {name: interactive.slider(name, *numbers) for name, numbers in limits.items()}
    interactive.controlled(moved, sliders, columns=2)


def photograph(path: Path | str, width: int, height: int) -> str:
    """The picture file at *path* as an SVG image, its bytes inside."""
    code = base64.b64encode(Path(path).read_bytes()).decode()
    return f'<image width="{width}" height="{height}" href="data:image/png;base64,{code}"/>'


def panels(path: Path | str, shown: Sequence[tuple[str, Sequence[Box]]], *, size: tuple[int, int] = (384, 303)) -> str:
    """The photograph once for each ``(title, boxes)`` of *shown*, side by side, with the boxes drawn on it."""
    width, height = size
    shapes = ["<defs><g id='photograph'>" + photograph(path, width, height) + "</g></defs>"]
    for index, (title, boxes) in enumerate(shown):
        drawn = "".join(_outline(box, "#ffd23f", width=1.6) for box in boxes)
        head = svg.text(4, 18, f"{title}: {len(boxes)} boxes", size=17, bold=True)
        move = f"translate({index * (width + 12)} 0)"
        shapes.append(
            f'<g transform="{move}">{head}<g transform="translate(0 28)"><use href="#photograph"/>{drawn}</g></g>'
        )
    told = "; ".join(f"{title}: {len(boxes)} boxes" for title, boxes in shown)
    return svg.picture(len(shown) * (width + 12) - 12, height + 28, shapes, f"A photograph of coins with boxes. {told}")


def suppression(path: Path | str, boxes: Any, scores: Any, nms: Callable[..., Any]) -> None:
    """Show what *nms*, the student's own, leaves of *boxes*, under a slider that sets the threshold.

    *boxes* (N, 4) and *scores* (N,) are tensors; all boxes are of one class. If *nms* isn't written yet, all boxes are
    shown, with a word on why.
    """
    import torch

    classes = torch.zeros(len(boxes), dtype=torch.int64)

    def kept(threshold: float) -> tuple[str, list[list[float]]]:
        try:
            return f"threshold {threshold:.2f}", boxes[nms(boxes, scores, classes, threshold)].tolist()
        except NotImplementedError:
            return "nms isn't written yet", boxes.tolist()
        except Exception as problem:  # noqa: BLE001  a student's unfinished function may raise anything
            return f"nms: {type(problem).__name__}", boxes.tolist()

    interactive.controlled(
        lambda threshold: panels(path, [("all", boxes.tolist()), kept(threshold)]),
        {"threshold": interactive.slider("threshold", 0.0, 1.0, 0.1, step=0.05)},
    )
