"""Rebuild film_cards.csv (real, Wikidata by way of bokeh-sampledata, CC0), film_notes.csv and letters.csv (invented).

Run from anywhere: ``python source/08-text-and-explanations/instructor/make_data_vectors.py [FOLDER]``.
"""

from __future__ import annotations

import csv
import importlib.util
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.append(str(HERE))

from hidden import vectors_notes as notes  # noqa: E402

SQL = 'SELECT Title, Year, Genre, Country, Director, "Cast" FROM omdb WHERE Year BETWEEN 1950 AND 1979 ORDER BY ID'
Film = tuple[str, int, list[str], list[str], list[str], list[str]]


def _names(text: str | None) -> list[str]:
    """The names of a list parted by commas; "Jr.", which is no name of its own, is left out."""
    return [name for part in (text or "").split(",") if (name := part.strip()) and name != "Jr."]


def _often(lists: Iterable[list[str]], least: int) -> set[str]:
    counts = Counter(name for names in lists for name in names)
    return {name for name, count in counts.items() if count >= least}


def cards() -> list[tuple[str, int, str]]:
    """Title, year and card of each film of 1950 to 1979 in which two of that time's busiest actors play."""
    spec = importlib.util.find_spec("bokeh_sampledata")
    if spec is None or spec.origin is None:
        raise SystemExit("make_data: install bokeh-sampledata (pip install bokeh-sampledata) to rebuild film_cards.csv")
    with sqlite3.connect(Path(spec.origin).parent / "_data" / "movies.db") as database:
        films: list[Film] = [(title, year, *map(_names, lists)) for title, year, *lists in database.execute(SQL)]
    stars = _often((film[5] for film in films), 10)
    films = [film for film in films if sum(name in stars for name in set(film[5])) >= 2]
    countries, directors = _often((film[3] for film in films), 8), _often((film[4] for film in films), 8)
    told = []
    for title, year, genre, country, director, cast in films:
        names = [*genre, *(n for n in country if n in countries), *(n for n in director if n in directors)]
        names += sorted({name for name in cast if name in stars} - set(names))
        told.append((title, year, "; ".join(dict.fromkeys(names))))
    return told


def _write(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def main(folder: Path) -> None:
    """Write the three files into *folder*."""
    _write(folder / "film_cards.csv", ["title", "year", "card"], cards())
    films, letters = notes.made()
    _write(folder / "film_notes.csv", ["film", "title", "note"], films)
    _write(folder / "letters.csv", ["letter", "film"], letters)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
