"""``workbook similar``: rare shared forms are found whatever a copier changed; what everybody may write counts nothing."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from benchmarks.similar import KINDS, bank_of, one_round
from tests.classroom.tiny import RIGHT, UNIT, hand_in, tiny_course
from tests.conftest import ROOT
from workbook.classroom.similar import compare, page
from workbook.classroom.similar.forms import forms
from workbook.classroom.similar.pairs import LEAST_BITS, Compared, pairs
from workbook.classroom.similar.tokens import Language, language_of, segments
from workbook.cli import app
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError

ODD = """def mean(numbers):
    total, seen = 0.0, 0
    while seen < len(numbers):
        total = total + float(numbers[seen]) ** 1
        seen += 1
    return divmod(total, 1)[0] + divmod(total, 1)[1] if not seen else total / max(seen, 1)"""
ODD_RENAMED = """def mean(numbers):
    # my own work
    s, i = 0.0, 0
    while i < len(numbers):
        s = s + float(numbers[i]) ** 1
        i += 1
    return divmod(s, 1)[0] + divmod(s, 1)[1] if not i else s / max(i, 1)"""
OTHERS = [
    "def mean(numbers):\n    import statistics\n    return statistics.fmean(numbers) if numbers else None",
    "def mean(numbers):\n    if not numbers:\n        return None\n    return sum(numbers) / len(numbers)",
    "def mean(numbers):\n    import numpy as np\n    return None if len(numbers) == 0 else float(np.mean(numbers))",
]
SHOUT = "def shout(text):\n    return ''.join([*map(chr, map(ord, text.swapcase().upper())), chr(33)])"


def words(text: str, language: Language = "python") -> list[list[str]]:
    return [[token.text for token in segment] for segment in segments(text, language)]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = tiny_course(tmp_path / "course")
    for number, text in enumerate(OTHERS):
        hand_in(made, f"s{number}", **{**RIGHT, "mean": text})
    hand_in(made, "ann", **{**RIGHT, "mean": ODD, "shout": SHOUT})
    hand_in(made, "bob", **{**RIGHT, "mean": ODD_RENAMED, "shout": SHOUT.replace("text", "text")})
    return made


def run(course: Course, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--course", str(course.root), "similar", *words])
    return result.exit_code, result.output


def test_names_comments_and_formatting_dont_count() -> None:
    assert words("total = 0  # begin\nfor x in xs:\n    total += x") == words(
        "s=0\nfor item in   items :\n    s += item # so"
    )
    assert words("select a.n from t as a", "sql") == words("SELECT b.n\nFROM t AS b -- why", "sql")
    assert words("count=0\necho $count # x", "shell") == words("n=0\necho $n", "shell")
    assert words("x = a.sum(1)") != words("x = a.mean(1)")


def test_a_shell_variable_of_arguments_is_no_comment() -> None:
    assert words('[ "x" ]; [ $# -eq 2 ]', "shell")[1][1:3] == ["$", "#"]


def test_a_loop_and_a_comprehension_share_their_expression() -> None:
    loop = "out = []\nfor row in rows:\n    out.append(row['a'] * 3 - row['b'] % 7)"
    comprehension = "result = [r['a'] * 3 - r['b'] % 7 for r in table]"
    shared = forms(loop, "python").names & forms(comprehension, "python").names
    assert any(kind == "expression" and "Mod" in shape for kind, shape, *_ in shared)


def test_a_copy_with_other_names_is_found_and_those_who_wrote_alone_are_not(course: Course) -> None:
    found = compare.compare(course, course.unit(UNIT))
    assert [pair.students for pair in found.pairs] == [("ann", "bob")]
    assert {match.exercise[1] for match in found.pairs[0].matches} == {"mean", "shout"}
    assert max(found.pairs[0].matches[0].shares) > 0.9


def test_what_the_key_or_the_bank_has_counts_nothing(course: Course) -> None:
    for name in ("eve", "fay"):
        hand_in(course, name, **RIGHT)
    found = compare.compare(course, course.unit(UNIT), least=0)
    assert not any({"eve", "fay"} <= set(pair.students) for pair in found.pairs)


def test_what_many_of_the_class_have_counts_nothing() -> None:
    answers = {f"s{number}": forms(ODD, "python") for number in range(8)}
    assert pairs([Compared(("1", "mean"), answers, [])], least=0) == []
    few = {name: answers[name] for name in ("s0", "s1")} | {
        f"t{n}": forms(text, "python") for n, text in enumerate(OTHERS)
    }
    assert [pair.students for pair in pairs([Compared((n, "mean"), few, []) for n in "12"])] == [("s0", "s1")]


def test_the_untouched_exercises_of_two_are_no_pair(course: Course) -> None:
    for name in ("eve", "fay"):
        hand_in(course, name)
    found = compare.compare(course, course.unit(UNIT), least=0)
    assert not any("eve" in pair.students for pair in found.pairs)


def test_the_page_marks_what_is_shared_escapes_all_and_runs_nothing(course: Course, tmp_path: Path) -> None:
    hostile = ODD + "\n# </pre><script>alert(1)</script>"
    hand_in(course, "ann", **{**RIGHT, "mean": hostile, "shout": SHOUT})
    file = tmp_path / "look.html"
    code, told = run(course, UNIT, "--html", str(file))
    assert code == 0 and "ann and bob" in told and "no verdict" in told
    text = file.read_text(encoding="utf-8")
    assert (
        "<mark>" in text
        and "&lt;/pre&gt;&lt;script&gt;" in text
        and "<script>" not in text
        and "script-src" not in text
        and "default-src 'none'" in text
    )
    assert "None of this is a verdict" in text
    run(course, UNIT, "--html", str(file))  # an earlier page may be replaced
    file.write_text("mine")
    assert run(course, UNIT, "--html", str(file))[0] != 0 and file.read_text() == "mine"


def test_names_are_hidden_where_asked(course: Course, tmp_path: Path) -> None:
    file, folder = tmp_path / "look.html", tmp_path / "dolos"
    _, told = run(course, UNIT, "--html", str(file), "--anonymous", "--dolos", str(folder))
    everything = told.split("wrote")[0] + file.read_text(encoding="utf-8")
    assert "bob" not in everything and "student " in everything
    with zipfile.ZipFile(folder / "1-numbers-mean.zip") as archive:
        assert "bob" not in archive.read("info.csv").decode()


def test_dolos_gets_a_zip_for_each_exercise_with_what_was_given_ignored(course: Course, tmp_path: Path) -> None:
    hand_in(course, "=SUM(1)", **{**RIGHT, "mean": ODD})
    run(course, UNIT, "--dolos", str(tmp_path / "dolos"))
    with zipfile.ZipFile(tmp_path / "dolos" / "1-numbers-mean.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("info.csv").decode())))
        names = {row["full_name"]: row["filename"] for row in rows}
        assert archive.read(names["ann"]).decode() == ODD
        assert [row["filename"] for row in rows if row["ignored"] == "true"] == ["given.py"]
        assert all(name in archive.namelist() for name in names.values())
        assert "=SUM(1)" not in names, "a spreadsheet would take it for a formula"
    assert run(course, UNIT, "--dolos", str(tmp_path / "dolos"))[0] != 0, "nothing is written over"


def test_too_few_to_compare_is_said(tmp_path: Path) -> None:
    made = tiny_course(tmp_path / "course")
    hand_in(made, "ann", **RIGHT)
    with pytest.raises(WorkbookError, match="nothing to compare"):
        compare.compare(made, made.unit(UNIT))


def test_a_broken_submission_is_a_note(course: Course) -> None:
    (course.submitted / "ann" / UNIT / "1-numbers.ipynb").write_text("{")
    found = compare.compare(course, course.unit(UNIT))
    assert any("ann" in note for note in found.notes)


@given(st.text(max_size=400), st.sampled_from(["python", "sql", "shell"]))
def test_any_text_is_read_and_every_form_covers_tokens_of_it(text: str, language: Language) -> None:
    made = forms(text, language)
    assert all(0 <= token.begin < token.end <= len(text) for token in made.tokens)
    assert all(inside and max(inside) < len(made.tokens) for inside in made.covers.values())


@pytest.mark.parametrize(
    "text",
    ["'" * 20_000, '"""' * 7_000, "(" * 20_000, "-" * 20_000 + "1", "x=" * 10_000, "/*" * 50_000, "a.b" * 7_000, "\\'" * 50_000,
     "'" + "\\'" * 50_000, '"\\' * 50_000, "'''\\" * 25_000, "# x\n" * 25_000],
)  # fmt: skip
@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", ["python", "sql", "shell"])
def test_long_odd_texts_end(text: str, language: Language) -> None:
    forms(text, language)


