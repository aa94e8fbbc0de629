"""Draw this unit's static figures on detection: ``python make_figures.py [FOLDER]``. The bytes are the same on every run."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]  # the unit's own Python

import detection  # noqa: E402
from hidden.boxes import overlap  # noqa: E402

UNIT = Path(__file__).parent.parent


def kept(boxes: list[list[float]], scores: list[float], threshold: float) -> list[list[float]]:
    """What greedy suppression leaves, best score first."""
    left: list[list[float]] = []
    for index in sorted(range(len(boxes)), key=lambda index: -scores[index]):
        if all(overlap(boxes[index], other) <= threshold for other in left):
            left.append(boxes[index])
    return left


def main(folder: Path = UNIT / "figures") -> None:
    """Write the figures into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    with (UNIT / "data" / "coin_candidates.csv").open(encoding="utf-8") as file:
        rows = [[float(value) for value in row.values()] for row in csv.DictReader(file)]
    boxes, scores = [row[:4] for row in rows], [row[4] for row in rows]
    shown = [("all", boxes), *((f"threshold {value}", kept(boxes, scores, value)) for value in (0.6, 0.1))]
    picture = detection.panels(UNIT / "data" / "coins.png", shown)
    (folder / "suppression.svg").write_text(picture, encoding="utf-8", newline="\n")
    (folder / "overlap.svg").write_text(detection.overlap_cases(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else UNIT / "figures")
