"""Draws the static figures of the lesson on smaller models into figures/; run it from anywhere. The same bytes every time."""

from __future__ import annotations

from pathlib import Path

from workbook.notebook.svg import GREY, ORANGE, PAPER, SKY, YELLOW, Picture

FIGURES = Path(__file__).parent.parent / "figures"


def _box(picture: Picture, place: tuple[float, float, float, float], words: list[str], fill: str) -> None:
    x, y, width, height = place
    picture.rect(x, y, width, height, fill, line=GREY)
    for row, text in enumerate(words):
        picture.text(x + width / 2, y + height / 2 + 17 * (row - (len(words) - 1) / 2), text, size=13)


def distil() -> Picture:
    """Who gets which images, and what is compared."""
    picture = Picture(
        700,
        250,
        "Images with and without labels go to the teacher and to the student. The student's logits are compared with the teacher's by KL at a temperature, and, "
        "where there is a label, with it by cross-entropy. Gradients go back to the student only.",
    )
    _box(picture, (20, 60, 130, 110), ["images:", "20 with a label,", "500 without"], PAPER)
    _box(picture, (230, 30, 140, 60), ["teacher", "(frozen)"], SKY)
    _box(picture, (230, 150, 140, 60), ["student", "(is trained)"], ORANGE)
    _box(picture, (470, 30, 200, 60), ["soft part:", "T² · KL(p, q)"], YELLOW)
    _box(picture, (470, 150, 200, 60), ["hard part:", "cross-entropy with labels"], YELLOW)
    for start, end in (
        ((150, 100), (230, 60)),
        ((150, 130), (230, 180)),
        ((370, 60), (470, 60)),
        ((370, 172), (470, 84)),
        ((370, 188), (470, 188)),
    ):
        picture.line(*start, *end, arrow=True)
    picture.text(420, 46, "p", size=13)
    picture.text(405, 122, "q", size=13)
    return picture


def lora() -> Picture:
    """The way through the frozen weight, and the one beside it."""
    picture = Picture(
        700,
        230,
        "The input x goes through the frozen weight W, and beside it through down, which makes r numbers of it, and up. The second result is multiplied by alpha over r, "
        "and both are added.",
    )
    _box(picture, (20, 85, 90, 50), ["x: (…, in)"], PAPER)
    _box(picture, (210, 25, 250, 60), ["W: (out, in), and b", "frozen"], SKY)
    _box(picture, (210, 140, 110, 60), ["down: (r, in)", "trained"], ORANGE)
    _box(picture, (350, 140, 110, 60), ["up: (out, r)", "trained"], ORANGE)
    _box(picture, (580, 85, 100, 50), ["y: (…, out)"], PAPER)
    for start, end in (
        ((110, 100), (210, 58)),
        ((110, 120), (210, 168)),
        ((320, 170), (350, 170)),
        ((460, 58), (580, 100)),
        ((460, 170), (580, 122)),
    ):
        picture.line(*start, *end, arrow=True)
    picture.text(530, 170, "· α / r", size=14)
    picture.text(545, 110, "+", size=20)
    return picture


def main() -> None:
    """Write both."""
    FIGURES.mkdir(exist_ok=True)
    for name, draw in (("smaller_distil", distil), ("smaller_lora", lora)):
        (FIGURES / f"{name}.svg").write_text(str(draw()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
