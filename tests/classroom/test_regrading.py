"""Requests for another look at a grade: written, collected, listed, answered, and told on the feedback page."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores, tiny_course
from workbook import asking, cli
from workbook.classroom.collect.taking import collect
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook.write import Place
from workbook.classroom.regrading import requests
from workbook.classroom.submissions import TIMESTAMP
from workbook.course import Course
from workbook.errors import WorkbookError

LESSON = f"{UNIT}/1-numbers"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\n\n*please*"
ADA = Place("ada", UNIT, "1-numbers", "mean-tests")
WRONG = {**RIGHT, "mean": "def mean(numbers):\n    return 1.5"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with what Ada and Bob handed in, graded."""
    course = tiny_course(tmp_path_factory.mktemp("regrading") / "course")
    hand_in(course, "ada", **WRONG)
    hand_in(course, "bob", **RIGHT)
    autograde(course)
    return course


@pytest.fixture
def tiny(graded: Course, tmp_path: Path) -> Course:
    """A copy of that class."""
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


def run(course: Course, *words: str) -> str:
    done = CliRunner().invoke(cli.app, ["--course", str(course.root), *words])
    if done.exception is not None:
        raise done.exception
    return done.output


def asks(
    course: Course, student: str = "ada", text: str = ATTACK, name: str = "regrade-1-numbers-mean-tests.md"
) -> Path:
    path = course.submitted / student / UNIT / name
    path.write_text(text, encoding="utf-8")
    return path


def page(course: Course, student: str = "ada") -> str:
    feedback.generate(course, [UNIT], [student])
    return (course.feedback / student / UNIT / "1-numbers.html").read_text(encoding="utf-8")


def test_a_request_is_written_handed_in_listed_answered_and_told(tiny: Course) -> None:
    hidden = "Part 2 asks for 1.5, which I give."
    assert "regrade-1-numbers-mean-tests.md" in run(tiny, "regrade", LESSON, "mean", hidden)
    shutil.copy(tiny.work / UNIT / "regrade-1-numbers-mean-tests.md", tiny.submitted / "ada" / UNIT)
    assert hidden in run(tiny, "requests", UNIT)
    told = page(tiny)
    assert hidden in told
    assert "Not answered yet." in told

    before = scores(tiny)["ada", "mean-tests"]
    run(tiny, "answer", "ada", LESSON, "mean-tests", "You are *right*.", "--points", "3.5")
    assert scores(tiny)["ada", "mean-tests"] == 3.5 != before
    told = unescape(page(tiny))
    assert "You are <em>right</em>." in told
    assert "now 3.5 points" in told or "; 3.5 points" in told
    assert "Not answered yet." not in told
    assert "3.5 of 4 points" in told
    assert "No request waits" in run(tiny, "requests")
    assert hidden in run(tiny, "requests", "--all")
    assert "You asked" not in page(tiny, "bob")


def test_the_page_says_how_to_ask_and_about_what(tiny: Course) -> None:
    told = page(tiny)
    assert f"workbook regrade {LESSON} EXERCISE" in told
    for cell in ("double-tests", "mean-tests", "why"):
        assert f"<code>{cell}</code>" in told
        assert asking.named(tiny.unit(UNIT).lesson("1-numbers"), cell).cell == cell


def test_nbgraders_own_feedback_tells_it_too(tiny: Course) -> None:
    from tests.classroom.test_plugin import nbgrader

    asks(tiny, text="Look again.")
    run(tiny, "answer", "ada", LESSON, "mean-tests", "I did.")
    nbgrader(tiny, "generate_feedback", UNIT)
    told = (tiny.feedback / "ada" / UNIT / "1-numbers.html").read_text(encoding="utf-8")
    assert "I did." in told


def test_a_students_text_is_harmless_on_the_page_and_in_the_terminal(tiny: Course) -> None:
    asks(tiny, text=f"{ATTACK}\x1b[2J\u202e")
    said = run(tiny, "requests", UNIT)
    assert "\x1b" not in said
    assert "\u202e" not in said
    told = page(tiny)
    assert "<script" not in told
    assert "<img src=x" not in told
    assert "<em>please</em>" in told


