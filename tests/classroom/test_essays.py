"""Essays graded by the rows of their rubrics: points that are a sum, comments from a bank, and nothing lost."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores, tiny_course
from tests.conftest import ROOT
from workbook import cli
from workbook.authoring.build import build
from workbook.authoring.text import read as lesson_text
from workbook.classroom.essays import bank, grading, marks, rubric
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import WorkbookError

RUBRIC = """# %% [markdown]
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **The reason** | none | a word | a sentence | …and a case |
# | **Honest `limits`** | none | one | two | |
#
# Points: the sum of the rows × 3 ÷ 5.
#
# %% [markdown] role="essay" id="why" points=3
"""
ATTACK = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with a rubric above its essay, and what Ada, Bob and Eve wrote, graded but for the essays."""
    tiny = tiny_course(tmp_path_factory.mktemp("essays") / "course")
    text = tiny.unit(UNIT).lesson("1-numbers").text
    bare = '# %% [markdown] role="essay" id="why" points=3\n'
    assert bare in text.read_text("utf-8")
    text.write_text(text.read_text("utf-8").replace(bare, RUBRIC), encoding="utf-8")
    build(tiny.unit(UNIT))
    for student in ("ada", "bob"):
        hand_in(tiny, student, **RIGHT)
    hand_in(tiny, "eve", **{**RIGHT, "why": f"{ATTACK}\x1b[2J"})
    autograde(tiny)
    return tiny


@pytest.fixture
def rows(graded: Course, tmp_path: Path) -> Course:
    """A copy of that class."""
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


def why(course: Course) -> rubric.Essay:
    return rubric.essay(course.unit(UNIT), "why")


def comment_of(course: Course, student: str) -> str:
    found = gradebook.notebooks(course.gradebook, [UNIT], student)
    return next(row.comments.get("why", "") for row in found if row.lesson == "1-numbers")


