"""Scripts that make or change a database, judged by behaviour."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.check import Failure, database

TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED, n INTEGER CHECK (n > 0));"


def test_what_is_right_is_taken_and_what_is_wrong_refused() -> None:
    db = database(TABLE)
    db.takes("a row", "INSERT INTO t VALUES (1, NULL, 5)")
    db.refuses("the same key again", "INSERT INTO t VALUES (1, NULL, 5)")
    db.refuses("an orphan, although the constraint is put off", "INSERT INTO t VALUES (2, 99, 5)")
    db.holds("SELECT id, n FROM t", "id | n\n1 | 5", "the table")


def test_a_key_that_is_missing_is_shown_and_told_in_the_words_of_the_test() -> None:
    db = database("CREATE TABLE t (id INT PRIMARY KEY, n INTEGER); INSERT INTO t VALUES (NULL, 7)")
    db.has_none("SELECT * FROM t WHERE n = 8", "t holds an 8")
    with pytest.raises(Failure, match=r"(?s)\At took a row whose key is NULL.*NULL \| 7.*look at:  NOT NULL"):
        db.has_none("SELECT * FROM t WHERE id IS NULL", "t took a row whose key is NULL", look="NOT NULL")


def test_what_is_referred_to_needs_a_key_of_its_own() -> None:
    db = database("CREATE TABLE a (id INTEGER); CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO a VALUES (1)")
    for judge in (db.takes, db.refuses):
        with pytest.raises(Failure, match="needs a PRIMARY KEY or UNIQUE"):
            judge("a row of b", "INSERT INTO b VALUES (1)")


def test_rows_that_a_script_left_are_those_of_the_database() -> None:
    db = database("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)")
    with pytest.raises(Failure, match="on t after the script, the right result is empty; the database has 1 row"):
        db.holds("SELECT n FROM t", "n", "t after the script")


def test_a_row_that_should_be_refused_leaves_nothing_behind() -> None:
    db = database(TABLE)
    with pytest.raises(Failure, match="the database takes a fine row"):
        db.refuses("a fine row", "INSERT INTO t VALUES (1, NULL, 5)")
    db.holds("SELECT id FROM t", "id", "the table")


def test_the_statement_is_shown_that_is_wrongly_taken_or_refused() -> None:
    db = database(TABLE)
    with pytest.raises(Failure, match=r"takes a fine row: INSERT INTO t VALUES \(1, NULL, 5\)"):
        db.refuses("a fine row", "INSERT INTO t VALUES (1, NULL, 5)")
    with pytest.raises(Failure, match=r"refuses a bad row: INSERT INTO t VALUES \(1, NULL, -5\)"):
        db.takes("a bad row", "INSERT INTO t VALUES (1, NULL, -5)")


def test_an_attempt_may_be_taken_or_refused() -> None:
    db = database(TABLE)
    db.attempt("INSERT INTO t VALUES (1, NULL, -5)")
    db.attempt("INSERT INTO t VALUES (2, NULL, 5)")
    db.holds("SELECT id FROM t", "id\n2", "the table")


def test_a_script_runs_again_once_its_failure_is_mended(tmp_path: Path) -> None:
    start = tmp_path / "start.sql"
    start.write_text("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    script = "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (7); COMMIT"
    db = database(script, start=start, but="INSERT INTO t VALUES (7)", fails=True)
    db.again(script, after="DELETE FROM t")
    db.holds("SELECT id FROM t", "id\n1\n7", "the table")
    with pytest.raises(Failure, match="does not run again"):
        db.again(script)


def test_a_missing_column_is_no_refusal() -> None:
    with pytest.raises(Failure, match="refused by a constraint"):
        database(TABLE).refuses("a row", "INSERT INTO t (nothing) VALUES (1)")


def test_a_script_that_fails_by_itself_hides_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    start = tmp_path / "start.sql"
    start.write_text("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)")
    for script in ("INSERT INTO t VALUES (1)", "BEGIN; INSERT INTO t VALUES (2); INSERT INTO t VALUES (1); COMMIT"):
        with pytest.raises(Failure, match="does not run"):
            database(script, start=start, but="INSERT INTO t VALUES (7)", fails=True)


REFUSE = "BEGIN SELECT RAISE(ABORT, 'constraint'); END"
GATE = (
    "CREATE TABLE gate (id INTEGER PRIMARY KEY); INSERT INTO gate VALUES (1); "
    "CREATE TABLE t (id INTEGER, gate INTEGER DEFAULT 1 REFERENCES gate ON DELETE SET NULL);"
)
TRIGGERS = {
    "that refuses": f"CREATE TABLE t (id INTEGER); CREATE TRIGGER no BEFORE INSERT ON t WHEN (SELECT count(*) FROM t) > 1 {REFUSE}",
    "that is temporary": f"CREATE TABLE t (id INTEGER); CREATE TEMP TRIGGER no BEFORE INSERT ON t {REFUSE}",
    "that shuts a gate": f"{GATE} CREATE TRIGGER shut AFTER INSERT ON t WHEN new.id = 3 BEGIN DELETE FROM gate; END",
    "on a view": f"CREATE VIEW t AS SELECT 1 AS id; CREATE TRIGGER no INSTEAD OF INSERT ON t {REFUSE}",
}


@pytest.mark.parametrize("kind", TRIGGERS)
def test_a_trigger_is_no_constraint(kind: str) -> None:
    db = database(TRIGGERS[kind])
    assert list(db.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")) == []
    assert list(db.connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'")) == []
    with pytest.raises(Failure, match="a trigger doesn't count here"):
        db.refuses(
            "a row that only the trigger refused",
            "INSERT INTO t (id) VALUES (3)" if kind != "on a view" else "SELECT 1",
        )
    assert database(TRIGGERS[kind], triggers=True).triggers == ""


def test_what_was_not_committed_is_lost(tmp_path: Path) -> None:
    start = tmp_path / "start.sql"
    start.write_text("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    script = "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (7); COMMIT"
    db = database(script, start=start, but="INSERT INTO t VALUES (7)", fails=True)
    db.holds("SELECT id FROM t", "id\n7", "the table")
    half = database(
        script.replace("BEGIN; ", "").replace("COMMIT", ""), start=start, but="INSERT INTO t VALUES (7)", fails=True
    )
    with pytest.raises(Failure, match="the database has 1 row more"):
        half.holds("SELECT id FROM t", "id\n7", "the table")
    with pytest.raises(Failure, match="hides the planted failure"):
        database("INSERT OR IGNORE INTO t VALUES (7)", start=start, but="INSERT INTO t VALUES (7)", fails=True)
    with pytest.raises(Failure, match="inside its transaction"):
        database("BEGIN; INSERT INTO t VALUES (1)", start=start)


@pytest.mark.parametrize(
    "script",
    [
        "ATTACH 'x.db' AS x",
        "PRAGMA writable_schema = 1",
        "VACUUM INTO 'x.db'",
        "SELECT load_extension('x')",
        "CREATE VIRTUAL TABLE v USING fts3(x)",
    ],
)
def test_a_script_keeps_to_its_own_database(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failure, match="refused"):
        database(script)
    assert not list(tmp_path.iterdir())


def test_an_endless_trigger_or_insert_is_stopped() -> None:
    with pytest.raises(Failure, match=r"stopped after|full"):
        database(
            "CREATE TABLE t (x); WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) INSERT INTO t SELECT x FROM r"
        )
