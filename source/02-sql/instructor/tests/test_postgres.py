"""Every reference query gives the same rows on a real PostgreSQL, on the published and on the generated databases."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hidden import flight_world
from hidden.mutants import UNIT, exercises
from workbook.check.sql import databases
from workbook.check.sql.rows import compare
from workbook.check.sql.sqlite import Rows, read, run_script, tables

pytestmark = pytest.mark.postgres
psycopg = pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
FOLDER = str(UNIT / "data" / "flights")
EXERCISES = list(exercises())


def as_server() -> list[str]:
    """What lets a command run as the user postgres: PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of our own on loopback, in a folder that goes with it."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed (no /usr/lib/postgresql/*/bin)")
    folder = tempfile.mkdtemp(prefix="workbook-postgres-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        run = {"check": True, "capture_output": True, "cwd": "/", "timeout": 60}
        subprocess.run(
            [
                *as_server(),
                str(BINARIES[-1] / "initdb"),
                "-D",
                f"{folder}/data",
                "-U",
                "tester",
                "--auth=trust",
                "--locale=C",
                "--encoding=UTF8",
                "--no-sync",
            ],
            **run,
        )
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
        control = [*as_server(), str(BINARIES[-1] / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
        subprocess.run([*control, "-o", options, "start"], **run)
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    except (OSError, LookupError, subprocess.SubprocessError) as error:
        pytest.skip(f"PostgreSQL could not be started: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def both(url: str) -> Iterator[list[tuple[databases.Database, object]]]:
    """Each database on SQLite, with a connection to the same tables on PostgreSQL, each in a schema of its own."""
    pairs = []
    found = [databases.published(FOLDER), *databases.generated(flight_world.worlds, FOLDER)]
    for number, database in enumerate(found):
        connection = psycopg.connect(url, autocommit=True)
        connection.execute(f"CREATE SCHEMA world{number}")
        connection.execute(f"SET search_path TO world{number}")
        connection.execute(databases.schema(FOLDER))
        for table in tables(database.connection):
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in database.connection.execute(f"SELECT * FROM {table}"):
                    copy.write_row(row)
        pairs.append((database, connection))
    yield pairs
    for _, connection in pairs:
        connection.close()


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.name for exercise in EXERCISES])
def test_a_reference_query_gives_the_same_rows(exercise, both) -> None:
    for database, connection in both:
        here = read(database.connection, exercise.reference, seconds=20)
        cursor = connection.execute(exercise.reference)
        there = Rows(tuple(column[0] for column in cursor.description), [tuple(row) for row in cursor.fetchall()])
        compare(there, here, database, order=exercise.order)


def solution(answer: str) -> str:
    """The key's text for a script exercise."""
    text = (UNIT / "instructor" / "4-design-and-change.py").read_text(encoding="utf-8")
    cell = text.partition(f'role="answer" id="{answer}"')[2].partition("# %%")[0]
    return re.search(r"BEGIN SOLUTION\n(.*)-- ### END SOLUTION", cell, re.DOTALL)[1]


def test_the_nightly_load_does_the_same_and_fails_the_same(url: str) -> None:
    start = (UNIT / "data" / "ledger.sql").read_text(encoding="utf-8")
    again = "INSERT INTO loads VALUES ('2013-01-15', 4)"
    for number, extra in enumerate(("", again)):
        here = databases.open_memory()
        here.executescript(start + extra)
        with psycopg.connect(url, autocommit=True) as there:
            there.execute(f"CREATE SCHEMA ledger{number}")
            there.execute(f"SET search_path TO ledger{number}")
            there.execute(start + extra)
            if extra:
                with pytest.raises(psycopg.errors.UniqueViolation):
                    there.execute(solution("nightly"))
                there.rollback()
            else:
                there.execute(solution("nightly"))
                run_script(here, solution("nightly"))
            for table in ("totals", "incoming", "loads"):
                assert sorted(there.execute(f"SELECT * FROM {table}")) == sorted(here.execute(f"SELECT * FROM {table}"))


def test_the_labelling_schema_refuses_the_same(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as there:
        there.execute("CREATE SCHEMA labelling")
        there.execute("SET search_path TO labelling")
        there.execute(solution("labelling"))
        there.execute(
            "INSERT INTO annotator VALUES (1, 'ada@example.org', NULL); INSERT INTO image VALUES (1, 'a.png', 'train')"
        )
        for bad in (
            "INSERT INTO label VALUES (1, 99, 'cat', NULL)",
            "INSERT INTO label VALUES (1, 1, 'cat', 1.5)",
            "INSERT INTO image VALUES (2, 'b.png', NULL)",
            "INSERT INTO annotator VALUES (2, 'ada@example.org', NULL)",
        ):
            with pytest.raises(psycopg.IntegrityError):
                there.execute(bad)


def test_the_magic_asks_a_server_and_marks_its_errors(url: str, both) -> None:
    from workbook.notebook.sql import UrlSource

    source = UrlSource(url.replace("postgresql://", "postgresql+psycopg://"))
    text = "SELECT dest, COUNT(*) AS flights FROM world0.flights GROUP BY dest ORDER BY flights DESC LIMIT 3"
    assert source.run("busiest", text, 5).rows == [("ATL", 1396), ("ORD", 1269), ("BOS", 1245)]
    with pytest.raises(Exception, match="line 2") as caught:
        source.run("bad", "SELECT dest, COUNT(*) FROM world0.flights\nGROUP BY dest HAVING distance >= 1000", 5)
    assert "must appear in the GROUP BY clause" in str(caught.value)
    with pytest.raises(Exception, match="statement timeout"):
        source.run("slow", "SELECT pg_sleep(5)", 0.2)
    source.engine.dispose()
