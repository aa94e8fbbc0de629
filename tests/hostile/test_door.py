"""Whatever a student hands in, of any type, size, name or date: it becomes clean, or is refused in one line."""

from __future__ import annotations

import copy
import json
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.coursedir import CourseDirectory

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, notebook, scores
from tests.hostile.test_files import LESSON
from workbook.classroom import batch, submissions
from workbook.classroom.feedback import html as page
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.feedback import rendering
from workbook.classroom.nbgrader import refuse_links
from workbook.course import Course
from workbook.errors import BadSubmission, WorkbookError
from workbook.files import read_regular
from workbook.grading import door
from workbook.grading.door import MAX_BYTES, MOST_NOTES, CleanNotebook, clean_notebook, moment, printable
from workbook.grading.model import Submission
from workbook.grading.rebuild import rebuild

ODD: list[Any] = [
    None, True, -1, 10**400, 1e308, float("inf"), float("nan"), "", "\ud800", "\x00", "x" * 100_000, [], {}, [[]], [1, None, "a"],
    {"a": {"b": None}}, "é\u202e\n", ["\udfff", 3], {"": ""}, [{"cell_type": "code"}], {"grade_id": "why", "solution": True},
]  # fmt: skip


def _clean(found: CleanNotebook) -> None:
    """Every text is valid UTF-8 without NUL, and every field has its type."""
    for cell in found.cells:
        marks = cell.marks or {}
        texts = [cell.source, cell.id, *[value for value in marks.values() if isinstance(value, str)]]
        for text in [*texts, *cell.attachments, found.kernel]:
            assert type(text) is str
            assert "\x00" not in text
        for text in (cell.source, found.kernel, *cell.attachments):
            text.encode()
        assert cell.type in ("code", "markdown", "raw", "")
        assert all(value is None or isinstance(value, str | bool | int | float) for value in marks.values())


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


def _with(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    made = copy.copy(value)
    made[path[0]] = _with(value[path[0]], path[1:], odd)
    return made


def test_odd_types_at_every_place_of_a_notebook_become_clean_or_are_refused() -> None:
    whole = copy.deepcopy(LESSON.release)
    whole["cells"][-1]["attachments"] = {"a.png": {"image/png": "AA=="}}
    whole["cells"][1]["outputs"] = [{"output_type": "display_data", "metadata": {"workbook": {"exam": {}}}, "data": {}}]
    for path in _places(whole):
        for odd in ODD:
            data = json.dumps(_with(whole, path, odd)).encode()
            try:
                _clean(clean_notebook(data))
            except BadSubmission:
                continue
            made = rebuild(Submission("s", data), LESSON)
            json.dumps(made.notebook({}, {}), ensure_ascii=False).encode()
            assert len(made.restored) <= MOST_NOTES + 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
_CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | _JSON,
        "id": _JSON,
        "source": _JSON,
        "metadata": _JSON | st.fixed_dictionaries({"nbgrader": _JSON}),
        "attachments": _JSON | st.dictionaries(st.text(), st.dictionaries(st.just("image/png"), _JSON)),
        "outputs": _JSON,
    },
)


NOTEBOOKS = st.fixed_dictionaries({"cells": st.lists(_CELL | _JSON, max_size=5), "metadata": _JSON})


@settings(max_examples=150, deadline=None)
@given(NOTEBOOKS)
def test_any_json_in_a_notebooks_form_becomes_clean(made: dict[str, Any]) -> None:
    data = json.dumps(made).encode("utf-8", "surrogatepass")
    _clean(clean_notebook(data))
    rebuild(Submission("s", data), LESSON)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(st.sampled_from('[]{}",:\\n0aé\n '), max_size=100).map(str.encode))
def test_any_bytes_are_parsed_as_json_parses_them_or_refused(data: bytes) -> None:
    try:
        expected: Any = json.loads(data.decode())
    except (ValueError, RecursionError):
        expected = BadSubmission
    try:
        found = door.parse(data)
    except BadSubmission:
        found = BadSubmission
    assert repr(found) == repr(expected)


def _filled(piece: bytes, begin: bytes = b'{"cells": [', end: bytes = b"]}", size: int = MAX_BYTES) -> bytes:
    count = (size - len(begin) - len(end)) // len(piece)
    return begin + piece * count + end


