"""Questions on a query: one row more, an edit, a line left out, always on small tables of the visible tests."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbook.check.sql.databases import Grid
from workbook.classroom.oral.changes import Change, changes
from workbook.classroom.oral.model import Outcome, Question, Solved

_MOST_TABLES, _MOST_ROWS_MORE, _MOST_EDITS = 2, 4, 8
_MOST_CELLS = 120
_Database = dict[str, str]


class Plan:
    """What is run of one query: on each small database as it stands, with a row more, and edited."""

    def __init__(self, solved: Solved, recorded: Mapping[str, Any], chance: random.Random) -> None:
        self.solved = solved
        self.query = solved.source.partition("\n")[2]
        small = list(_small(recorded["queries"], self.query))
        self.databases = chance.sample(small, min(_MOST_TABLES, len(small)))
        self.folder = next((query["folder"] for query in recorded["queries"]), "")
        self.more = [_with_a_row(one, chance) for one in self.databases for _ in range(_MOST_ROWS_MORE)]
        edits = changes(solved.source, "sql")
        self.edits: list[Change] = chance.sample(edits, min(_MOST_EDITS, len(edits)))

    def task(self) -> dict[str, Any]:
        """For the box."""
        asks = []
        for number, database in enumerate(self.databases):
            asks.append(self._ask(f"is {number}", self.query, database))
            for place in range(_MOST_ROWS_MORE):
                more = self.more[number * _MOST_ROWS_MORE + place]
                asks.append(self._ask(f"row {number} {place}", self.query, {**database, more[0]: more[2]}))
            for place, change in enumerate(self.edits):
                asks.append(self._ask(f"edit {number} {place}", change.text.partition("\n")[2], database))
        return {"do": "sql", "asks": asks}

    def _ask(self, name: str, text: str, on: _Database) -> dict[str, Any]:
        return {"id": name, "text": text, "on": on, "folder": self.folder}

    def questions(self, outcomes: Mapping[str, list[Outcome]], chance: random.Random) -> Iterator[Question]:
        """All questions that the outcomes allow."""
        for number, database in enumerate(self.databases):
            [before] = outcomes.get(f"is {number}", [{}])
            if "rows" not in before:
                continue
            given = "\n\n".join(f"{name}\n{_grid(text)}" for name, text in database.items())
            for place in range(_MOST_ROWS_MORE):
                [after] = outcomes.get(f"row {number} {place}", [{}])
                table, row, _ = self.more[number * _MOST_ROWS_MORE + place]
                if "rows" in after:
                    yield Question(
                        self.solved, "row", f"`{table}` gets one row more: `{row}`. What does the query return then?",
                        _becomes(before, after), given=given, proof=_table(after),
                    )  # fmt: skip
            for place, change in enumerate(self.edits):
                [after] = outcomes.get(f"edit {number} {place}", [{}])
                if "rows" in after and after != before:
                    yield Question(
                        self.solved, "without" if change.drops else "edit",
                        f"If {change.said}: what would the query return on these tables?", _becomes(before, after),
                        given=given, proof=_table(after), lines=change.lines,
                    )  # fmt: skip


def _small(queries: Sequence[Mapping[str, Any]], text: str) -> Iterator[_Database]:
    """The small databases with rows, each cut to the tables that the query names."""
    seen = []
    for query in queries:
        if query["text"].strip() != text.strip():
            continue
        named = {
            name: grid
            for name, grid in query["on"].items()
            if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        }
        try:
            grids = [Grid.parse(grid) for grid in named.values()]
        except ValueError:
            continue
        cells = sum(len(grid.rows) * len(grid.columns) for grid in grids)
        if grids and all(grid.rows for grid in grids) and cells <= _MOST_CELLS and named not in seen:
            seen.append(named)
            yield named


def _with_a_row(database: _Database, chance: random.Random) -> tuple[str, str, str]:
    """A table, a row for it that is like one of its own but for a value or two, and the table's text with it."""
    name = chance.choice(sorted(database))
    grid = Grid.parse(database[name])
    row = list(chance.choice(grid.rows))
    for place in chance.sample(range(len(row)), min(chance.choice((1, 2)), len(row))):
        others = [other[place] for other in grid.rows]
        row[place] = chance.choice([*others, None, *_near(row[place])])
    for place, column in enumerate(grid.columns):
        if column.endswith("_id") and place == 0 and all(isinstance(other[0], int) for other in grid.rows):
            row[0] = max(other[0] for other in grid.rows) + 1  # most tables don't take a number twice
    whole = Grid(grid.columns, [*grid.rows, tuple(row)])
    text = ", ".join(
        f"{column} {'NULL' if value is None else value}" for column, value in zip(grid.columns, row, strict=True)
    )
    return name, text, str(whole)


def _near(value: Any) -> list[Any]:
    return [value + 1, value - 1, -value] if isinstance(value, int) else []


def _grid(text: str) -> str:
    return str(Grid.parse(text))


def _table(outcome: Outcome) -> str:
    return str(Grid(tuple(outcome["columns"]), [tuple(row) for row in outcome["rows"]]))


def _becomes(before: Outcome, after: Outcome) -> str:
    """How a result differs from that of the query as it stands, in words."""
    if before == after:
        return f"the same as before: {_rows(len(after['rows']))}"
    old, new = ([tuple(row) for row in outcome["rows"]] for outcome in (before, after))
    if sorted(old) == sorted(new) and before["columns"] == after["columns"]:
        return f"the same {_rows(len(new))} in another order"
    if len(old) == len(new):
        return f"{_rows(len(new))} as before, with other values"
    return f"{_rows(len(new))}; as it stands {_rows(len(old))}"


def _rows(count: int) -> str:
    return "no row" if count == 0 else "1 row" if count == 1 else f"{count} rows"
