"""Rebuild data/: a table and a photograph from installed packages, boxes on the photograph, and what references give.

Run it from anywhere: ``python make_data.py [FOLDER]``. The bytes are the same on every run. What is copied from a package is
copied only if its checksum is the recorded one; otherwise the committed file is copied.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

UNIT = Path(__file__).resolve().parents[1]
DATA = UNIT / "data"
RECORDED = ("3-sequences", "4-training")
"""Lessons whose visible tests compare with what a reference gave; their keys are run for it."""

# file, the package and the path in it, sha256
COPIES = [
    (
        "penguins.csv",
        "palmerpenguins",
        "data/penguins.csv",
        "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93",
    ),
    (
        "coins.png",
        "skimage",
        "data/coins.png",
        "f8d773fc9cfa6f4d8e5942dc34d0a0788fcaed2a4fefbbed0aef5398d7ef4cba",
    ),
]

# The coins of the photograph, row by row from the top left: x1, y1, x2, y2 in pixels. Measured by us: edges of a
# watershed on the picture's gradient, then looked at one by one.
COINS = [
    (22, 35, 67, 74), (81, 39, 120, 74), (132, 28, 179, 74), (192, 30, 240, 73), (255, 34, 297, 72), (305, 16, 365, 72),
    (25, 104, 67, 145), (84, 108, 122, 145), (134, 110, 174, 145), (186, 105, 227, 144), (245, 95, 296, 144),
    (317, 105, 356, 145),
    (26, 178, 63, 217), (80, 175, 124, 217), (135, 179, 174, 217), (189, 170, 237, 217), (251, 172, 297, 217),
    (315, 156, 380, 218),
    (18, 233, 75, 288), (92, 245, 136, 287), (144, 236, 201, 288), (220, 240, 269, 288), (276, 239, 326, 289),
    (335, 248, 382, 289),
]  # fmt: skip


# The digits 0 to 9, five rows of three cells each.
FONT = [
    "111 101 101 101 111", "010 110 010 010 111", "111 001 111 100 111", "111 001 111 001 111", "101 101 111 001 001",
    "111 100 111 001 111", "111 100 111 101 111", "111 001 001 010 010", "111 101 111 101 111", "111 101 111 001 111",
]  # fmt: skip


def copied(name: str, package: str, inside: str, sha256: str) -> bytes:
    """The file's bytes from the installed package if they are the recorded ones, else the committed file's."""
    found = importlib.util.find_spec(package)
    places = [Path(found.origin).parent / inside] if found and found.origin else []
    for place in [*places, DATA / name]:
        if place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256:
            return place.read_bytes()
    raise SystemExit(f"{name}: neither {package} nor data/ has the file with sha256 {sha256}")


def candidates(photograph: Path) -> list[str]:
    """Lines of a CSV: what a simple detector finds, many boxes a coin. Each has x1, y1, x2, y2 and a score.

    The score at a place is the mean brightness of a disc minus that of a ring around it; a box is drawn where it is
    the highest of its neighbourhood and above 0.12, for nine radii.
    """
    import matplotlib.image
    import torch
    import torch.nn.functional as F

    image = torch.from_numpy(matplotlib.image.imread(photograph).astype("float64"))
    lines = ["x1,y1,x2,y2,score"]
    for radius in range(16, 33, 2):
        edge = int(1.35 * radius) + 1
        step = torch.arange(-edge, edge + 1, dtype=torch.float64)
        distance = (step[:, None] ** 2 + step**2).sqrt()
        disc, ring = distance <= radius, (distance > radius) & (distance <= 1.35 * radius)
        kernel = disc / disc.sum() - ring / ring.sum()
        padded = F.pad(image[None, None], (edge,) * 4, mode="reflect")
        size = padded.shape[-2:]
        spectrum = torch.fft.rfft2(padded[0, 0]) * torch.fft.rfft2(kernel, size).conj()
        score = torch.fft.irfft2(spectrum, size)[: image.shape[0], : image.shape[1]]
        peaks = (score == F.max_pool2d(score[None, None], 9, 1, 4)[0, 0]) & (score > 0.12)
        for y, x in peaks.nonzero().tolist():
            lines.append(f"{x - radius},{y - radius},{x + radius + 1},{y + radius + 1},{score[y, x]:.3f}")
    return lines


def smudged(count: int, smudge: float) -> tuple[torch.Tensor, torch.Tensor]:
    """*count* labels, (count, 12, 12) with whole numbers from 0 to 9, and their digits: drawn with torch's global generator."""
    import torch

    font = torch.tensor([[[int(k) for k in row] for row in digit.split()] for digit in FONT], dtype=torch.float64)
    large = font.repeat_interleave(2, 1).repeat_interleave(2, 2)  # (10, 10, 6)
    digits = torch.arange(count) % 10
    images = torch.zeros(count, 12, 12, dtype=torch.float64)
    for image, digit in zip(images, digits.tolist(), strict=True):
        down, right, row, column = (int(torch.randint(limit, ())) for limit in (3, 7, 10, 10))
        image[down : down + 10, right : right + 6] = 0.75 * large[digit]
        image[row : row + 3, column : column + 3] = float(torch.rand((), dtype=torch.float64))
    noise = smudge * torch.randn(images.shape, dtype=torch.float64)
    return (9 * (images + noise)).round().clamp(0, 9), digits


