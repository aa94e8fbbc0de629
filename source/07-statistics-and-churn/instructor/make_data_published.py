"""Rebuild data/visits.csv, data/penguins.csv and data/titanic.csv from data that others have published.

They come out of the packages in the versions of ``constraints.txt``. With another version, or none, the committed file stays.

Run from anywhere: ``python source/07-statistics-and-churn/instructor/make_data_published.py [FOLDER]``.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent


def published(package: str, version: str, ending: str) -> pd.DataFrame | None:
    """A table inside an installed package of exactly that version."""
    try:
        if metadata.version(package) != version:
            return None
    except metadata.PackageNotFoundError:
        return None
    for file in metadata.files(package) or []:
        if str(file).endswith(ending):
            return pd.read_csv(str(file.locate()))
    return None


def write(table: pd.DataFrame, path: Path) -> None:
    """The table as CSV, the same on every system."""
    table.to_csv(path, index=False, lineterminator="\n")


def main(folder: Path) -> None:
    """Write the three files into *folder*, where the package is the one they were made with."""
    years = published("statsmodels", "0.15.0", "datasets/randhie/randhie.csv")
    if years is not None:
        counted = years.groupby("mdvis").size().rename_axis("visits").reset_index(name="person_years")
        write(counted, folder / "visits.csv")
    penguins = published("palmerpenguins", "0.1.6", "palmerpenguins/data/penguins.csv")
    if penguins is not None:
        bills = penguins[["species", "bill_length_mm", "bill_depth_mm"]].dropna()
        write(bills, folder / "penguins.csv")
    people = published("bokeh_sampledata", "2026.1", "_data/titanic_all.csv")
    if people is not None:
        alive = people[people["class"] != "*"].groupby(["class", "sex"])["survived"]
        counts = pd.DataFrame({"survived": alive.sum(), "died": alive.size() - alive.sum()})
        write(counts.reset_index(), folder / "titanic.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
