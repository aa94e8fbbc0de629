"""Variants of a query, and the rows that they give on small tables."""

from __future__ import annotations

from typing import Any

from workbook.check.sql import databases
from workbook.check.sql.sqlite import SqlError, read

_SECONDS = 0.7
_MOST_ROWS = 40


def run(task: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    """The rows of each query: ``{"asks": [{"id": …, "text": …, "on": {table: text}, "folder": …}]}``."""
    asks = reversed(task["asks"]) if task["backwards"] else task["asks"]
    return {ask["id"]: [_outcome(ask)] for ask in asks}


def _outcome(ask: dict[str, Any]) -> dict[str, Any]:
    try:
        folder = ask["folder"] or databases.only_folder()
        database = databases.written(ask["on"], folder)
        result = read(database.connection, ask["text"], seconds=_SECONDS, cap=_MOST_ROWS)
    except SqlError as error:
        return {"error": "error", "said": str(error).strip().split("\n")[0][:160]}
    except Exception as error:  # noqa: BLE001  (a row that the schema refuses is no question)
        return {"stopped": True, "said": type(error).__name__}
    if result.capped or len(result.rows) > _MOST_ROWS:
        return {"stopped": True}
    return {"columns": list(result.columns), "rows": [[databases.shown(cell) for cell in row] for row in result.rows]}
