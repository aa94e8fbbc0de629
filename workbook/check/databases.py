"""Databases on which queries are judged: small tables written as text, the published one, and generated ones.

A generated database belongs to a *kind* which is named when a query goes wrong on it: missing values, ties, rows that
occur twice, values on a bound, an empty table. Its rows come from :mod:`workbook.check.flight_world`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbook.check import flight_world
from workbook.check.seeds import base
from workbook.check.sqlite import Row, fill, load_folder, open_memory, tables

PUBLISHED = "data/flights"
NULL_MARKS = {"", "NULL", "null"}


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
    content: flight_world.Content = field(default_factory=dict)
    empty: str = ""

    def concerns(self, reference: str) -> bool:
        """Whether this database says anything about a query; one with an empty table does if the query reads it."""
        return not self.empty or re.search(rf"\b{self.empty}\b", reference, re.IGNORECASE) is not None


@lru_cache(maxsize=4)
def published(folder: str = PUBLISHED) -> Database:
    """The database that students see."""
    return Database("the published database", load_folder(folder))


def written(grids: Mapping[str, str], folder: str = PUBLISHED) -> Database:
    """The published schema with only the rows written in *grids*: ``{"flights": "carrier | dest\\nUA | LAX"}``."""
    connection = open_memory()
    connection.executescript(schema(folder))
    for table, text in grids.items():
        grid = Grid.parse(text)
        fill(connection, table, list(grid.columns), grid.rows)
    return Database("the small database of this test", connection)


@lru_cache(maxsize=4)
def schema(folder: str = PUBLISHED) -> str:
    """The text that makes the empty tables."""
    return (Path(folder) / "schema.sql").read_text(encoding="utf-8")


def generated(folder: str = PUBLISHED) -> list[Database]:
    """Small databases of every kind, from the run's seed: the same for each query of a run."""
    return _generated(folder, base())


@lru_cache(maxsize=8)
def _generated(folder: str, _seed: int) -> list[Database]:
    databases = [build(kind, content, folder) for kind, content in flight_world.worlds()]
    _, content = flight_world.ordinary()
    for table in tables(databases[0].connection):
        rest = {name: rows for name, rows in content.items() if name != table}
        databases.append(build(f"a database where the table {table} is empty", rest, folder, empty=table))
    return databases


def build(kind: str, content: flight_world.Content, folder: str, empty: str = "") -> Database:
    """A database in memory with the rows of *content*; columns that a row leaves out are NULL."""
    connection = open_memory()
    connection.executescript(schema(folder))
    for table, rows in content.items():
        if rows:
            columns = list(rows[0])
            fill(connection, table, columns, [tuple(row[column] for column in columns) for row in rows])
    return Database(kind, connection, content, empty)