@pytest.mark.parametrize(
    ("language", "padding", "code"),
    [
        (
            "python",
            "# a line that says nothing, as long as a line may be\n" * 1_000,
            "total = sum(n * n for n in numbers)",
        ),
        ("python", '"""' + "words of no use " * 3_000 + '"""\n', "total = sum(n * n for n in numbers)"),
        ("python", "\n" * 30_000, "total = sum(n * n for n in numbers)"),
        ("sql", "-- a line that says nothing\n" * 2_000, "SELECT sum(n * n) FROM numbers WHERE n > 3"),
        ("sql", "/*" + "words of no use " * 3_000 + "*/\n", "SELECT sum(n * n) FROM numbers WHERE n > 3"),
        ("shell", "# a line that says nothing\n" * 2_000, "sort -n numbers | uniq -c | tail -n 3"),
    ],
)
def test_what_stands_behind_pages_of_comments_is_compared(language: Language, padding: str, code: str) -> None:
    alone = forms(code, language).names
    assert alone
    assert alone <= forms(padding + code, language).names


def test_code_is_cut_where_it_is_too_long_and_a_note_says_where(course: Course) -> None:
    text = "def double(n):\n    return n * 2\n" + "".join(f"x{number} = {number} + n\n" for number in range(4_000))
    hand_in(course, "ann", double=text)
    found = compare.compare(course, course.unit(UNIT))
    (note,) = [note for note in found.notes if "compared up to letter" in note]
    assert 20_000 < int(note.rsplit("letter ", 1)[1].split()[0].replace(",", "")) < len(text)


