"""How a convolution walks over its input: kernel, stride, padding and dilation under sliders."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.notebook.interactive import controlled, slider
from workbook.notebook.svg import BLUE, GREY, INK, ORANGE, PALE, PAPER, SKY, Picture

CELL = 30
VALUES = [[(3 * row + 5 * column + row * column) % 10 for column in range(9)] for row in range(9)]


@dataclass(frozen=True)
class Walk:
    """The arithmetic of a convolution over a square input, in cells."""

    size: int = 6
    kernel: int = 3
    stride: int = 1
    padding: int = 1
    dilation: int = 1

    @property
    def reach(self) -> int:
        """How many cells the kernel spans, holes included."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def steps(self) -> int:
        """Cells of the output along one side; 0 if the kernel doesn't fit."""
        return max(0, (self.size + 2 * self.padding - self.reach) // self.stride + 1)

    def read(self, row: int, column: int) -> set[tuple[int, int]]:
        """The padded input's cells that output cell (row, column) reads."""
        places = range(0, self.reach, self.dilation)
        return {(row * self.stride + down, column * self.stride + right) for down in places for right in places}

    def value(self, row: int, column: int) -> int:
        """The output with a kernel of ones: the sum of what is read, padding counting 0."""
        inside = [(r - self.padding, c - self.padding) for r, c in self.read(row, column)]
        return sum(VALUES[r][c] for r, c in inside if 0 <= r < self.size and 0 <= c < self.size)


def draw(
    size: int = 6, kernel: int = 3, stride: int = 1, padding: int = 1, dilation: int = 1, output: int = 0
) -> Picture:
    """The padded input on the left, the output on the right, and the arithmetic of the output's size below."""
    walk = Walk(size, kernel, stride, padding, dilation)
    side, steps = size + 2 * padding, walk.steps
    row, column = divmod(output % (steps * steps), steps) if steps else (0, 0)
    left, top, gap = 20, 50, 90
    right = left + side * CELL + gap
    width = max(640, right + max(steps, 3) * CELL + 20)
    alt = (
        f"A {kernel} by {kernel} kernel with stride {stride}, padding {padding} and dilation {dilation} on a {size} by {size} input: "
        f"the output is {steps} by {steps}"
        + (f"; its cell ({row}, {column}) is {walk.value(row, column)}." if steps else ".")
    )
    picture = Picture(width, top + max(side, steps, 3) * CELL + 70, alt)
    picture.text(left, 25, f"input {size} × {size}, padded to {side} × {side}", anchor="start", bold=True)
    read = walk.read(row, column) if steps else set()
    _input(picture, walk, read, left, top)
    picture.text(right, 25, f"output {steps} × {steps}", anchor="start", bold=True)
    for r in range(steps):
        for c in range(steps):
            here = (r, c) == (row, column)
            picture.rect(
                right + c * CELL, top + r * CELL, CELL, CELL, ORANGE if here else PAPER, line=INK if here else GREY
            )
            picture.text(right + (c + 0.5) * CELL, top + (r + 0.5) * CELL, str(walk.value(r, c)), size=12, bold=here)
    if steps:
        middle = top + (row * stride + walk.reach / 2) * CELL
        picture.line(left + side * CELL + 8, middle, right - 8, top + (row + 0.5) * CELL, thick=1.5, arrow=True)
    else:
        picture.text(right, top + CELL, "the kernel doesn't fit", anchor="start", colour=INK)
    _arithmetic(picture, walk, left, picture.height - 38)
    return picture


def _input(picture: Picture, walk: Walk, read: set[tuple[int, int]], left: float, top: float) -> None:
    side, padding = walk.size + 2 * walk.padding, walk.padding
    for r in range(side):
        for c in range(side):
            inside = padding <= r < padding + walk.size and padding <= c < padding + walk.size
            used = (r, c) in read
            fill = SKY if used else PAPER if inside else PALE
            picture.rect(left + c * CELL, top + r * CELL, CELL, CELL, fill, line=GREY, dashed=not inside)
            text = str(VALUES[r - padding][c - padding]) if inside else "0"
            picture.text(
                left + (c + 0.5) * CELL,
                top + (r + 0.5) * CELL,
                text,
                size=12,
                bold=used,
                colour=INK if inside or used else GREY,
            )
    if read:
        first, last = min(read), max(read)
        picture.rect(
            left + first[1] * CELL,
            top + first[0] * CELL,
            (last[1] - first[1] + 1) * CELL,
            (last[0] - first[0] + 1) * CELL,
            "none",
            line=BLUE,
            thick=3,
        )


def _arithmetic(picture: Picture, walk: Walk, x: float, y: float) -> None:
    inner = f"({walk.size} + 2·{walk.padding} - {walk.dilation}·({walk.kernel} - 1) - 1) / {walk.stride}"
    picture.text(x, y, f"output size = floor({inner}) + 1 = {walk.steps}", anchor="start", size=14)
    picture.text(
        x,
        y + 22,
        "Kernel of ones, so each output is the sum of the blue cells. Dashed: padding.",
        anchor="start",
        colour="#555555",
    )


def last_position(values: dict[str, int]) -> dict[str, int]:
    """How far the slider of the position goes: to the output's last cell, counted from 0."""
    steps = Walk(*(values[name] for name in ("size", "kernel", "stride", "padding", "dilation"))).steps
    return {"output": max(0, steps * steps - 1)}


def convolution() -> None:
    """The figure with its sliders."""
    controlled(
        lambda **values: str(draw(**values)),
        {
            "size": slider("input", 3, 8, 6),
            "kernel": slider("kernel", 1, 5, 3),
            "stride": slider("stride", 1, 4, 2),
            "padding": slider("padding", 0, 3, 1),
            "dilation": slider("dilation", 1, 3, 1),
            "output": slider("position", 0, 8, 4),
        },
        columns=2,
        most=last_position,
    )