BOMBS: dict[str, Callable[[], bytes]] = {
    "10 million tiny cells": lambda: _filled(b"{},", end=b"0]}"),
    "empty lists": lambda: _filled(b"[],", end=b"0]}"),
    "objects with one key": lambda: _filled(b'{"a":0},', end=b"0]}"),
    "short texts": lambda: _filled(b'"ab",', end=b"0]}"),
    "numbers": lambda: _filled(b"300,", end=b"0]}"),
    "keys": lambda: _filled(b'"a":1,', begin=b"{", end=b'"cells":[]}'),
    "lists behind what is no JSON": lambda: _filled(b"[],", begin=b'\\" ['),
    "nested 500 deep, over and over": lambda: _filled(b"[" * 500 + b"]" * 500 + b",", end=b"0]}"),
    "only opened": lambda: b"[" * MAX_BYTES,
    "quotes": lambda: b'{"cells": [' + b'"' * (MAX_BYTES - 11),
    "backslashes": lambda: b'{"a": "' + b"\\" * (MAX_BYTES - 7),
    "one long text with letters of four bytes": lambda: _filled(b"x", b'{"cells": ["', "\U0001f600".encode() + b'"]}'),
    "50,001 cells": lambda: _filled(b'{"cell_type":"raw"},', end=b"0]}", size=50_001 * 20 + 13),
    "one number of 32 MB": lambda: b'{"cells": [' + b"9" * (MAX_BYTES - 13) + b"]}",
    "a fraction of 32 MB": lambda: b'{"cells": [0.' + b"9" * (MAX_BYTES - 15) + b"]}",
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", BOMBS)
def test_no_file_takes_much_memory_or_time(name: str) -> None:
    data = BOMBS[name]()
    assert len(data) <= MAX_BYTES
    tracemalloc.start()
    started, refused = time.process_time(), ""
    try:
        clean_notebook(data)
    except BadSubmission as error:
        refused = error.message
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(refused) < 400
    assert most < 320 << 20
    assert time.process_time() - started < 30


def test_the_size_cap_takes_all_that_is_allowed_and_not_a_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    for size, fits in ((MAX_BYTES - 1, True), (MAX_BYTES, True), (MAX_BYTES + 1, False)):
        data = b'{"cells": []}'.ljust(size)
        path.write_bytes(data)
        if fits:
            assert clean_notebook(data).cells == ()
            assert len(read_regular(path, MAX_BYTES)) == size
        else:
            with pytest.raises(BadSubmission, match=r"32\.0 MB; at most 32 MB"):
                clean_notebook(data)
            with pytest.raises(OSError, match="at most"):
                read_regular(path, MAX_BYTES)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-02-01 18:00:00.123456 UTC", datetime(2026, 2, 1, 18, 0, 0, 123456)),
        ("2026-02-01T18:00:00+00:00\n", datetime(2026, 2, 1, 18)),
        ("2026-02-01 18:00 +0130", datetime(2026, 2, 1, 16, 30)),
        ("2026-02-01T18:00:00Z", datetime(2026, 2, 1, 18)),
        ("2026-02-01", datetime(2026, 2, 1)),
        ("2026-02-01 18:00:00.5", datetime(2026, 2, 1, 18, 0, 0, 500_000)),
    ],
)
def test_a_time_stamp_in_iso_form_is_read_as_utc(text: str, read: datetime) -> None:
    assert moment(text) == read


NO_DATES = [
    "", "now", "2026-02-01 18:00:00 CET", "2026-02-01 18:00:00 Europe/Berlin", "2026-02-01 18:00:00 ../../etc/passwd",
    "2026-02-01 18:00:00 /etc/localtime", "1 Feb 2026", "02/01/2026", "1700000000", "-2026-02-01", "0001-01-01", "9999-12-31T23:59-23",
    "2026-13-01", "2026-02-30", "2026-02-01 25:00", "2026-12-31 23:59:60", "2026-02-01 18:00:00 +99:99", "٢٠٢٦-02-01",
    "２026-02-01", "2026-02-01 18:00:00" + "0" * 10_000, "2026-02-01\x00", "2026-02-01\n2026-02-02", "2026-W05-1", "20260201",
    "2026-02-01 18:00 UTC UTC", "2026-02-01 18:00:00." + "1" * 30, "99999-01-01", "2026-02-01 18:00 utc+1", "\u202e2026-02-01",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_everything_else_is_no_time_stamp_for_us_and_for_nbgrader(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        moment(text)
    refuse_links.refuse_links()
    (tmp_path / "timestamp.txt").write_text(text, encoding="utf-8")
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)) is None


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("0129-:TZ .,+UTCGM/\n٣"), max_size=40))
def test_any_text_is_a_date_between_1970_and_3000_or_none(text: str) -> None:
    try:
        assert 1970 <= moment(text).year < 3000
    except (ValueError, OverflowError):
        return


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300) | st.binary(max_size=300).map(os.fsdecode))
def test_any_name_can_be_printed_after_it_was_cleaned(name: str) -> None:
    shown = printable(name)
    shown.encode()
    assert shown.isprintable()
    assert len(shown) <= door.MOST_NAME


# A class: one odd submission, one honest one


