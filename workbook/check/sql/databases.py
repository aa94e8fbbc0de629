"""Databases on which queries are judged: small tables written as text, the published one, and generated ones.

A generated database belongs to a *kind*: missing values, ties, rows that occur twice, values on a bound, an empty table. Its
rows are made by the unit that asks the question. When a query goes wrong on one, the fewest rows are shown on which it still
does; the kind is named only where there are none to show, as for a query that doesn't run.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbook.check.seeds import base
from workbook.check.sql.sqlite import Row, columns_of, fill, load_folder, open_memory

Content = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of a database: for each table, each row by the names of its columns; columns left out are NULL."""
NULL_MARKS = {"", "NULL", "null"}
PUBLISHED = "the published database"


@dataclass(frozen=True)
class Grid:
    """A table written as text, for people: a line of names, then a line for each row, cells parted by ``|``."""

    columns: tuple[str, ...]
    rows: list[Row]

    @classmethod
    def parse(cls, text: str) -> Grid:
        """Read a table. Numbers become numbers, ``NULL`` or nothing becomes None, the rest is text.

        >>> Grid.parse('''
        ... carrier | delay
        ... UA      | 12
        ... B6      | NULL
        ... ''').rows
        [('UA', 12), ('B6', None)]
        """
        lines = [line for line in text.strip().splitlines() if line.strip() and set(line.strip()) - set("-|+ ")]
        if not lines:
            raise ValueError("a table needs at least a line with the names of its columns")
        cells = [[cell.strip() for cell in line.split("|")] for line in lines]
        for line, row in zip(lines, cells, strict=True):
            if len(row) != len(cells[0]):
                raise ValueError(f"{len(cells[0])} cells are expected in the line {line.strip()!r}")
        return cls(tuple(cells[0]), [tuple(value_of(cell) for cell in row) for row in cells[1:]])

    def __str__(self) -> str:
        cells = [list(self.columns), *([shown(value) for value in row] for row in self.rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        lines = [
            " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
        ]
        return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def value_of(cell: str) -> Any:
    """The value that a cell of a written table stands for."""
    if cell in NULL_MARKS:
        return None
    if re.fullmatch(r"-?\d+", cell):
        return int(cell)
    if re.fullmatch(r"-?\d+\.\d+", cell):
        return float(cell)
    return cell


def shown(value: Any) -> str:
    """A value as a cell of a written table."""
    if value is None:
        return "NULL"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class Database:
    """One database to judge on. ``kind`` completes the sentence "on ..."."""

    kind: str
    connection: sqlite3.Connection
    content: Content = field(default_factory=dict)
    empty: str = ""

    def concerns(self, reference: str) -> bool:
        """Whether this database says anything about a query; one with an empty table does if the query reads it."""
        return not self.empty or re.search(rf"\b{self.empty}\b", reference, re.IGNORECASE) is not None


@dataclass(frozen=True)
class World:
    """What one generated database holds. ``empty`` names the table that is empty in it on purpose, if one is."""

    kind: str
    content: Content
    empty: str = ""


Worlds = Callable[[], Sequence[World]]
"""Makes the worlds of a run, from its seed (:func:`workbook.check.rng` and what is beside it)."""


def only_folder(data: str = "data") -> str:
    """The one folder of published tables below *data*: that with a ``schema.sql``. Raises ValueError for none or several."""
    found = sorted(Path(data).glob("*/schema.sql"))
    if len(found) != 1:
        raise ValueError(f"{len(found)} folders below {data}/ have a schema.sql; name one: folder=...")
    return str(found[0].parent)


@lru_cache(maxsize=4)
def published(folder: str) -> Database:
    """The database that students see."""
    return Database(PUBLISHED, load_folder(folder))


def written(grids: Mapping[str, str], folder: str) -> Database:
    """The published schema with only the rows written in *grids*: ``{"flights": "carrier | dest\\nUA | LAX"}``."""
    connection = open_memory()
    connection.executescript(schema(folder))
    for table, text in grids.items():
        grid = Grid.parse(text)
        fill(connection, table, list(grid.columns), grid.rows)
    return Database("the small database of this test", connection)


@lru_cache(maxsize=4)
def schema(folder: str) -> str:
    """The text that makes the empty tables."""
    return (Path(folder) / "schema.sql").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def column_names(folder: str) -> tuple[str, ...]:
    """The names of all columns of the published tables."""
    connection = open_memory()
    connection.executescript(schema(folder))
    return tuple(sorted(set().union(*columns_of(connection).values())))


def generated(worlds: Worlds, folder: str) -> list[Database]:
    """A small database for each of the *worlds* of this run's seed: the same for each query of a run."""
    return _generated(worlds, folder, base())


@lru_cache(maxsize=8)
def _generated(worlds: Worlds, folder: str, _seed: int) -> list[Database]:
    return [build(world.kind, world.content, folder, empty=world.empty) for world in worlds()]


def build(kind: str, content: Content, folder: str, empty: str = "") -> Database:
    """A database in memory with the rows of *content*; columns that a row leaves out are NULL."""
    connection = open_memory()
    connection.executescript(schema(folder))
    for table, rows in content.items():
        if rows:
            columns = list(rows[0])
            fill(connection, table, columns, [tuple(row[column] for column in columns) for row in rows])
    return Database(kind, connection, content, empty)
