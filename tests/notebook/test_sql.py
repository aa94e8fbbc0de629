"""The %%sql magic in a plain IPython shell, which is what a kernel runs too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

UNIT = Path(__file__).parents[2] / "source" / "02-sql"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A shell in the unit's folder, connected to its data."""
    monkeypatch.chdir(UNIT)
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance()
    made.run_cell("from workbook.notebook import sql\nsql.connect('data/flights')").raise_error()
    yield made
    made.history_manager.end_session()
    InteractiveShell.clear_instance()


def test_rows_are_shown_and_text_and_frame_kept(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run_cell("%%sql some\nSELECT carrier, tailnum FROM flights\nWHERE tailnum IS NULL LIMIT 2\n").raise_error()
    kept = shell.user_ns["some"]
    assert kept.text == "SELECT carrier, tailnum FROM flights\nWHERE tailnum IS NULL LIMIT 2"
    assert list(kept.frame.columns) == ["carrier", "tailnum"]
    assert len(kept.frame) == 2
    assert "NULL" in capsys.readouterr().out
    assert "<table" in kept._repr_html_()


def test_a_heading_stands_over_its_values(shell: InteractiveShell) -> None:
    shell.run_cell("%%sql some\nSELECT 'AA' AS name, 3 AS flights, NULL AS empty\n").raise_error()
    page = shell.user_ns["some"]._repr_html_()
    assert '<th style="text-align: left">name</th><th style="text-align: right">flights</th>' in page
    assert '<th style="text-align: right">empty</th>' in page


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("%%sql bad\nSELECT carier\nFROM flights", "Did you mean carrier"),
        ("%%sql bad\nDROP TABLE flights", "DROP is refused"),
        ("%%sql bad\n-- YOUR QUERY HERE", "no query here yet"),
        (
            "%%sql bad --seconds 0.2\nWITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT COUNT(*) FROM r",
            "stopped after",
        ),
        ("%%sql\nSELECT 1", "Write %%sql and a name"),
        ("%%sql 1st\nSELECT 1", "can't be a name"),
        ("%%sql one --seconds soon\nSELECT 1", "%%sql: argument --seconds: invalid float value: 'soon'"),
        ("%%sql one two\nSELECT 1", "%%sql: unrecognized arguments: two"),
        ("%%sql one --script 'a\nSELECT 1", "%%sql: No closing quotation"),
    ],
)
def test_an_error_is_one_message_and_the_cell_fails(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, words: str
) -> None:
    result = shell.run_cell(cell)
    said = "".join(capsys.readouterr())
    assert not result.success
    assert words in said
    assert "Traceback" not in said
    if " bad" in cell:
        assert shell.user_ns["bad"].text == cell.partition("\n")[2]


def test_a_script_runs_on_its_own_database(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run_cell("%%sql change --script data/ledger.sql\nBEGIN;\nDELETE FROM incoming;\nCOMMIT;").raise_error()
    assert "totals" in capsys.readouterr().out
    shell.run_cell("%%sql change --script 'data/ledger.sql'\nSELECT 1;").raise_error()
    assert not shell.run_cell("%%sql change --script\nCREATE TABLE a (x);\nINSERT INTO b VALUES (1);").success


@pytest.mark.parametrize("place", ["sqlite://", "file"])
def test_any_url_or_file_can_be_asked(shell: InteractiveShell, place: str, tmp_path: Path) -> None:
    import sqlite3

    if place == "file":
        with sqlite3.connect(tmp_path / "a.db") as made:
            made.execute("CREATE TABLE t AS SELECT 'a:b%' AS x")
        made.close()
        place = str(tmp_path / "a.db")
    shell.run_cell(f"sql.connect({place!r})").raise_error()
    shell.run_cell("%%sql found\nSELECT 'a:b%' AS x WHERE 'a:b%' LIKE '%:b%'").raise_error()
    assert shell.user_ns["found"].rows == [("a:b%",)]
    assert not shell.run_cell("%%sql found\nSELECT nothing").success


def test_help_tells_the_magics_arguments(shell: InteractiveShell) -> None:
    told = shell.find_cell_magic("sql").__doc__
    assert "--seconds" in told
    assert "keep text and data frame" in told