def _write(folder: Path, name: bytes, data: bytes = b"") -> None:
    with open(os.fsencode(folder) + b"/" + name, "wb") as stream:
        stream.write(data)


def _thousands_of_strays(folder: Path, course: Course) -> None:
    (folder / "1-numbers.ipynb").unlink()
    data = _filled(b" ", size=1 << 20)
    for number in range(2000):
        _write(folder, f"{number}.ipynb".encode(), data if number < 100 else b"")


def _names(folder: Path, course: Course) -> None:
    (folder / "1-numbers.ipynb").unlink()
    for name in (
        b"\xff\xfe.ipynb",
        b"a\nb.ipynb",
        "\u202egpj.ipynb".encode(),
        b"\x1b[31m.ipynb",
        b"[red].ipynb",
        b"x" * 240 + b".ipynb",
    ):
        _write(folder, name)


def _notes(folder: Path, course: Course) -> None:
    forged = {
        "cell_type": "code",
        "source": "",
        "metadata": {"nbgrader": {"grade_id": "x\n\u202e" * 50, "grade": True}},
    }
    made = notebook(course, "1-numbers")
    made["cells"] += [forged] * 40_000
    (folder / "1-numbers.ipynb").write_text(json.dumps(made))


def _zone(folder: Path, course: Course) -> None:
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 ../../../etc/localtime")


def _bomb(folder: Path, course: Course) -> None:
    (folder / "1-numbers.ipynb").write_bytes(_filled(b"[],", end=b"0]}"))


def _linked_student(folder: Path, course: Course) -> None:
    folder.parent.rename(course.root / "elsewhere")
    folder.parent.symlink_to(course.root / "elsewhere")


def _link_to_nowhere(folder: Path, course: Course) -> None:
    _linked_student(folder, course)
    (course.root / "elsewhere").rename(course.root / "gone")


def _file_as_folder(folder: Path, course: Course) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("")