def network() -> torch.nn.Sequential:
    """The seven kinds of layers that lesson 2 writes, with ReLU between them; float64."""
    from torch import nn

    return nn.Sequential(
        *(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(8, 16, 3, padding=1, groups=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.LayerNorm(144), nn.Dropout(0.25), nn.Linear(144, 32), nn.RMSNorm(32, eps=1e-6), nn.ReLU()),
        nn.Linear(32, 10),
    ).double()


def label_reader() -> str:
    """JSON of a small network that reads smudged digits: weights, forty labels, and the scores that torch's layers give.

    A label is twelve rows of brightness, 0 to 9. The weights are rounded, and the scores are those of the rounded ones.
    """
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(31)
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(120):
        images, digits = smudged(100, 0.2)
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(images[:, None] / 9), digits).backward()
        optimizer.step()
    state = model.state_dict()
    weights = {name: value.round(decimals=3) if value.is_floating_point() else value for name, value in state.items()}
    model.load_state_dict(weights)
    images, digits = smudged(40, 0.25)
    with torch.no_grad():
        scores = model.eval()(images[:, None] / 9)
    rows = [["".join(str(int(k)) for k in row) for row in image] for image in images.tolist()]
    told = {"weights": {name: _short(value.tolist()) for name, value in weights.items()}, "images": rows}
    return json.dumps({**told, "digits": digits.tolist(), "scores": _short(scores.tolist())}, separators=(",", ":"))


def _short(value: Any) -> Any:
    """Numbers, however nested, to three decimals."""
    if isinstance(value, list):
        return [_short(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value


def code_of(lesson: str) -> Iterator[str]:
    """The lesson's set-up, answers and visible tests."""
    from workbook.authoring.text import read

    for cell in read(UNIT / "instructor" / f"{lesson}.py").cells:
        if cell.role is not None and cell.kind == "code":
            text, _, rest = cell.source.partition("### BEGIN HIDDEN TESTS")
            yield text + rest.partition("### END HIDDEN TESTS")[2]


def records() -> dict[str, str]:
    """The text of each file that visible tests read, by its name."""
    sys.path[:0] = [str(UNIT), str(UNIT / "instructor")]
    from hidden import references, training
    from workbook.check.rules import source
    from workbook.check.torch.records import recording, to_json

    known = {name: getattr(references, name) for name in references.FAULTS} | {"fit": training.reference}
    made: dict[str, str] = {}
    for lesson in RECORDED:
        cells = list(code_of(lesson))
        source.set_cells(lambda cells=cells: cells)  # type: ignore[misc]
        try:
            with recording(known) as files, contextlib.redirect_stdout(io.StringIO()):
                exec("\n\n".join(cells), {"__name__": "lesson"})
        finally:
            source.set_cells(None)
        made |= {Path(name).name: to_json(content) for name, content in files.items()}
    return made


def main(folder: Path = DATA) -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, package, inside, sha256 in COPIES:
        (folder / name).write_bytes(copied(name, package, inside, sha256))
    found = candidates(folder / "coins.png")
    (folder / "coin_candidates.csv").write_text("\n".join(found) + "\n", encoding="utf-8", newline="\n")
    lines = ["x1,y1,x2,y2", *(",".join(map(str, box)) for box in COINS)]
    (folder / "coin_boxes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    for name, text in records().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    # last: it seeds torch's global generator, from which a reference draws
    (folder / "label_reader.json").write_text(label_reader() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