def test_what_is_no_request_is_named_and_nothing_of_it_is_read(tiny: Course) -> None:
    folder = tiny.submitted / "ada" / UNIT
    secret = tiny.root / "secret.md"
    secret.write_text("the key")
    (folder / "regrade-1-numbers-why.md").symlink_to(secret)
    asks(tiny, name="regrade-1-numbers-double-tests.md", text="x" * (asking.MOST_BYTES + 1))
    (folder / "regrade-2-words-shout-tests.md").write_bytes(b"\xff\xfe")
    asks(tiny, name="regrade-../../../x.md".replace("/", "_"))
    asks(tiny, name="regrade-nothing.md")
    os.mkfifo(folder / "regrade-1-numbers-mean-tests.md")
    found, notes = requests.gather(tiny, UNIT)
    assert found == []
    assert len(notes) == 6
    assert "the key" not in "".join(notes)
    assert not (tiny.private / "requests").exists()


def test_one_folder_full_of_odd_names_leaves_room_for_the_notes_of_others(tiny: Course) -> None:
    for number in range(300):
        asks(tiny, "ada", name=f"regrade-no-{number}.md")
    asks(tiny, "bob", name="regrade-no-such.md")
    _, notes = requests.gather(tiny, UNIT)
    assert any(note.startswith("bob: ") for note in notes)
    assert len(notes) < 150


def test_a_linked_folder_and_a_stranger_beside_it_are_left_out(tiny: Course) -> None:
    asks(tiny, "bob", "About my own.")
    (tiny.submitted / "eve").symlink_to(tiny.submitted / "bob")
    found, _ = requests.gather(tiny, UNIT)
    assert [one.place.student for one in found] == ["bob"]


def test_a_request_that_is_not_handed_in_again_is_kept(tiny: Course) -> None:
    path = asks(tiny, text="First.")
    requests.gather(tiny, UNIT)
    path.unlink()
    assert [one.asked[0].text for one in requests.gather(tiny, UNIT)[0]] == ["First."]


def test_the_same_text_is_one_request_and_another_after_an_answer_is_a_second(tiny: Course) -> None:
    asks(tiny, text="First.")
    requests.gather(tiny, UNIT)
    asks(tiny, text="First, better said.")
    requests.answer(tiny, ADA, "No.")
    asks(tiny, text="Second.")
    for _ in range(2):
        ((found,), _) = requests.gather(tiny, UNIT)
    assert [(one.text, one.answer) for one in found.asked] == [("First, better said.", "No."), ("Second.", "")]
    assert found.open


