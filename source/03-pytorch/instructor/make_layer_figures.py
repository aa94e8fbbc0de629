"""Draws the static figures of lessons 1 to 4, and one of lesson 6 into figures/; run it from anywhere. The same bytes every time."""

from pathlib import Path

from workbook.notebook.svg import GREEN, GREY, ORANGE, PALE, PAPER, SKY, YELLOW, Picture

FIGURES = Path(__file__).parent.parent / "figures"
CELL = 34


def grid(picture, x, y, values, fill=PAPER, size=CELL, fills=None):
    """A table of texts with its top left corner at (x, y); `fills` may colour each cell."""
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            picture.rect(x + c * size, y + r * size, size, size, fills[r][c] if fills else fill, line=GREY)
            picture.text(x + (c + 0.5) * size, y + (r + 0.5) * size, str(value), size=14)


def broadcasting():
    """A column and a row, and the table that they make."""
    picture = Picture(
        700,
        190,
        "A column of the three numbers 10, 20 and 30, of shape (3, 1), plus a row of the four numbers 1 to 4, of shape (4,). The column is "
        "repeated to the right and the row downwards, which gives a table of shape (3, 4) with the sums 11 to 34.",
    )
    left, top = [10, 20, 30], [1, 2, 3, 4]
    grid(picture, 40, 40, [[value] for value in left], SKY)
    picture.text(57, 165, "(3, 1)", size=13)
    picture.text(110, 91, "+", size=22)
    grid(picture, 145, 74, [top], ORANGE)
    picture.text(213, 165, "(4,)", size=13)
    picture.text(310, 91, "=", size=22)
    grid(picture, 345, 40, [[one + other for other in top] for one in left], YELLOW)
    picture.text(413, 165, "(3, 4)", size=13)
    picture.text(510, 60, "the column is", anchor="start", size=12)
    picture.text(510, 77, "repeated 4 times,", anchor="start", size=12)
    picture.text(510, 94, "the row 3 times:", anchor="start", size=12)
    picture.text(510, 111, "34 = 30 + 4", anchor="start", size=12)
    return picture


def linear():
    picture = Picture(
        700,
        190,
        "A row x of three numbers, times W transposed with three rows and two columns, plus a bias of two numbers, gives two numbers.",
    )
    parts = [
        ("x", [[1, 2, 3]], SKY, 20),
        ("·", None, None, 145),
        ("Wᵀ", [[1, 0], [0, 3], [2, 0]], ORANGE, 170),
        ("+", None, None, 265),
        ("b", [[10, 20]], YELLOW, 290),
        ("=", None, None, 385),
        ("y", [[17, 26]], SKY, 410),
    ]
    for name, values, fill, x in parts:
        if values is None:
            picture.text(x, 90, name, size=22)
            continue
        top = 90 - len(values) * CELL / 2
        grid(picture, x, top, values, fill)
        picture.text(x + len(values[0]) * CELL / 2, top - 16, name, size=16, bold=True)
    picture.text(187, 165, "row of W", size=12, colour="#555555")
    picture.text(187, 180, "for output 1", size=12, colour="#555555")
    picture.line(187, 158, 187, 143, thick=1, arrow=True)
    picture.text(510, 80, "17 = 1·1 + 2·0 + 3·2 + 10", anchor="start", size=11)
    picture.text(510, 100, "26 = 1·0 + 2·3 + 3·0 + 20", anchor="start", size=11)
    return picture


