"""A question is whole, says something to each answer, gives its text wherever it is drawn, and is true where it runs."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from workbook.authoring.text import parse
from workbook.bank.quizzes import lies, questions
from workbook.notebook.quiz import Quiz, quiz

CHOICES: dict[str, Any] = {"right": "0.3", "wrong": {"3": "Not <that> `one`.", "30": "No."}, "because": "So."}
NUMBER: dict[str, Any] = {"number": 6, "within": 0.5, "wrong": {3: "Twice that."}, "because": "3 times 2."}
ORDER: dict[str, Any] = {"order": ["split", "fit", "measure"], "because": "Seen rows say nothing."}
LINE: dict[str, Any] = {"shows": "a = 1\nb = a\n\nc = d", "line": 4, "wrong": {1: "It is fine."}, "because": "No d."}
KINDS = [CHOICES, NUMBER, ORDER, LINE]


@pytest.mark.parametrize("given", KINDS)
def test_a_question_is_the_same_at_each_run_and_has_a_text_beside_its_page(given: dict[str, Any]) -> None:
    one, other = quiz("What is it?", **given), quiz("What is it?", **given)
    assert one._repr_mimebundle_() == other._repr_mimebundle_()
    bundle = one._repr_mimebundle_()
    assert "What is it?" in bundle["text/plain"]
    assert "To answer: _.answer(" in bundle["text/plain"]


def test_how_to_answer_gives_no_answer_away() -> None:
    asked = quiz("How many?", number=7, because="So.").text()
    assert "7" not in asked
    assert asked.endswith("_.answer(...) with a number")
    asked = quiz("Which?", right="x", wrong={"y": "No.", "z": "No."}, because="So.").text()
    assert asked.endswith("one of a, b, c")


@pytest.mark.parametrize("given", KINDS)
def test_its_page_is_well_formed_and_brings_nothing_from_elsewhere(given: dict[str, Any]) -> None:
    class Reader(HTMLParser):
        open: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            assert not {"src", "href", "action"} & {name for name, _ in attributes}
            if tag != "input":
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    reader.feed(quiz("What is <it>?", **given).html())
    assert reader.open == []


def test_a_choice_is_answered_by_its_letter_or_its_text() -> None:
    question = quiz("What is it?", **CHOICES)
    assert question.answer("0.3") == "✓ Right: So."
    said = {question.answer(letter) for letter in "abc"}
    assert said == {"✓ Right: So.", "✗ Not this: Not <that> `one`.", "✗ Not this: No."}
    assert "Choose one of a, b, c" in question.answer("z")


def test_the_right_choice_stands_in_any_place() -> None:
    places = {
        [choice.right for choice in quiz(f"Question {number}?", **CHOICES).choices].index(True) for number in range(30)
    }
    assert places == {0, 1, 2}


@pytest.mark.parametrize(
    ("given", "said"), [(6, "✓ Right"), ("6.5", "✓ Right"), (3, "Twice that."), (9, "think again"), ("six", "a number")]
)
def test_a_number_is_answered_within_its_bound(given: object, said: str) -> None:
    assert said in quiz("How many?", **NUMBER).answer(given)  # type: ignore[arg-type]


def test_an_order_is_never_shown_in_its_right_order() -> None:
    for number in range(40):
        question = quiz(f"Which order {number}?", order=["one", "two"], because="So.")
        assert question._shuffled() == ["two", "one"]
    assert quiz("Order?", **ORDER).answer(["split", "fit", "measure"]).startswith("✓")
    assert quiz("Order?", **ORDER).answer(["fit", "split", "measure"]).startswith("✗")


def test_each_line_that_is_not_empty_is_a_choice() -> None:
    question = quiz("Which line fails?", **LINE)
    assert [choice.text for choice in question.choices] == ["1: `a = 1`", "2: `b = a`", "4: `c = d`"]
    assert question.answer("4: `c = d`") == "✓ Right: No d."


def test_what_an_author_writes_is_shown_and_not_obeyed() -> None:
    page = quiz("Is `<b>` bold?", right="<script>x</script>", wrong={"'\"&": "<i>"}, because="<u>").html()
    body = page.partition("</style>")[2].partition("<script>(()")[0]
    assert "<code>&lt;b&gt;</code>" in body
    assert "<script>" not in body
    assert not [tag for tag in ("<i>", "<u>", "<b>") if tag in body]


def test_code_and_stress_are_drawn_and_their_marks_are_not() -> None:
    page = quiz("Is *this* `*.txt`?", number=2 * 2, wrong={3: "One *less*, in `a`."}, because="2 * 2, not `**`.").html()
    body = page.partition("</style>")[2].partition("<script>(()")[0]
    assert "<em>this</em> <code>*.txt</code>?" in body
    assert "2 * 2, not <code>**</code>." in body
    assert escape("One <em>less</em>, in <code>a</code>.") in body
    order = quiz("Order?", order=["*fit* `a`", "b"], because="So.").html()
    assert 'aria-label="fit a: one place up"' in order


def test_dollars_of_a_shell_are_not_read_as_formulas() -> None:
    page = quiz("What is it?", right="[$a] [$b]", wrong={"[]": "No."}, because="So.").html()
    assert 'class="workbook-quiz mathjax_ignore tex2jax_ignore"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"right": None}, {"number": 3}, {"wrong": {}}, {"wrong": {"0.3": "x"}}, {"wrong": {"3": " "}}, {"because": ""},
        {"right": None, "order": ["a"]}, {"right": None, "order": ["a", "a"], "wrong": None}, {"right": None, "line": 1},
        {"right": None, "number": 3, "wrong": {3: "x"}}, {"runs": "1", "shows": "1"}, {"shows": "SELECT 1", "database": "data"},
        {"right": None, "shows": "a\nb", "line": 3, "wrong": {}}, {"right": None, "shows": "a\nb", "line": 1, "wrong": {"b": "x"}},
    ],
)  # fmt: skip
def test_a_question_that_is_not_whole_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="question|order|right|line"):
        quiz("What is it?", **{**CHOICES, **changes})


LESSON = """# ---
# jupyter:
#   workbook:
#     title: T
#     minutes: 5
# ---