def test_no_more_than_so_many_are_taken(tiny: Course) -> None:
    for number in range(requests.MOST_ASKED + 1):
        asks(tiny, text=f"Again {number}.")
        requests.gather(tiny, UNIT)
        if number < requests.MOST_ASKED:
            requests.answer(tiny, ADA, "No.")
    ((found,), notes) = requests.gather(tiny, UNIT)
    assert len(found.asked) == requests.MOST_ASKED
    assert "no more are taken" in notes[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["bob", LESSON, "mean-tests", "Yes."], "has asked nothing"),
        (["../ada", LESSON, "mean-tests", "Yes."], "has asked nothing"),
        (["ada", LESSON, "mean-tests", " "], "1 to 10000 characters"),
        (["ada", LESSON, "mean-tests", "Yes.", "--points", "5"], "can't get 5 points"),
        (["ada", LESSON, "mean-tests", "Yes.", "--points", "nan"], "can't get nan points"),
        (["ada", LESSON, "nothing", "Yes."], "no exercise in 1-numbers"),
        (["ada", UNIT, "mean-tests", "Yes."], "names no lesson"),
    ],
)
def test_an_answer_that_can_not_be_given_changes_nothing(
    tiny: Course, words: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(tiny)
    requests.gather(tiny, UNIT)
    before = tiny.gradebook.read_bytes(), requests.file_of(tiny, ADA).read_bytes()
    monkeypatch.setattr("sys.argv", ["workbook", "--course", str(tiny.root), "answer", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert told in capsys.readouterr().err
    assert (tiny.gradebook.read_bytes(), requests.file_of(tiny, ADA).read_bytes()) == before


def test_an_answer_is_replaced_only_when_that_is_said(tiny: Course) -> None:
    asks(tiny)
    requests.answer(tiny, ADA, "No.")
    with pytest.raises(WorkbookError, match="was answered on .*: No"):
        requests.answer(tiny, ADA, "Yes.")
    assert requests.answer(tiny, ADA, "Yes.", anew=True).asked[0].answer == "Yes."


def test_a_grade_of_an_answer_stays_when_the_class_is_graded_again(tiny: Course) -> None:
    asks(tiny)
    requests.answer(tiny, ADA, "Yes.", 4.0)
    autograde(tiny, force=True)
    assert scores(tiny)["ada", "mean-tests"] == 4


def test_a_damaged_record_is_named(tiny: Course) -> None:
    asks(tiny)
    requests.gather(tiny, UNIT)
    requests.file_of(tiny, ADA).write_text("{")
    with pytest.raises(WorkbookError, match="mean-tests.json can't be read"):
        requests.gather(tiny, UNIT)


def test_a_request_of_ones_own_is_not_written_over(tiny: Course) -> None:
    run(tiny, "regrade", LESSON, "why", "One.")
    run(tiny, "regrade", LESSON, "why", "One.")
    with pytest.raises(WorkbookError, match="says something already"):
        run(tiny, "regrade", LESSON, "why", "Two.")
    for text in ("", "x" * (asking.MOST_TEXT + 1)):
        with pytest.raises(WorkbookError, match="characters"):
            run(tiny, "regrade", LESSON, "double", text)
    assert (tiny.work / UNIT / "regrade-1-numbers-why.md").read_text() == "One.\n"


def zipped(course: Course, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(course.root / "download.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return course.root / "download.zip"


@pytest.mark.parametrize(
    "name", ["regrade-1-numbers-why.md", "regrade-1-numbers-why-1.md", "regrade-1-numbers-why (2).md"]
)
def test_a_download_with_a_request_alone_leaves_notebooks_and_time_as_they_are(tiny: Course, name: str) -> None:
    folder = tiny.submitted / "ada" / UNIT
    (folder / TIMESTAMP).write_text("2030-01-01 00:00:00 UTC")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    path = zipped(tiny, {f"ada/{UNIT}/{name}": b"Please."})
    assert collect(tiny, path, UNIT).placed == ["ada"]
    assert collect(tiny, path, UNIT).unchanged == ["ada"]
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == {**before, "regrade-1-numbers-why.md": b"Please."}
    assert [one.place.cell for one in requests.gather(tiny, UNIT)[0]] == ["why"]


def test_the_same_notebooks_handed_in_with_a_request_are_not_late(tiny: Course) -> None:
    folder = tiny.submitted / "ada" / UNIT
    (folder / TIMESTAMP).write_text("2030-01-01 00:00:00 UTC")
    files = {f"ada/{path.name}": path.read_bytes() for path in folder.glob("*.ipynb")}
    later = {**files, "ada/regrade-1-numbers-why.md": b"Please.", f"ada/{TIMESTAMP}": b"2031-01-01 00:00:00 UTC"}
    assert collect(tiny, zipped(tiny, later), UNIT).placed == ["ada"]
    assert (folder / TIMESTAMP).read_text().startswith("2030")
    changed = {**later, "ada/2-words.ipynb": json.dumps(json.loads(files["ada/2-words.ipynb"])).encode() + b"\n"}
    collect(tiny, zipped(tiny, changed), UNIT)
    assert (folder / TIMESTAMP).read_text().startswith("2031")
    assert (folder / "regrade-1-numbers-why.md").read_text() == "Please."


def test_an_earlier_text_is_kept_and_a_stranger_is_refused(tiny: Course) -> None:
    collect(tiny, zipped(tiny, {f"ada/{UNIT}/regrade-1-numbers-why.md": b"One."}), UNIT)
    collect(tiny, zipped(tiny, {f"ada/{UNIT}/regrade-1-numbers-why.md": b"Two."}), UNIT)
    (kept,) = (tiny.private / "earlier").rglob("*.md")
    assert kept.read_text() == "One."
    done = collect(tiny, zipped(tiny, {f"zoe/{UNIT}/regrade-1-numbers-why.md": b"One."}), UNIT)
    assert "never handed in" in done.refused[0]
    assert not (tiny.submitted / "zoe").exists()
