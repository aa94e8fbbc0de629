"""A clause table can't lack a sentence, quote what isn't said, or name a wrong answer that isn't there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from workbook.bank import clauses
from workbook.cli import app
from workbook.course import Course, Lesson
from workbook.errors import CourseError

GOOD = """[mean]
clauses = [["Return the mean of a list of numbers", "sum", "floor"], ["`None` for an empty list", "zero-for-empty"]]

[double]
clauses = [["Return twice the number `x`.", "square", "cube"]]
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    shutil.copytree(ROOT / "tests" / "tiny_course", tmp_path / "course")
    return Course(tmp_path / "course").unit("00-tiny").lesson("1-numbers")


def lacking(lesson: Lesson, old: str = "", new: str = "") -> list[str]:
    assert old in GOOD
    lesson.clauses.write_text(GOOD.replace(old, new), encoding="utf-8")
    return clauses.mistakes(lesson.unit, lesson.name)


def test_a_whole_table_lacks_nothing(lesson: Lesson) -> None:
    assert lacking(lesson) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[double]", "[triple]", "no answer cell 'triple'"),
        ("[double]", "[triple]", "[double] has no clauses"),
        ('"square", "cube"', '"square", "sphere"', "the bank has no wrong-sphere"),
        ('"zero-for-empty"', '"floor"', "wrong-floor stands for"),
        (
            "Return twice the number `x`.",
            "Return thrice the number",
            'the text doesn\'t say "Return thrice the number"',
        ),
        ("Return twice the number `x`.", "Return twice x.", 'touches "Return twice the number `x`."'),
    ],
)
def test_what_a_table_lacks_is_told(lesson: Lesson, old: str, new: str, told: str) -> None:
    assert [text for text in lacking(lesson, old, new) if told in text]


def test_a_missing_table_is_told_for_each_answer(lesson: Lesson) -> None:
    lesson.clauses.unlink()
    assert len(clauses.mistakes(lesson.unit, lesson.name)) == 2


@pytest.mark.parametrize(
    "text",
    ["[mean", "mean = 1", "[mean]\nclauses = ['a']", "[mean]\nclauses = [['a']]", "[mean]\nclause = []", "[mean]\nclauses = [['', 'sum']]",
     "[mean]\nfacts = [1]", "[mean]\nequivalent = [['a']]", "[mean]\nclauses = [[[], 'sum']]"],
)  # fmt: skip
def test_another_form_is_refused_with_the_file_and_the_form(lesson: Lesson, text: str) -> None:
    lesson.clauses.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"1-numbers\.clauses\.toml") as told:
        clauses.mistakes(lesson.unit, lesson.name)
    assert "Of this form" in str(told.value)


PROSE = """## X1 · Two sums
**Level 2 · 10 minutes · 4 points**

Write `both(a, b)`. It returns two sums, in
this order:

- the sum of the even ones,
- the sum of the *rest* (0 if there is none). Negative numbers count, too!

| sign | what comes |
|---|---|
| plus | the first of them |

```
both([1, 2], [3])
```

For example, `both([1], [2])` is `(2, 1)`. And so on for ever.

1. Nothing is printed by it.

<details><summary>Hint 1</summary>

This is never asked for anybody.

</details>
"""


def test_sentences_items_and_rows_are_each_to_be_touched() -> None:
    assert clauses.untouched(PROSE, []) == [
        "It returns two sums, in this order:",
        "the sum of the even ones,",
        "the sum of the *rest* (0 if there is none).",
        "Negative numbers count, too!",
        "sign | what comes",
        "plus | the first of them",
        "Nothing is printed by it.",
    ]


def test_a_quotation_touches_what_it_stands_in_wherever_lines_break() -> None:
    left = clauses.untouched(
        PROSE, ["two sums, in\n  this order", "(0 if there is none). Negative", "plus |", "of the even"]
    )
    assert left == ["sign | what comes", "Nothing is printed by it."]


def test_the_command_prints_the_table_and_fails_on_a_lack(lesson: Lesson) -> None:
    run = ["--course", str(lesson.unit.course.root), "bank", "00-tiny", "--clauses"]
    whole = CliRunner().invoke(app, run)
    assert whole.exit_code == 0
    assert "`None` for an empty list\n      zero-for-empty" in whole.output
    lacking(lesson, '"sum", "floor"', '"sum", "product"')
    assert CliRunner().invoke(app, run).exit_code == 1
    assert CliRunner().invoke(app, [*run[:-1], "--lesson", "1-numbers"]).exit_code == 1
