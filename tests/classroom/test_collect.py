"""What platforms deliver gets into submitted/ whole, or a line says why not; and nothing that is there is lost."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from tests.classroom.test_commands import run
from tests.classroom.tiny import RIGHT, UNIT, autograde, notebook, scores
from workbook.classroom.collect.names import Part, guess, lesson_of, split
from workbook.classroom.collect.taking import Collected, collect
from workbook.course import Course
from workbook.errors import WorkbookError

CANVAS = 'Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"Lovelace, Ada",123,S1,ada,A\n'
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
    "Participant 1327,Ada Lovelace,ada@x.org,Submitted,,2030-01-02T18:00:00Z\n"
    "Participant 1328,Bob B,bob@x.org,Submitted,,-\n"
)


def zipped(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def download(course: Course, files: dict[str, bytes | str], name: str = "all.zip") -> Path:
    path = course.root.parent / name
    path.write_bytes(zipped(files))
    return path


def took(course: Course, files: dict[str, bytes | str], roster: str = "", **options: object) -> Collected:
    path = course.root.parent / "roster.csv"
    path.write_text(roster, encoding="utf-8")
    return collect(course, download(course, files), UNIT, roster=path if roster else None, **options)  # type: ignore[arg-type]


def submitted(course: Course) -> dict[str, str]:
    found = [path for path in course.submitted.rglob("*") if path.is_file()]
    return {path.relative_to(course.submitted).as_posix(): path.read_text("utf-8", "replace") for path in found}


@pytest.mark.parametrize(
    ("path", "kind", "part"),
    [
        ("lovelaceada_123_4567_1-numbers.ipynb", "canvas", Part("123", "lovelaceada", "1-numbers.ipynb", 4567)),
        ("lovelaceada_LATE_123_4567_a_b.ipynb", "canvas", Part("123", "lovelaceada", "a_b.ipynb", 4567, late=True)),
        ("LATE_anon_x1Y_4567_a.ipynb", "canvas", Part("anon_x1Y", "", "a.ipynb", 4567, late=True)),
        ("bob_124_text.html", "canvas", Part("124", "bob", "", text="a text typed into Canvas")),
        ("Ada Lovelace_1327_assignsubmission_file/d/a.ipynb", "moodle", Part("1327", "Ada Lovelace", "d/a.ipynb")),
        ("Ada Lovelace_1327_assignsubmission_file_/a.ipynb", "moodle", Part("1327", "Ada Lovelace", "a.ipynb")),
        ("Ada Lovelace_1327_assignsubmission_file_a.ipynb", "moodle", Part("1327", "Ada Lovelace", "a.ipynb")),
        ("submitted/ada/a.ipynb", "plain", Part("", "ada", "a.ipynb")),
        ("ada.zip", "plain", Part("", "ada", "ada.zip")),
    ],
)
def test_names_say_whose_a_file_is(path: str, kind: str, part: Part) -> None:
    assert split(path, kind, UNIT) == part  # type: ignore[arg-type]
    assert guess([path]) == kind


def test_a_second_upload_is_the_same_lesson() -> None:
    lessons = ["1-numbers", "1-numbers-2"]
    assert lesson_of("1-numbers-3.ipynb", lessons) == ("1-numbers", 3)
    assert lesson_of("1-numbers-2.ipynb", lessons) == ("1-numbers-2", 0), "a lesson of that name is itself"
    assert lesson_of("1-numbers (2).ipynb", lessons) == ("1-numbers", 2)
    assert lesson_of("notes.ipynb", lessons) == ("", 0)


def test_a_class_on_canvas_is_collected_and_graded(tiny: Course) -> None:
    right, stub = json.dumps(notebook(tiny, "1-numbers", **RIGHT)), json.dumps(notebook(tiny, "1-numbers"))
    files: dict[str, bytes | str] = {
        "lovelaceada_LATE_123_11_1-numbers.ipynb": stub,
        "lovelaceada_LATE_123_12_1-numbers-1.ipynb": right,
        "lovelaceada_LATE_123_13_data.csv": "a,b",
        "lovelaceada_LATE_123_14_timestamp.txt": "2000-01-01",
        "mallory_99_15_1-numbers.ipynb": right,
    }
    done = took(tiny, files, CANVAS)
    assert (done.kind, done.placed) == ("canvas", ["ada"])
    assert done.refused == ["mallory 99: nobody in roster.csv has this name or number"]
    assert sorted(submitted(tiny)) == [f"ada/{UNIT}/1-numbers.ipynb", f"ada/{UNIT}/data.csv"]
    assert any("the last counts" in line for line in done.notes)
    assert any("marked late; no time is known" in line for line in done.notes)
    assert any("timestamp.txt of the student's own was not taken" in line for line in done.notes)
    autograde(tiny)
    assert scores(tiny)["ada", "double-tests"] == 2
    again = took(tiny, files, CANVAS)
    assert (again.placed, again.unchanged) == ([], ["ada"])


def test_moodles_worksheet_gives_the_times_and_a_newer_submission_is_never_overwritten(tiny: Course) -> None:
    first: dict[str, bytes | str] = {"Ada Lovelace_1327_assignsubmission_file/1-numbers.ipynb": "first"}
    assert took(tiny, first, MOODLE).placed == ["ada@x.org"]
    stamp = f"ada@x.org/{UNIT}/timestamp.txt"
    assert submitted(tiny)[stamp] == "2030-01-02 18:00:00 UTC\n"
    second: dict[str, bytes | str] = {"Ada Lovelace_1327_assignsubmission_file/1-numbers.ipynb": "second"}
    older = took(tiny, second, MOODLE.replace("2030-01-02", "2030-01-01"), replace=True)
    assert "a newer submission is there" in older.refused[0]
    assert submitted(tiny)[f"ada@x.org/{UNIT}/1-numbers.ipynb"] == "first"
    newer = took(tiny, second, MOODLE.replace("2030-01-02", "2030-01-03"))
    assert submitted(tiny)[f"ada@x.org/{UNIT}/1-numbers.ipynb"] == "second"
    assert "kept in .workbook/earlier/ada@x.org" in newer.notes[0]
    kept = [path.read_text() for path in (tiny.private / "earlier").rglob("*.ipynb")]
    assert kept == ["first"]


def test_without_times_the_other_submission_stays_unless_asked(tiny: Course) -> None:
    took(tiny, {"ada/1-numbers.ipynb": "first"})
    refused = took(tiny, {"ada/1-numbers.ipynb": "second", "bob/1-numbers.ipynb": "his"})
    assert "--replace takes this one" in refused.refused[0]
    assert refused.placed == ["bob"]
    assert submitted(tiny)[f"ada/{UNIT}/1-numbers.ipynb"] == "first"
    assert took(tiny, {"ada/1-numbers.ipynb": "second"}, replace=True).placed == ["ada"]
    assert submitted(tiny)[f"ada/{UNIT}/1-numbers.ipynb"] == "second"


def test_a_students_own_zip_is_opened_once_and_its_folders_are_found(tiny: Course) -> None:
    deep = zipped(
        {"inner.zip": zipped({"x": "y"}), f"work/{UNIT}/1-numbers.ipynb": "n", f"work/{UNIT}/exam-1.json": "{}"}
    )
    done = took(tiny, {"ada.zip": deep, "bob/homework/2-words (1).ipynb": "w", "bob/homework/data/x.csv": "x"})
    assert done.placed == ["ada", "bob"]
    assert done.refused == ["ada: ada.zip: inner.zip: it is a zip within a zip within the zip"]
    assert sorted(submitted(tiny)) == [
        f"ada/{UNIT}/1-numbers.ipynb", f"ada/{UNIT}/exam-1.json",
        f"bob/{UNIT}/2-words.ipynb", f"bob/{UNIT}/data/x.csv",
    ]  # fmt: skip


def test_attempts_by_nbgraders_names_carry_their_time_and_the_last_counts(tiny: Course) -> None:
    form = "ps1_ada_attempt_2030-01-0{}-18-00-00_1-numbers.ipynb"
    done = took(tiny, {form.format(3): "last", form.format(2): "first"})
    assert done.placed == ["ada"]
    assert submitted(tiny)[f"ada/{UNIT}/1-numbers.ipynb"] == "last"
    assert submitted(tiny)[f"ada/{UNIT}/timestamp.txt"].startswith("2030-01-03 18:00:00")


def hostile(member: str, **settings: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member)
    info.compress_type = zipfile.ZIP_DEFLATED
    for name, value in settings.items():
        setattr(info, name, value)
    return info


@pytest.mark.parametrize(
    ("info", "data", "words"),
    [
        (hostile("eve/../../out.ipynb"), b"x", "leads out of the folder"),
        (hostile("eve\\..\\..\\out.ipynb"), b"x", "leads out of the folder"),
        (hostile("/etc/out.ipynb"), b"x", "absolute"),
        (hostile("C:\\out.ipynb"), b"x", "absolute"),
        (hostile("eve/a\x1b[2J.ipynb"), b"x", "control characters"),
        (hostile("eve/" + "a" * 200 + ".ipynb"), b"x", "128 letters"),
        (hostile("eve/link", external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd", "symbolic link"),
        (hostile("eve/pipe", external_attr=(stat.S_IFIFO | 0o777) << 16), b"", "no regular file"),
        (hostile("eve/bomb.ipynb"), b"0" * 2**24, "zip bomb"),
        (hostile("eve/big.ipynb"), b"0" * (2**25 + 1), "at most 32 MB"),
        (hostile("eve/x.zip"), zipped({"../../out.ipynb": "x"}), "leads out of the folder"),
        (hostile("eve/x.zip"), zipped({"a.ipynb": b"0" * 2**24}), "zip bomb"),
        (hostile("eve/x.zip"), b"no zip", "no zip that can be read"),
        (hostile(".eve/1-numbers.ipynb"), b"x", "name of a folder"),
        (hostile("stray.ipynb"), b"x", "no name that a plain download gives"),
    ],
)
def test_hostile_members_are_refused_by_name_and_nothing_else_is_lost(
    tiny: Course, info: zipfile.ZipInfo, data: bytes, words: str
) -> None:
    path = tiny.root.parent / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, data)
        archive.writestr("ada/1-numbers.ipynb", "hers")
    before = {entry.name for entry in tiny.root.parent.iterdir()}
    done = collect(tiny, path, UNIT, kind="plain")
    assert any(words in line for line in done.refused), done.refused
    assert all("\x1b" not in line and "\n" not in line for line in done.refused)
    assert submitted(tiny) == {f"ada/{UNIT}/1-numbers.ipynb": "hers"}
    assert {entry.name for entry in tiny.root.parent.iterdir()} == before


def test_a_member_that_is_broken_or_encrypted_is_refused_alone(tiny: Course) -> None:
    path = download(tiny, {"ada/1-numbers.ipynb": "hers", "eve/1-numbers.ipynb": "x" * 300, "bob/2-words.ipynb": "his"})
    data = bytearray(path.read_bytes())
    for entry in zipfile.ZipFile(path).infolist():
        if entry.filename.startswith("eve"):
            data[entry.header_offset + 30 + len(entry.filename)] ^= 0xFF
        if entry.filename.startswith("bob"):
            central = data.rindex(b"bob/2-words.ipynb") - 46
            data[central + 8] |= 1
    path.write_bytes(bytes(data))
    done = collect(tiny, path, UNIT)
    assert done.placed == ["ada"]
    assert any("eve: 1-numbers.ipynb: it can't be unpacked" in line for line in done.refused)
    assert any("bob/2-words.ipynb: it is encrypted" in line for line in done.refused)


def test_two_students_of_one_name_are_refused_and_told_apart_by_number(tiny: Course) -> None:
    twins = "student,name,number\nada1,Ada Lovelace,\nada2,Ada Lovelace,\n"
    files: dict[str, bytes | str] = {"Ada Lovelace_1327_assignsubmission_file/1-numbers.ipynb": "hers"}
    assert "two students of this name are in roster.csv" in took(tiny, files, twins).refused[0]
    assert submitted(tiny) == {}
    assert took(tiny, files, twins.replace("ada2,Ada Lovelace,", "ada2,Ada Lovelace,1327")).placed == ["ada2"]
    both = took(tiny, {"Eve/1-numbers.ipynb": "x", "eve/1-numbers.ipynb": "y", "Ada1/1-numbers.ipynb": "z"})
    assert both.refused == ["Eve and eve: both would be 'Eve'; give a roster that tells them apart"]
    clash = took(tiny, {"ADA1/1-numbers.ipynb": "z"})
    assert "differs in capitals only" in clash.refused[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_path_twice_in_a_zip_is_refused(tiny: Course) -> None:
    path = tiny.root.parent / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for text in ("one", "two"):
            archive.writestr("ada/1-numbers.ipynb", text)
    assert "perhaps of two students of one name" in collect(tiny, path, UNIT).refused[0]
    assert submitted(tiny) == {}


def test_a_link_in_submitted_is_not_followed(tiny: Course) -> None:
    tiny.submitted.mkdir(exist_ok=True)
    (tiny.submitted / "ada").symlink_to(tiny.root.parent)
    done = took(tiny, {"ada/1-numbers.ipynb": "x"})
    assert "symbolic link" in done.refused[0]
    assert not (tiny.root.parent / UNIT).exists()


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [(b"no zip", "", "no zip that can be read"), (zipped({}), "blackboard", "Choose one of: canvas, moodle, plain")],
)
def test_what_can_not_be_read_at_all_is_said(tiny: Course, data: bytes, kind: str, words: str) -> None:
    path = tiny.root.parent / "all.zip"
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=words):
        collect(tiny, path, UNIT, kind=kind)


def test_the_command_says_what_it_took_and_exits_with_1_when_something_was_refused(tiny: Course) -> None:
    path = download(tiny, {"ada/1-numbers.ipynb": "x", "stray.ipynb": "y"})
    done = run(tiny, "collect", str(path), UNIT)
    assert done.returncode == 1
    assert "took in 1 submissions of a plain download, 0 unchanged, 1 refused" in done.stdout
    assert "refused: stray.ipynb: this is no name" in done.stderr
    assert run(tiny, "collect", "none.zip", UNIT).returncode == 2
