"""Advice on prose: it is listed, and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbook.authoring.prose import advice, sentences
from workbook.authoring.text import Cell, LessonText
from workbook.cli import app

LONG = " ".join(["word"] * 36)


def told(*cells: str, code: str = "") -> list[str]:
    made = [Cell("markdown", source, line) for line, source in enumerate(cells, 1)]
    lesson = LessonText(Path("1-first.py"), [*made, Cell("code", code, 99)])
    return [text for _, text in advice([("whose", lesson)])]


def test_a_long_sentence_is_told_with_its_place() -> None:
    assert told("Short.", f"Short. {LONG.capitalize()}.") == [
        "1-first.py:2: a sentence of 36 words: Word word word word word word word word …"
    ]


@pytest.mark.parametrize(
    "source",
    [
        f"```\n{LONG}\n```",
        f"$$ {LONG} $$",
        f"| {LONG} |\n|---|",
        f"`{LONG}` is code.",
        f"{LONG[: len(LONG) // 2]}. {LONG[: len(LONG) // 2].capitalize()}.",
        f"- {LONG[: len(LONG) // 2]}\n- {LONG[: len(LONG) // 2]}",
        f"{LONG[: len(LONG) // 2]}: `code` {LONG[: len(LONG) // 2]}",
    ],
)
def test_code_formulas_tables_and_parted_sentences_are_not_long(source: str) -> None:
    assert told(source) == []


def test_an_abbreviation_is_asked_for_once_unless_words_stand_beside_it() -> None:
    assert told("The RFM of it. RFM again.") == ["1-first.py:1: what does RFM stand for?"]
    for source in (
        "Recency and more (RFM).",
        "RFM (recency and more)",
        "They are **RFM**.",
        "RFM is recency and more.",
    ):
        assert told(f"{source} RFM again.") == []


def test_what_stands_in_code_or_is_known_everywhere_is_no_abbreviation_to_explain() -> None:
    assert told("Give it LOG, from SQL.", code="print('LOG')") == []
    assert told("`minutes.sh LOG` reads LOG.") == []


def test_what_an_earlier_lesson_explains_is_known() -> None:
    first = LessonText(Path("1.py"), [Cell("markdown", "Recency and more (RFM).", 1)])
    second = LessonText(Path("2.py"), [Cell("markdown", "The RFM of it.", 1)])
    assert list(advice([(1, first), (2, second)])) == []
    assert list(advice([(2, second), (1, first)])) == [(2, "2.py:1: what does RFM stand for?")]


def test_sentences_end_at_items_and_paragraphs() -> None:
    assert list(sentences("One. Two\n\n- three\n- four\n\n> five, and [six](x)")) == [
        "One.",
        "Two",
        "three",
        "four",
        "five, and six",
    ]


def test_the_command_lists_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parent.parent / "tiny_course")
    ran = CliRunner().invoke(app, ["build", "--prose"])
    assert ran.exit_code == 0
    assert "places to look at. It is advice" in ran.output
