"""Guarded SQL: what a query may not do, when it is stopped, and how its errors read."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from workbook.check.sql.sqlite import SqlError, open_memory, read, run_script, statements, tables


@pytest.fixture
def connection() -> sqlite3.Connection:
    """Two small tables."""
    opened = open_memory()
    opened.executescript(
        "CREATE TABLE flights (carrier TEXT, delay INTEGER); INSERT INTO flights VALUES ('UA', 5), ('AA', NULL);"
        "CREATE TABLE airlines (carrier TEXT)"
    )
    return opened


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE flights",
        "DELETE FROM flights",
        "UPDATE flights SET delay = 0",
        "INSERT INTO flights VALUES ('B6', 1)",
        "CREATE TABLE more (x)",
        "ATTACH DATABASE 'other.db' AS other",
        "DETACH main",
        "VACUUM INTO 'copy.db'",
        "VACUUM",
        "PRAGMA journal_mode = OFF",
        "PRAGMA writable_schema = 1",
        "PRAGMA query_only = 0",
        "BEGIN",
        "SAVEPOINT a",
        "SELECT load_extension('x.so')",
        "CREATE VIRTUAL TABLE v USING fts3(x)",
        "ANALYZE",
    ],
)
def test_a_query_can_only_read(
    connection: sqlite3.Connection, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SqlError, match="refused"):
        read(connection, statement)
    assert connection.execute("SELECT COUNT(*) FROM flights").fetchone() == (2,)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "statement", ["SELECT readfile('/etc/passwd')", "SELECT writefile('x', 'y')", "SELECT edit('x')"]
)
def test_a_query_can_not_reach_files(connection: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(SqlError, match=r"refused|no such function"):
        read(connection, statement)


def test_an_endless_query_is_stopped(connection: sqlite3.Connection) -> None:
    begin = time.monotonic()
    with pytest.raises(SqlError, match="stopped after 0.2 seconds"):
        read(
            connection,
            "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT COUNT(*) FROM r",
            seconds=0.2,
        )
    assert time.monotonic() - begin < 2


def test_a_huge_value_is_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(SqlError, match="too big"):
        read(connection, "SELECT zeroblob(1000000000)")


def test_a_script_can_fill_only_so_much() -> None:
    with pytest.raises(SqlError, match="full"):
        run_script(
            open_memory(),
            "CREATE TABLE t (x); WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) "
            "INSERT INTO t SELECT zeroblob(1000000) FROM r",
        )


def test_rows_are_capped(connection: sqlite3.Connection) -> None:
    found = read(connection, "SELECT * FROM flights", cap=1)
    assert (len(found.rows), found.capped) == (1, True)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("SELECT carrier\nFORM flights", 2, 'near "flights"'),
        ("SELECT carier\nFROM flights", 1, "Did you mean carrier"),
        ("SELECT 1\nFROM\n  flihgts", 3, "Did you mean flights"),
        ("SELECT (1\n, 2", 2, "ends too early"),
        ("-- flihgts\nSELECT 'flihgts'\nFROM flihgts", 3, "no such table"),
        ("SELECT 1;\nSELECT 2", 2, "one query at a time"),
        ("SELECT carrier FROM flights\nWHERE COUNT(*) > 1", 2, "belongs in HAVING"),
        ("SELECT 'open\nFROM flights", 1, "quote"),
        ("SELECT carrier\nFROM flights JOIN airlines", 1, "ambiguous"),
    ],
)
def test_an_error_marks_the_line(connection: sqlite3.Connection, text: str, line: int, words: str) -> None:
    with pytest.raises(SqlError) as caught:
        read(connection, text)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert f"→ {line:>3} | " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "marked", "words"),
    [
        ("SELECT COUNT(*)\nFROM flights\nWHERE COUNT(*) > 1", "      ^^^^^", "belongs in HAVING"),
        ("SELECT COUNT(*) AS n\nFROM flights\nWHERE n > 1", "      ^\n", "belongs in HAVING"),
        ("SELECT SUM(COUNT(*)) FROM flights", "           ^^^^^", "One aggregate can't stand inside another"),
        ("WITH a AS (SELECT 1)\nWITH b AS (SELECT 2) SELECT 1", "^^^^", "`WITH` stands once"),
        ("WITH a AS (SELECT 1),\nWITH b AS (SELECT 2) SELECT 1", "     ^", "`WITH` stands once"),
        ("SELECT delay FROM flights WHERE delay => 120", "^", "`>=` is written with the `=` last"),
        ("SELECT delay FROM flights WHERE delay =< 120", "^", "`<=` is written with the `=` last"),
        ("SELECT delay,\nFROM flights", "^^^^", "Nothing follows the comma before `FROM`"),
        ("SELECT delay FROM flights ORDER BY delay\nWHERE delay > 1", "^^^^^", "`WHERE` stands before `ORDER BY`"),
        ("SELECT delay FROM flights UNION SELECT 1 FROM flights LIMIT 1 WHERE 1", "^^^^^", "stands before `LIMIT`"),
        ("SELECT delay FROM flights WHERE carrier = UA", "^^", "Text stands in single quotes: 'UA'."),
        ("SELECT delay FROM flights WHERE carrier IN ('AA', UA)", "^^", "Text stands in single quotes: 'UA'."),
        ("SELECT delay FROM flights WHERE carrier = carier", "^^^^^^", "Did you mean carrier?"),
        (
            "SELECT carrier FROM flights AS f JOIN airlines ON f.carrier = airlines.carrier",
            "^^^^^^^",
            "write f.carrier or airlines.carrier",
        ),
        ("SELECT delay FROM flights WHERE SUM(delay) OVER () > 1", "", "put a query around it"),
    ],
)
def test_an_error_says_what_to_do(connection: sqlite3.Connection, text: str, marked: str, words: str) -> None:
    with pytest.raises(SqlError) as caught:
        read(connection, text)
    assert marked in str(caught.value)
    assert words in str(caught.value)


def test_a_fault_without_a_known_cause_gets_no_wrong_advice(connection: sqlite3.Connection) -> None:
    for text in (
        "SELECT wholly_unknown FROM flights",
        "SELECT f.wholly_unknown FROM flights AS f WHERE 1 = f.wholly_unknown",
    ):
        with pytest.raises(SqlError) as caught:
            read(connection, text)
        assert caught.value.mend == ""


@pytest.mark.parametrize("text", ["", "  ;", "-- YOUR QUERY HERE", "/* nothing */\n"])
def test_an_empty_query_says_so(connection: sqlite3.Connection, text: str) -> None:
    with pytest.raises(SqlError, match="no query here yet"):
        read(connection, text)


def test_a_script_is_cut_at_its_statements_only() -> None:
    text = "CREATE TABLE a (x); -- one; two\nCREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;\nINSERT INTO a VALUES (';')"
    assert [part.partition(" ")[0] + part[-4:] for _, part in statements(text)] == [
        "CREATE(x);",
        "CREATEEND;",
        "INSERT';')",
    ]


def test_a_script_stops_at_its_first_error_and_marks_it() -> None:
    opened = open_memory()
    with pytest.raises(SqlError) as caught:
        run_script(opened, "CREATE TABLE a (x);\nINSERT INTO b VALUES (1);\nCREATE TABLE c (x);")
    assert caught.value.line == 2
    assert tables(opened) == ["a"]