FOLDERS: dict[str, tuple[Callable[[Path, Course], None], str]] = {
    "thousands of stray notebooks": (_thousands_of_strays, "more notebooks under other names were not looked at"),
    "odd names": (_names, "was ignored"),
    "40,000 cells that claim to be graded": (_notes, ""),
    "a zone that is a path": (_zone, "can't be read as a date"),
    "a bomb": (_bomb, "more than"),
    "a linked student": (_linked_student, "symbolic link"),
    "a link to nowhere": (_link_to_nowhere, "symbolic link"),
    "a file in the folder's place": (_file_as_folder, "not a folder"),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", FOLDERS)
def test_an_odd_submission_is_told_in_few_clean_lines_and_the_other_is_graded(name: str, tiny: Course) -> None:
    make, told = FOLDERS[name]
    make(hand_in(tiny, "eve"), tiny)
    hand_in(tiny, "zoe", **RIGHT)
    report = autograde(tiny)
    lines = [*map(str, report.problems), *report.notes, *[note for line in report.lines for note in line.restored]]
    assert any(told in line for line in lines), lines[:5]
    assert len(lines) < 2 * MOST_NOTES
    assert all(line.isprintable() and len(line) < 500 for line in lines)
    assert (scores(tiny)["zoe", "double-tests"], scores(tiny)["zoe", "mean-tests"]) == (2, 4)


@pytest.mark.parametrize("place", ["read", "sound", "_digest", "_write_files"])
@pytest.mark.parametrize("error", [RuntimeError, RecursionError, MemoryError, UnicodeEncodeError, KeyError])
def test_whatever_fails_over_one_submission_is_one_line_and_the_batch_goes_on(
    place: str, error: type[Exception], tiny: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for student in ("eve", "zoe"):
        hand_in(tiny, student, ("1-numbers",), **RIGHT)
    owner: Any = {"read": submissions, "sound": submissions._Reader, "_digest": batch._Plan, "_write_files": batch}[
        place
    ]
    original, calls = getattr(owner, place), []

    def fails(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise error(*(("utf-8", "\ud800", 0, 1, "x") if error is UnicodeEncodeError else ("odd",)))
        return original(*arguments)

    monkeypatch.setattr(owner, place, fails)
    report = autograde(tiny)
    assert len(report.problems) == 1
    assert error.__name__ in str(report.problems[0])
    (other,) = {"eve", "zoe"} - {report.problems[0].student}
    assert scores(tiny)[other, "mean-tests"] == 4


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be no root meanwhile, to whom every folder is open."""
    own = os.geteuid()
    os.seteuid(65534 if own == 0 else own)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.parametrize("place", ["submitted/eve", f"submitted/eve/{UNIT}", "submitted"])
def test_a_folder_that_may_not_be_read_is_named(place: str, tmp_path: Path) -> None:
    course = Course(tmp_path)
    (course.submitted / "eve" / UNIT).mkdir(parents=True)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    (tmp_path / place).chmod(0)
    told = []
    try:
        with unprivileged():
            for name in submissions.students(course, UNIT):
                told += [str(problem) for problem in submissions.read(course, name, UNIT, {}).problems]
    except WorkbookError as error:
        told.append(str(error))
    finally:
        (tmp_path / place).chmod(0o755)
    assert len(told) == 1
    assert "can't be read" in told[0]


def test_a_stray_notebook_is_taken_for_a_lesson_only_if_it_holds_most_of_its_graded_cells(tiny: Course) -> None:
    whole = notebook(tiny, "1-numbers", **RIGHT)
    graded = [cell for cell in whole["cells"] if "nbgrader" in cell["metadata"]]
    assert len(graded) > 2
    for kept in range(1, len(graded) + 1):
        student = f"s{kept}"
        folder = hand_in(tiny, student, ("2-words",), **RIGHT)
        (folder / "mine.ipynb").write_text(json.dumps({**whole, "cells": graded[-kept:]}))
    report = autograde(tiny)
    taken = {line.student for line in report.lines if line.lesson == "1-numbers"}
    assert taken == {f"s{kept}" for kept in range(1, len(graded) + 1) if kept * 2 > len(graded)}


# Drawing

PIECES = [
    "[", "![", "<a ", "<a>", "<b><i>", "`", "```\n", "*", "**a ", "> ", "- ", "[a]: b\n", "[a](", "$$a", "<!--", "<", "&", "|-|\n",
    '"', "f'{", "a\n--\n", "\\begin{a}", "![a](attachment:a.png)", "<![CDATA[", "\\\n", "\ud800", "\x00", "\u202e", "\x1b[31m",
]  # fmt: skip
DRAWERS: dict[str, Callable[[str], Any]] = {
    "essay": lambda text: page.essay({"cell": {"attachments": {"a.png": {"image/png": "AAAA" * 500_000}}}}, text),
    "markdown": page.markdown,
    "html": page.html,
    "code": page.code,
    "output": page.output,
    "highlighted": page.highlighted,
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the worst case is met soon: what matters is that the limits hold."""
    monkeypatch.setattr(rendering, "PAGE_SECONDS", 2.0)
    monkeypatch.setattr(rendering, "PATIENCE", 0.5)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("drawer", DRAWERS)
def test_a_page_is_drawn_in_time_whatever_its_texts_repeat(drawer: str, impatient: None) -> None:
    page.html("<b>start</b>" * 2000)  # the other process is there
    rendering.begin_page()
    started, size = time.monotonic(), 0
    for piece in PIECES:
        for length in (1_000, rendering.AT_ONCE, 1_000_000):
            made = str(DRAWERS[drawer]((piece * length)[:length]))
            made.encode()
            assert len(made) < 6_000_000
            size += len(made)
    assert time.monotonic() - started < 60
    assert size < 100_000_000


def test_what_is_too_long_is_cut_and_that_is_said() -> None:
    rendering.begin_page()
    made = str(page.markdown("some *words* here\n\n" * 20_000))
    assert "are shown" in made or "shown as it was written" in made
    assert len(made) < 500_000


def test_a_honest_essay_of_many_pages_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "PATIENCE", 30.0)
    monkeypatch.setattr(rendering, "PAGE_SECONDS", 60.0)
    rendering.begin_page()
    text = "## A heading\n\nSome **bold** words, a [link](http://a.example) and `code`.\n\n" * 400
    assert str(page.markdown(text)).count("<strong>bold</strong>") == 400
    assert str(page.essay({}, text)).count("<strong>bold</strong>") == 400


def test_no_text_is_drawn_with_more_memory_than_a_page_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering.begin_page()
    bomb = "[a]: http://" + "a" * 40_000 + "\n\n" + "[a]" * 15_000
    made = str(page.markdown(bomb))
    assert "shown as it was written" in made
    assert len(made) < 100_000


def test_feedback_is_drawn_for_the_class_when_one_page_can_t_be(tiny: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    for student in ("eve", "zoe"):
        hand_in(tiny, student, ("1-numbers",), **RIGHT)
    autograde(tiny)
    (tiny.autograded / "eve" / UNIT / "1-numbers.ipynb").write_text('{"cells": [3], "metadata": []}')
    made = feedback.generate(tiny, [UNIT])
    assert [student for student, _, _ in made.failed] == ["eve"]
    assert (tiny.feedback / "zoe" / UNIT / "1-numbers.html").is_file()


def test_submitted_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "submitted").write_text("")
    with pytest.raises(WorkbookError, match="can't be read"):
        submissions.students(Course(tmp_path), UNIT)