# %%
from workbook.notebook.quiz import quiz

quiz("What does this print?", runs="print(0.1 + 0.2)", right="{right}", wrong={{"0.3": "Not in base two."}}, because="Rounded.")
"""


def asked(text: str) -> list[Quiz]:
    lesson, mistakes = parse(Path("1-t.py"), text)
    assert not mistakes
    return [question for _, question in questions(lesson)]


@pytest.mark.parametrize(("right", "true"), [("0.30000000000000004", True), ("0.31", False)])
def test_a_question_that_runs_is_held_to_what_it_prints(right: str, true: bool, tmp_path: Path) -> None:
    [question] = asked(LESSON.format(right=right))
    assert (lies(question, tmp_path) == "") is true


@pytest.mark.parametrize(
    ("runs", "right", "true"),
    [("1 / 0", "ZeroDivisionError", True), ("1 / 0", "TypeError", False), ("print(open('a').read())", "hello", True)],
)
def test_an_error_and_a_file_beside_the_lesson_count(runs: str, right: str, true: bool, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("hello")
    assert (lies(quiz("What?", runs=runs, right=right, wrong={"x": "y"}, because="z"), tmp_path) == "") is true
    assert lies(quiz("What?", shows=runs, right="never", wrong={"x": "y"}, because="z"), tmp_path) == ""


@pytest.mark.parametrize(
    ("query", "right", "true"),
    [
        ("SELECT COUNT(*) FROM t", "2", True), ("SELECT COUNT(*) FROM t", "3", False), ("SELECT a, b FROM t ORDER BY a", "1 | NULL, 2 | x", True),
        ("SELECT NULL = NULL", "NULL", True), ("SELECT c FROM t", "no such column: c", True), ("SELECT a FROM t", "no such column: a", False),
    ],
)  # fmt: skip
def test_a_question_about_a_query_is_held_to_its_rows(query: str, right: str, true: bool, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "schema.sql").write_text("CREATE TABLE t (a INTEGER, b TEXT);")
    (tmp_path / "data" / "t.csv").write_text("a,b\n1,\n2,x\n")
    question = quiz("What comes?", runs=query, database="data", right=right, wrong={"y": "z"}, because="z")
    assert (lies(question, tmp_path) == "") is true
    assert query in question.text()


@pytest.mark.parametrize(("right", "true"), [("2 /tmp", True), ("1 /tmp", False)])
def test_code_that_begins_as_a_bash_cell_is_run_by_bash(right: str, true: bool, tmp_path: Path) -> None:
    runs = "%%bash\nplaces=(a b)\ncd /tmp\necho ${#places[@]} $PWD"
    assert (lies(quiz("What?", runs=runs, right=right, wrong={"x": "y"}, because="z"), tmp_path) == "") is true


def test_a_question_that_is_not_whole_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"1-t\.py:11: a question is not whole"):
        asked(LESSON.format(right="0.3"))