def run(course: Course, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["--course", str(course.root), *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_every_essay_of_the_course_has_a_rubric_that_gives_its_points() -> None:
    count = 0
    for unit in Course(ROOT).units:
        points = {cell.grade_id: cell.points for one in unit.lessons for cell in lesson_text(one.text).cells
                  if cell.role and cell.role.name == "essay"}  # fmt: skip
        found = {one.cell: one for one in rubric.essays(unit)}
        assert found.keys() == points.keys()
        for name, one in found.items():
            assert one.rubric is not None, name
            assert one.rubric.most == points[name]
            assert one.rubric.total({row.key: min(row.levels) for row in one.rubric.rows}) == 0
            count += 1
    assert count >= 10


def test_the_sum_is_that_of_exact_fractions() -> None:
    made = rubric.read(
        "| criterion | 0 | 3 |\n|---|---|---|\n"
        + "| a | x | y |\n" * 5
        + "\nPoints: the sum of the rows × 8 ÷ 15, to the nearest half."
    )
    assert made is not None
    keys = [row.key for row in made.rows]
    for high in range(6):
        got = made.total({key: 3 if number < high else 0 for number, key in enumerate(keys)})
        exact = Fraction(3 * high * 8, 15)
        halves = min((Fraction(n, 2) for n in range(20)), key=lambda half: abs(half - exact))
        assert got == halves


@pytest.mark.parametrize(
    ("table", "levels"),
    [
        ("| criterion | 1 point for |\n|---|---|\n| **Where** | the layer |", {"where": {0: "not there", 1: "the layer"}}),
        ("| points | limits |\n|---|---|\n| 0 | no |\n| 2 | yes |", {"limits": {0: "no", 2: "yes"}}),
        ("| criterion | 0 | 1 | 2 |\n|---|---|---|---|\n| a | no | yes | |", {"a": {0: "no", 1: "yes"}}),
    ],
)  # fmt: skip
def test_three_kinds_of_tables_are_rubrics(table: str, levels: dict[str, dict[int, str]]) -> None:
    made = rubric.read(table)
    assert made is not None
    assert {row.key: dict(row.levels) for row in made.rows} == levels


def test_another_table_is_no_rubric() -> None:
    assert rubric.read("| key | from |\n|---|---|\n| a | b |") is None


def test_a_rubric_that_does_not_give_the_essays_points_is_named(rows: Course) -> None:
    text = rows.unit(UNIT).lesson("1-numbers").text
    text.write_text(text.read_text("utf-8").replace("× 3 ÷ 5", "÷ 5"), encoding="utf-8")
    build(rows.unit(UNIT))
    with pytest.raises(WorkbookError, match="rows give 1 points, and the essay has 3"):
        why(rows)


def test_rows_become_points_and_a_comment_that_the_student_reads(rows: Course) -> None:
    code, said = run(rows, "comment", UNIT, "why", "ada", "the-reason=2: Name the case.", "2=1")
    assert code == 0, said
    assert scores(rows)["ada", "why"] == pytest.approx(3 * 3 / 5)
    assert comment_of(rows, "ada") == (
        "- **The reason**: 2 of 3. Name the case.\n- **Honest limits**: 1 of 2. (one)\n\n"
        "Sum of the rows: 3 of 5 × 3 ÷ 5 = 1.8 of 3 points."
    )
    feedback.generate(rows, [UNIT], ["ada"])
    page = (rows.feedback / "ada" / UNIT / "1-numbers.html").read_text("utf-8")
    assert "<strong>The reason</strong>: 2 of 3. Name the case." in page
    assert "1.8 of 3 points" in page
    assert [state.student for state in grading.states(why(rows)) if state.waits] == ["bob", "eve"]


def test_the_bank_keeps_a_comment_and_gives_it_again_with_its_points(rows: Course) -> None:
    code, _ = run(
        rows, "comment", UNIT, "why", "--keep", "reason/no-case=1: Name a case.".replace("reason", "the-reason")
    )
    assert code == 0
    assert (rows.unit(UNIT).instructor / "comments" / "why.toml").is_file()
    run(rows, "comment", UNIT, "why", "ada", "the/no-case", "honest=2")
    run(rows, "comment", UNIT, "why", "bob", "the/no-case", "the=2", "honest=2")
    assert "- **The reason**: 1 of 3. Name a case." in comment_of(rows, "ada")
    assert "- **The reason**: 2 of 3. Name a case." in comment_of(rows, "bob")
    assert (scores(rows)["ada", "why"], scores(rows)["bob", "why"]) == (pytest.approx(1.8), pytest.approx(2.4))
    _, shown = run(rows, "comment", UNIT, "why")
    assert "/no-case (1): Name a case." in shown


def test_one_row_is_changed_and_the_rest_of_the_comment_stays(rows: Course) -> None:
    run(rows, "comment", UNIT, "why", "ada", "1=2: Good.", "2=1", "--text", "Well *begun*.\n\nGo on.")
    code, said = run(rows, "comment", UNIT, "why", "ada", "2=2")
    assert code == 0
    assert "Honest limits**: 1 of 2" in said  # what stood before is printed
    told = comment_of(rows, "ada")
    assert "2 of 3. Good." in told
    assert "**Honest limits**: 2 of 2. (two)" in told
    assert told.endswith("Well *begun*.\n\nGo on.")
    assert told.count("Sum of the rows") == 1


def test_what_was_written_in_the_formgrader_stays(rows: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{rows.gradebook}") as book:
        book.find_comment("why", "1-numbers", UNIT, "ada").manual_comment = "By hand."
        book.db.commit()
    run(rows, "comment", UNIT, "why", "ada", "1=0", "2=0")
    assert comment_of(rows, "ada").endswith("By hand.")
    assert scores(rows)["ada", "why"] == 0
    assert not grading.states(why(rows))[0].waits


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1=2"], "Without points: honest-limits"),
        (["1=4", "2=1"], "can't get '4'"),
        (["1=x", "2=1"], "can't get 'x'"),
        (["1=٣", "2=1"], "can't get '٣'"),
        (["3=1"], "no row of the rubric"),
        (["nonsense"], "neither points nor a comment"),
        (["1/none", "2=1"], "no comment 'none'"),
        (["1=1", "the=2", "2=1"], "given points twice"),
        (["1=1:" + "x" * 2001, "2=1"], "longer than 2000"),
        (["1=1", "2=1", "--text", "x" * 10_001], "longer than 10000"),
        (["--points", "2"], "has a rubric"),
    ],
)
def test_marks_that_can_not_be_meant_change_nothing_and_say_what_to_write(
    rows: Course, words: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows.gradebook.read_bytes()
    monkeypatch.setattr("sys.argv", ["workbook", "--course", str(rows.root), "comment", UNIT, "why", "ada", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert told in capsys.readouterr().err
    assert rows.gradebook.read_bytes() == before


def test_who_handed_in_nothing_can_not_be_graded(rows: Course) -> None:
    with pytest.raises(WorkbookError, match="no grade of 'why'"):
        grading.grade(why(rows), "zoe", ["1=1", "2=1"])


def test_an_essay_without_a_rubric_takes_points_and_a_text(rows: Course) -> None:
    tiny, text = rows, rows.unit(UNIT).lesson("1-numbers").text
    text.write_text(text.read_text("utf-8").replace("criterion", "thing"), encoding="utf-8")
    build(rows.unit(UNIT))
    run(tiny, "comment", UNIT, "why", "ada", "--points", "2.5", "--text", "Fine.")
    assert (scores(tiny)["ada", "why"], comment_of(tiny, "ada")) == (2.5, "Fine.")
    for points in (3.5, -1.0, float("nan")):
        with pytest.raises(WorkbookError, match="can't get"):
            grading.grade(why(tiny), "ada", [], points=points)
    assert scores(tiny)["ada", "why"] == 2.5


def test_grades_by_rows_stay_when_the_class_is_graded_again(rows: Course) -> None:
    run(rows, "comment", UNIT, "why", "ada", "1=3", "2=2")
    autograde(rows, force=True)
    assert scores(rows)["ada", "why"] == 3
    assert not grading.states(why(rows))[0].waits


def test_points_that_differ_from_their_rows_are_told(rows: Course) -> None:
    from nbgrader.api import Gradebook

    run(rows, "comment", UNIT, "why", "ada", "1=3", "2=2")
    with Gradebook(f"sqlite:///{rows.gradebook}") as book:
        book.find_grade("why", "1-numbers", UNIT, "ada").manual_score = 1.0
        book.db.commit()
    _, said = run(rows, "comment", UNIT)
    assert "1-numbers why: 3 points, 2 rows, 0 comments; 2 of 3 wait" in said
    assert "ada: the rows give 3 points, the gradebook has 1" in said


def test_any_comment_is_understood_as_it_was_written(rows: Course) -> None:
    known = why(rows).rubric
    assert known is not None
    for said in (
        marks.Marks(
            {"the-reason": marks.Mark(2, "a **b**: 1 of 3. c"), "honest-limits": marks.Mark(0)}, "- **x**: y\n\nz"
        ),
        marks.Marks({"honest-limits": marks.Mark(1, "(one)x")}, ""),
        marks.Marks({}, ATTACK),
    ):
        assert marks.understood(known, marks.written(known, said)) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[nowhere.x]\ntext = 'a'", "no row 'nowhere'"),
        ("[the-reason.x]\npoints = 9\ntext = 'a'", "points must be one of 0, 1, 2, 3"),
        ("[the-reason.x]\npoints = 1", "text is missing"),
        ("[the-reason.'X y']\ntext = 'a'", "a name is small letters"),
        ("the-reason = 3", "write .the-reason.NAME."),
        ("[the-reason.x]\ntext = 'a'\nmore = 1", "nothing else"),
        ("[the", "why.toml"),
    ],
)
def test_a_mistake_in_the_bank_is_named_with_its_file(rows: Course, text: str, told: str) -> None:
    path = bank.file_of(why(rows))
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(WorkbookError, match=told) as error:
        bank.bank(why(rows))
    assert "comments/why.toml" in str(error.value)


def test_a_name_that_is_taken_and_a_name_that_is_none_are_not_kept(rows: Course) -> None:
    run(rows, "comment", UNIT, "why", "--keep", "1/a=1: One.")
    kept = bank.file_of(why(rows)).read_text("utf-8")
    for name in ("a", "B", "a.b", ""):
        with pytest.raises(WorkbookError):
            run(rows, "comment", UNIT, "why", "--keep", f"1/{name}=1: Two.")
    assert bank.file_of(why(rows)).read_text("utf-8") == kept


def test_a_bank_is_given_to_nobody(rows: Course) -> None:
    run(rows, "comment", UNIT, "why", "--keep", "1/a=1: One.")
    build(rows.unit(UNIT))
    assert not list(rows.release.rglob("*.toml"))


def test_a_students_text_is_printed_as_text(rows: Course) -> None:
    _, said = run(rows, "comment", UNIT, "why", "eve")
    assert ATTACK in said
    assert "\x1b" not in said
    for name in ("../ada", "eve/../../x", "zoe"):
        with pytest.raises(WorkbookError, match="no graded notebook"):
            grading.text_of(why(rows), name)
