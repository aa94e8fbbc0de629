"""What a unit adds to the kit by its unit.toml: a reader of submissions, a comparison of a class, a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import Inline, tiny_course
from workbook import hooks, printing, workspace
from workbook.classroom import batch, report
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import DEFAULT_COURSE_ID
from workbook.classroom.workers import Crew
from workbook.cli import app
from workbook.course import Course, Unit
from workbook.errors import CourseError

SETTINGS = """
[submission]
reader = "till:read"
compare = "till:compare"
files = { 1-takings = ["till.txt", "../else.txt"] }

[command_line]
till = "till:open_it"
"""
TILL = '''
"""What the till of a shop says."""

import typer


def read(lesson, notebook, folder, handed_in):
    from hidden import truth  # what is imported late is the unit's own too

    path = folder / "till.txt"
    if not path.is_file():
        return None
    said = path.read_text()
    return {"summary": f"The till says {said}.", "flags": {"T1": "till closed"}, "columns": {"till": said, "seen": "-"}}


def compare(claims):
    count = len(list(claims))
    return [(student, lesson, {**claim, "columns": {**claim["columns"], "seen": str(count)}}) for student, lesson, claim in claims]


def open_it(context: typer.Context, times: int = 1) -> None:
    """Open the till."""
    import shops

    print("open", times, sorted(shops.prices()), context.obj.root.name, context.args)
'''


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """The shop, with hooks."""
    unit = tiny_course(tmp_path / "course").unit("01-shop")
    unit.settings_file.write_text(unit.settings_file.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    (unit.source / "till.py").write_text(TILL, encoding="utf-8")
    return Course(unit.course.root).unit(unit.name)


def hand_in(unit: Unit, student: str, till: str = "") -> Path:
    folder = unit.course.submitted / student / unit.name
    folder.mkdir(parents=True)
    (folder / "1-takings.ipynb").write_bytes(unit.lesson("1-takings").source.read_bytes())
    if till:
        (folder / "till.txt").write_text(till)
    return folder


def test_a_claim_goes_from_the_submission_to_feedback_and_report(unit: Unit) -> None:
    course = unit.course
    gradebook.create(course.gradebook, DEFAULT_COURSE_ID)
    hand_in(unit, "ada", till="<b>12</b>")
    hand_in(unit, "bob")
    made = batch.autograde(course, [unit.name], crew=Crew(Inline, 1))
    assert made.problems == []
    feedback.generate(course, [unit.name])
    pages = {name: (course.feedback / name / unit.name / "1-takings.html").read_text() for name in ("ada", "bob")}
    assert "The till says &lt;b&gt;12&lt;/b&gt;." in pages["ada"]
    assert "till closed" in pages["ada"]
    assert "till" not in pages["bob"]
    told = report.report(course, [unit.name])
    assert [(one.student, one.claim["columns"]["seen"]) for one in told.claims] == [("ada", "1")]
    assert "till" in printing.report(told)
    (course.submitted / "ada" / unit.name / "till.txt").write_text("13")
    assert [line.student for line in batch.autograde(course, [unit.name], crew=Crew(Inline, 1)).lines] == ["ada"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise OSError('gone')", "fails: OSError: gone"),
        ("return [1]", "no mapping"),
        ("return {'a': {1, 2}}", "no plain data"),
        ("return {'a': float('nan')}", "no plain data"),
        ("return {'a': 'x' * 200_000}", "at most 100 KB"),
    ],
)
def test_a_reader_at_fault_is_named(unit: Unit, body: str, words: str) -> None:
    (unit.source / "till.py").write_text(f"def read(*given):\n    {body}\n", encoding="utf-8")
    with pytest.raises(CourseError, match=words) as caught:
        hooks.read(unit, "1-takings", b"{}", unit.source)
    assert "01-shop" in str(caught.value)


@pytest.mark.parametrize("name", ["nothing:read", "till:nothing", "till", ""])
def test_a_hook_that_is_not_there_is_told(unit: Unit, name: str) -> None:
    with pytest.raises(CourseError, match="module:function"):
        hooks.function(unit, name)


def test_a_unit_without_hooks_claims_nothing(tmp_path: Path) -> None:
    plain = tiny_course(tmp_path / "course").unit("01-shop")
    assert hooks.read(plain, "1-takings", b"{}", plain.source) is None
    assert hooks.files_beside(plain, "1-takings") == []
    assert list(hooks.commands(plain.course)) == []


def test_a_hook_of_the_wrong_kind_is_told(unit: Unit) -> None:
    text = unit.settings_file.read_text(encoding="utf-8").partition("[submission]")[0]
    unit.settings_file.write_text(f'{text}\nsubmission = "till:read"\n', encoding="utf-8")
    with pytest.raises(CourseError, match=r"Write: \[submission\]"):
        hooks.read(Course(unit.course.root).unit(unit.name), "1-takings", b"{}", unit.source)


def test_what_lies_beside_a_notebook_is_put_away_with_it(unit: Unit) -> None:
    """A name that leads out of the folder is no name of such a file."""
    workspace.take([unit])
    (unit.work / "till.txt").write_text("12")
    (unit.course.work / "else.txt").write_text("stays")
    kept = workspace.reset(unit, [unit.lesson("1-takings")])
    assert kept is not None
    assert sorted(path.name for path in kept.iterdir()) == ["1-takings.ipynb", "till.txt"]
    assert not (unit.work / "till.txt").exists()
    assert (unit.course.work / "else.txt").exists()


def test_a_units_command_runs_with_its_own_python(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["--course", str(unit.course.root), "till", "--times", "2", "more", "--further"]
    ran = CliRunner().invoke(app, arguments)
    assert ran.output == "open 2 ['apples', 'bread', 'tea'] course ['more', '--further']\n", ran.exception
    monkeypatch.chdir(unit.course.root)
    assert "Open the till." in CliRunner().invoke(app, ["--help"]).output
    unit.settings_file.write_text("not toml", encoding="utf-8")
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0


def test_a_units_command_takes_no_place_of_the_kits(unit: Unit) -> None:
    text = unit.settings_file.read_text(encoding="utf-8").replace("till = ", "build = ")
    unit.settings_file.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(app, ["--course", str(unit.course.root), "build", "--help"])
    assert "Build source/ and release/" in ran.output


def test_hooks_of_a_students_copy_are_the_released_ones(unit: Unit, tmp_path: Path) -> None:
    """There is no source/; the settings come from whatever a bundle holds of them."""
    copy = Course(tmp_path / "copy")
    copy.release.mkdir(parents=True)
    (copy.root / "nbgrader_config.py").write_text("")
    unit.source.joinpath("instructor").rename(tmp_path / "kept")
    unit.source.rename(copy.release / unit.name)
    assert (
        json.dumps(hooks.function(copy.unit(unit.name), "shops:prices")())
        == '{"apples": 0.5, "bread": 2.25, "tea": 4.0}'
    )