def norm_axes():
    """Which values share one mean: a channel of the whole batch, or one row."""
    picture = Picture(
        700,
        300,
        "Two tables. Batch norm: three images with three channels of four pixels each; all the pixels of one channel, over all images, "
        "share one mean. Layer norm and RMS norm: three tokens with six features each; the features of one token share one mean.",
    )
    picture.text(20, 22, "BatchNorm2d: one mean for each channel,", anchor="start", bold=True)
    picture.text(20, 40, "over all images and places", anchor="start")
    colours = (SKY, ORANGE, GREEN)
    for image in range(3):
        for channel in range(3):
            x, y = 95 + channel * 75, 80 + image * 68
            for place in range(4):
                picture.rect(x + place % 2 * 28, y + place // 2 * 28, 28, 28, colours[channel], line=PAPER)
        picture.text(84, 108 + image * 68, f"image {image + 1}", anchor="end", size=12)
    for channel in range(3):
        picture.text(123 + channel * 75, 68, f"channel {channel + 1}", size=12)
    picture.text(380, 22, "LayerNorm, RMSNorm: one for each row,", anchor="start", bold=True)
    picture.text(380, 40, "over its last axis", anchor="start")
    for token in range(3):
        for feature in range(6):
            picture.rect(450 + feature * 36, 80 + token * 68, 34, 34, colours[token], line=PAPER)
        picture.text(440, 97 + token * 68, f"token {token + 1}", anchor="end", size=12)
    picture.text(558, 68, "features", size=12)
    picture.text(20, 290, "Cells of one colour share a mean and a variance.", anchor="start", colour="#555555")
    return picture


def unfold():
    picture = Picture(
        700,
        260,
        "A three by three input with the numbers 1 to 9. Its four two by two windows become four columns of four numbers. "
        "The kernel, laid flat as one row, times the columns gives the four outputs 11, 14, 20 and 23.",
    )
    values = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    picture.text(20, 25, "input", anchor="start", bold=True)
    grid(picture, 20, 60, values, fills=[[SKY if r < 2 and c < 2 else PAPER for c in range(3)] for r in range(3)])
    picture.text(71, 180, "first window: blue", size=12, colour="#555555")
    picture.line(135, 111, 200, 111, arrow=True)
    picture.text(167, 98, "unfold", size=12)
    picture.text(330, 25, "columns: one for each window", anchor="start", bold=True)
    columns = [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]
    grid(picture, 390, 45, columns, fills=[[SKY, PAPER, PAPER, PAPER]] * 4)
    picture.text(215, 90, "kernel, laid flat", anchor="start", size=12)
    grid(picture, 215, 100, [[1, 0, 0, 2]], ORANGE)
    picture.text(371, 117, "@", size=18)
    picture.text(371, 222, "=", size=18)
    grid(picture, 390, 205, [[11, 14, 20, 23]], YELLOW)
    picture.text(540, 215, "the output, to be", anchor="start", size=11)
    picture.text(540, 231, "folded to 2 × 2", anchor="start", size=11)
    return picture


def residual():
    picture = Picture(
        700,
        230,
        "The input goes through a 3 by 3 convolution, batch norm, ReLU, a second 3 by 3 convolution and batch norm. A shortcut leads around them "
        "and is added; after the sum comes the last ReLU. If the shapes differ, the shortcut is a 1 by 1 convolution with batch norm.",
    )
    y, boxes = 150, [("conv1\n3 × 3", SKY), ("bn1", PALE), ("ReLU", YELLOW), ("conv2\n3 × 3", SKY), ("bn2", PALE)]
    picture.text(28, y, "x", size=18, bold=True)
    for place, (name, fill) in enumerate(boxes):
        x = 70 + place * 90
        picture.line(x - 26, y, x, y, arrow=True)
        picture.rect(x, y - 26, 64, 52, fill)
        for row, part in enumerate(name.split("\n")):
            picture.text(x + 32, y + (row - 0.5 * name.count("\n")) * 18, part)
    picture.line(494, y, 526, y, arrow=True)
    picture.rect(528, y - 18, 36, 36, PAPER)
    picture.text(546, y, "+", size=22)
    picture.line(564, y, 590, y, arrow=True)
    picture.rect(592, y - 26, 64, 52, YELLOW)
    picture.text(624, y, "ReLU")
    picture.line(656, y, 690, y, arrow=True)
    picture.line(48, y - 4, 48, 50)
    picture.line(48, 50, 225, 50)
    picture.rect(225, 24, 150, 52, ORANGE, dashed=True)
    picture.text(300, 41, "downsample")
    picture.text(300, 60, "1 × 1 conv, batch norm", size=12)
    picture.line(375, 50, 546, 50)
    picture.line(546, 50, 546, y - 20, arrow=True)
    picture.text(300, 94, "only if the shapes differ; otherwise x itself", size=12, colour="#555555")
    picture.text(546, 212, "the sum comes before the last ReLU", size=12, colour="#555555")
    return picture


def accumulation():
    picture = Picture(
        700,
        190,
        "Seven batches, the last one smaller, in groups of three: two full groups and a last one with a single batch. Each group makes one step; "
        "in a group each batch counts for its share of the examples.",
    )
    sizes, colours, x = [4, 4, 4, 4, 4, 4, 2], [SKY, ORANGE, YELLOW], 20
    for start in range(0, len(sizes), 3):
        group, left = sizes[start : start + 3], x
        for size in group:
            picture.rect(x, 60, size * 20, 44, colours[start // 3])
            picture.text(x + size * 10, 75, str(size), bold=True)
            picture.text(x + size * 10, 93, f"{size}/{sum(group)}", size=12)
            x += size * 20 + 4
        picture.text((left + x) / 2, 40, f"group {start // 3 + 1}", size=13)
        picture.line((left + x) / 2, 108, (left + x) / 2, 136, arrow=True)
        picture.text((left + x) / 2, 150, "step", bold=True)
        x += 20
    picture.text(
        20,
        178,
        "Above: examples in each batch, and its share of the group. accumulate = 3.",
        anchor="start",
        colour="#555555",
    )
    return picture


def average_precision():
    """Precision over recall of five boxes, and the line that only falls."""
    picture = Picture(
        700,
        270,
        "Precision over recall after each of five boxes: 1 at recall one third, 1/2 at the same recall, 2/3 at two thirds, 3/4 at 1, and "
        "3/5 at 1. The raised line lies at 1 up to recall one third and at 3/4 from there to 1; the area under it is 0.8333.",
    )
    left, bottom, wide, high = 70, 230, 300, 180

    def place(recall, precision):
        return left + wide * recall, bottom - high * precision

    for (low, up), level in zip([(0, 1 / 3), (1 / 3, 1)], [1, 3 / 4], strict=True):
        x, y = place(low, level)
        picture.rect(x, y, wide * (up - low), bottom - y, SKY)
    picture.line(left, bottom, left + wide + 20, bottom, arrow=True)
    picture.line(left, bottom, left, bottom - high - 20, arrow=True)
    picture.text(left + wide / 2, bottom + 28, "recall", size=12)
    picture.text(left - 12, bottom - high - 32, "precision", size=12, anchor="start")
    for share, name in [(1 / 3, "1/3"), (2 / 3, "2/3"), (1, "1")]:
        picture.text(left + wide * share, bottom + 12, name, size=12)
    boxes = [
        (1 / 3, 1, "P, 1"),
        (1 / 3, 1 / 2, "P again, 1/2"),
        (2 / 3, 2 / 3, "Q, 2/3"),
        (1, 3 / 4, "R, 3/4"),
        (1, 3 / 5, "nothing, 3/5"),
    ]
    for recall, precision, name in boxes:
        x, y = place(recall, precision)
        picture.rect(x - 4, y - 4, 8, 8, ORANGE)
        picture.text(x + 9, y + (12 if name[0] in "PQ" and precision < 1 else 0), name, anchor="start", size=12)
    picture.text(480, 60, "Q's 2/3 is raised to 3/4,", anchor="start", size=12)
    picture.text(480, 77, "which R reaches later.", anchor="start", size=12)
    picture.text(480, 104, "blue: AP = 1/3 + 2/3 · 3/4", anchor="start", size=12)
    picture.text(480, 121, "= 0.8333", anchor="start", size=12)
    return picture


if __name__ == "__main__":
    FIGURES.mkdir(exist_ok=True)
    pictures = {
        "broadcasting": broadcasting,
        "linear": linear,
        "norm-axes": norm_axes,
        "unfold": unfold,
        "residual": residual,
        "accumulation": accumulation,
        "average-precision": average_precision,
    }
    for name, draw in pictures.items():
        (FIGURES / f"{name}.svg").write_text(str(draw()), encoding="utf-8", newline="\n")