@pytest.mark.parametrize("name", ["02-sql", "01-shell", "03-pytorch"])
def test_planted_copies_of_every_kind_are_found_among_the_banks_answers(name: str) -> None:
    """Over five draws: one alone hangs on which answers the bank has. The figures are printed by benchmarks/similar.py."""
    bank = list(bank_of(Course(ROOT).unit(name)))
    rounds = [one_round(bank, random.Random(number), LEAST_BITS) for number in range(5)]
    planted, found = (sum(counts, Counter()) for counts in zip(*rounds, strict=True))
    assert set(planted) == set(KINDS)
    assert {kind: found[kind] for kind in KINDS} == dict(planted)
    assert found["alone"] <= planted.total() / 4, "four pairs in five that are shown are copies"


def test_what_language_a_cell_is_in_its_first_line_says() -> None:
    assert [language_of(text) for text in ("%%sql late\nselect 1", "%%writefile a.sh\nls", "%%bash\nls", "x = 1")] == [
        "sql",
        "shell",
        "shell",
        "python",
    ]


def test_a_page_is_not_written_where_something_else_lies(course: Course, tmp_path: Path) -> None:
    assert page.BEGIN.startswith("<!DOCTYPE html>")
    with pytest.raises(CourseError):
        course.unit("99-none")
