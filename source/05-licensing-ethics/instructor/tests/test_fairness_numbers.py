"""The numbers that the lessons tell are those of the data, and the pictures are those that are drawn."""

from __future__ import annotations

import csv
import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest

UNIT = Path(__file__).resolve().parents[2]
LESSON = " ".join((UNIT / "instructor" / "5-fairness.py").read_text(encoding="utf-8").replace("\n#", " ").split())


def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("figures_of_unit_05", UNIT / "instructor" / "make_figures.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shares(matrix: dict[str, int]) -> tuple[float, float, float]:
    """Chosen among all, chosen among those in need, in need among the chosen."""
    chosen = matrix["tp"] + matrix["fp"]
    return chosen / sum(matrix.values()), matrix["tp"] / (matrix["tp"] + matrix["fn"]), matrix["tp"] / chosen


def clinic(name: str, threshold: float) -> dict[str, int]:
    matrix = dict.fromkeys(("tp", "fp", "fn", "tn"), 0)
    with (UNIT / "data" / "triage.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["clinic"] == name:
                chosen = round(float(row["score"]), 2) >= threshold
                cell = ("tp" if chosen else "fn") if row["needs_care"] == "yes" else ("fp" if chosen else "tn")
                matrix[cell] += 1
    return matrix


def test_the_committed_figures_are_those_that_are_drawn(tmp_path: Path) -> None:
    drawing().main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (UNIT / "figures").glob("*.svg")}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (UNIT / "figures" / path.name).read_bytes(), path.name


def test_the_two_crowds_differ_in_nothing_but_what_must_differ() -> None:
    (chosen, reached, right), (others, again, as_right) = map(shares, drawing().CROWDS.values())
    assert (reached, right) == (again, as_right) == (0.75, 0.75)
    assert (chosen, others) == (0.2, 0.4)
    for name, m in drawing().CROWDS.items():
        assert f"| {m['tp']} | {m['fp']} | {m['fn']} | {m['tn']} |" in LESSON, name


@pytest.mark.parametrize(
    ("name", "threshold", "told"),
    [("north", 0.5, (38, 81, 72)), ("south", 0.5, (32, 59, 85)), ("south", 0.43, (50, 85, 79))],
)
def test_the_lesson_tells_the_shares_of_the_clinics(name: str, threshold: float, told: tuple[int, int, int]) -> None:
    assert tuple(math.floor(100 * share + 0.5) for share in shares(clinic(name, threshold))) == told


def test_the_sentences_about_the_clinics_are_in_the_lesson() -> None:
    for words in (
        "with 0.43 for the south: 81 and 85 in a hundred are reached, 72 and 79 places in a hundred are right",
        "the south has 50 chosen in a hundred, the north 38",
        "the south reaches 59 in a hundred, the north 81",
        "The share chosen is 32 against 38 in a hundred",
        "z is about 2.6",
    ):
        assert words in LESSON, words


def test_the_closing_cell_counts_the_chosen_as_the_data_do() -> None:
    north, south = clinic("north", 0.5), clinic("south", 0.5)
    x, n, y, m = north["tp"] + north["fp"], sum(north.values()), south["tp"] + south["fp"], sum(south.values())
    assert f"x, n, y, m = {x}, {n}, {y}, {m}" in LESSON
    pooled = (x + y) / (n + m)
    assert abs((x / n - y / m) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)) - 2.62) < 0.01
