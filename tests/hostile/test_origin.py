"""What belongs to the instructor: the origin of their pages, their configuration, their gradebook, the tests' seed."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import stat
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores, tiny_course
from tests.grading.lesson import cell, key, master, submit
from workbook.classroom import batch, report, seeds, submissions
from workbook.classroom.export import export
from workbook.classroom.feedback import html as page
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook.late import database_file, load_config
from workbook.classroom.gradebook.write import Writer
from workbook.classroom.nbgrader.refuse_links import odd_name
from workbook.cli import app
from workbook.course import Course
from workbook.errors import CourseError, NotTrusted, WorkbookError
from workbook.grading.engine import grade

# The seed of the tests

SEED = 6_871_947_673_012_345_671
SPY = r"""
import os, random, re, sys
found = {repr(random.getrandbits(32)), *sys.argv, *os.environ, *os.environ.values()}
if "torch" in sys.modules:
    found.add(repr(sys.modules["torch"].initial_seed()))
frame = sys._getframe()
while frame:
    found |= {repr(value)[:2000] for value in frame.f_locals.values() if value is not found}
    frame = frame.f_back
for name in ("environ", "cmdline"):
    for place in os.listdir("/proc"):
        try:
            found.add(open(f"/proc/{place}/{name}", "rb").read().decode("latin-1"))
        except OSError:
            pass
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in maps:
        ends, rights, *_ = line.split()
        begin, end = (int(one, 16) for one in ends.split("-"))
        if rights.startswith("rw") and end - begin < 1 << 28:
            try:
                memory.seek(begin)
                text = memory.read(end - begin)
            except (OSError, ValueError):
                continue
            found |= {one.hex() for one in re.findall(rb"seed\xcf(.{8})", text, re.DOTALL)}
            found |= {one.decode() for one in re.findall(rb"(?<!\d)\d{18,20}(?!\d)", text)}
print("SPIED", "\n".join(sorted(found)))
def total(values):
    return sum(values)
"""


def test_an_answer_finds_the_tests_seed_nowhere() -> None:
    lesson = master(
        cell(
            "answer",
            "total",
            "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION",
        ),
        cell("tests", "total-tests", "from workbook import check\nassert total([1, check.seed('x') * 0]) == 1", 4),
        seconds=30,
    )
    for _ in range(4):  # the template and its branch have served others before
        result = grade(submit(lesson, total=SPY), lesson, seed=SEED)
        printed = "".join(str(output.get("text", output)) for output in result.outputs["total"])
        assert "SPIED" in printed
        assert str(SEED) not in printed
        assert SEED.to_bytes(8, "big").hex() not in printed
        assert result.points == 4
        assert result.seed == SEED
    assert str(SEED * 2 + 1) not in printed, "nor what it can be told from"


def test_tests_still_draw_from_the_seed_and_answers_from_a_number_of_their_own() -> None:
    lesson = master(
        cell("answer", "draw", "import random\n### BEGIN SOLUTION\ndraw = random.random()\n### END SOLUTION"),
        cell("tests", "draw-tests", "from workbook import check\nprint(check.seed('x'), draw)\nassert draw", 1),
    )  # fmt: skip
    told = [str(grade(key(lesson), lesson, seed=seed).outputs["draw-tests"]) for seed in (SEED, SEED, SEED + 1)]
    assert told[0] == told[1]
    first, other = (re.findall(r"[\d.]+", text) for text in told[1:])
    assert all(one != two for one, two in zip(first, other, strict=True))


def test_the_final_seed_is_drawn_once_kept_private_and_used_by_every_way_of_grading(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    hand_in(course, "ada", **RIGHT)
    autograde(course)
    first = autograde(course, seed="final")
    assert len(first.lines) == 2
    assert first.again == {"another seed": 2}
    drawn = seeds.chosen(course, UNIT)
    assert drawn.final and drawn.number >= 2**62
    (kept,) = (course.private / "seeds").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert str(drawn.number) not in "".join(first.notes)
    for again in (autograde(course, seed="final"), autograde(course)):
        assert (again.unchanged, again.lines) == (2, [])
    assert seeds.choose(course, "other-unit", "final").number != drawn.number
    back = autograde(course, seed="0")
    assert len(back.lines) == 2 and back.again == {"another seed": 2}
    assert autograde(course, seed="final").lines
    assert seeds.chosen(course, UNIT).number == drawn.number


@pytest.mark.parametrize("wanted", ["-1", "1.5", "Final", "0x10", "ten", str(2**63), "", " "])
def test_what_is_no_seed_is_refused(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(CourseError, match="is no seed"):
        seeds.choose(Course(tmp_path), UNIT, wanted)
    assert not list(tmp_path.iterdir())


@given(
    st.binary(max_size=40) | st.sampled_from([b'{"seed": true}', b'{"seed": -1}', b"[]", b'{"final": 1}', b"[" * 999])
)
def test_a_damaged_seed_file_is_an_error_with_a_way_out(damage: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder))
        (course.private / "seeds").mkdir(parents=True)
        (course.private / "seeds" / f"{UNIT}.json").write_bytes(damage)
        with pytest.raises(CourseError, match="can't be read") as caught:
            seeds.chosen(course, UNIT)
        assert caught.value.mend


# The configuration, which is a program

BAD_CONFIG = "import pathlib\npathlib.Path(__file__).with_name('pwned').write_text('')\nc = get_config()\n"


@pytest.mark.parametrize("place", ["submitted/eve/00-tiny", "submitted", "autograded/eve", "feedback/eve/x/y", "release", "work/00-tiny"])  # fmt: skip
def test_a_configuration_among_what_students_touch_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    outer = tiny_course(tmp_path / "course")
    folder = outer.root / place
    shutil.copytree(outer.source, folder / "source")
    shutil.copytree(outer.release / UNIT, folder / "release" / UNIT)
    hand_in(Course(folder), "ada", **RIGHT)
    (folder / "nbgrader_config.py").write_text(BAD_CONFIG)
    monkeypatch.chdir(folder)
    inner = Course.find()
    assert inner.root == folder
    for command in COMMANDS:
        with pytest.raises(NotTrusted, match="lies in") as caught:
            command(inner, tmp_path)
        assert str(outer.root) in caught.value.mend
    assert not list(tmp_path.rglob("pwned"))
    load_config(outer)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_nothing_of_a_course_within_a_submission_is_run_however_many_courses_lie_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    outer = tiny_course(tmp_path / "course")
    folder = outer.submitted / "eve"
    for _ in range(depth):
        folder.mkdir(parents=True)
        (folder / "nbgrader_config.py").write_text(BAD_CONFIG)
        folder = folder / "inner"
    shutil.copytree(outer.source, folder / "source")
    (folder / "nbgrader_config.py").write_text(BAD_CONFIG)
    (folder / "source" / UNIT / "evil.py").write_text(BAD_CONFIG.replace("c = get_config()", "def run(): pass"))
    with open(folder / "source" / UNIT / "instructor" / "unit.toml", "a", encoding="utf-8") as stream:
        stream.write('\n[command_line]\nexam = "evil:run"\n[submission]\nreader = "evil:run"\n')
    inner = Course(folder)
    for command in COMMANDS:
        with pytest.raises(NotTrusted, match="lies in"):
            command(inner, tmp_path)
    monkeypatch.chdir(folder)
    told = CliRunner().invoke(app, ["exam"])
    assert isinstance(told.exception, NotTrusted)
    assert not list(tmp_path.rglob("pwned"))


COMMANDS: tuple[Callable[[Course, Path], object], ...] = (
    lambda course, _: autograde(course),
    lambda course, _: feedback.generate(course, [UNIT]),
    lambda course, _: report.report(course, [UNIT]),
    lambda course, folder: export(course, folder / "grades.csv", "csv"),
)


@pytest.mark.parametrize("target", ["file", "folder"])
@pytest.mark.parametrize("mode", [0o002, 0o006, 0o007])
def test_a_configuration_that_others_may_write_is_not_run(tmp_path: Path, target: str, mode: int) -> None:
    course = tiny_course(tmp_path / "course")
    course.config.write_text(BAD_CONFIG)
    path = course.config if target == "file" else course.root
    path.chmod(stat.S_IMODE(path.stat().st_mode) | mode)
    with pytest.raises(NotTrusted, match="others may write") as caught:
        load_config(course)
    assert "chmod" in caught.value.mend
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_configuration_of_another_user_is_not_run(tmp_path: Path, target: str) -> None:
    course = tiny_course(tmp_path / "course")
    course.config.write_text(BAD_CONFIG)
    os.chown(course.config if target == "file" else course.root, 12345, -1)
    with pytest.raises(NotTrusted, match="another user"):
        load_config(course)
    assert not list(tmp_path.rglob("pwned"))


# The gradebook

ELSEWHERE = (
    "postgresql://grader:secret@db.example/course",
    "postgresql+psycopg://db/course",
    "mysql://root@localhost/course",
    "oracle://x",
    "sqlite://",
    "sqlite:///:memory:",
    "no address",
    "nonsense://x/y",
)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_gradebook_that_is_no_file_is_refused_by_every_command(tmp_path: Path, url: str) -> None:
    course = tiny_course(tmp_path / "course")
    hand_in(course, "ada", **RIGHT)
    with open(course.config, "a", encoding="utf-8") as stream:
        stream.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    for command in COMMANDS:
        with pytest.raises(CourseError, match="SQLite only|no address") as caught:
            command(course, tmp_path)
        assert "secret" not in str(caught.value)
        assert caught.value.mend
    with pytest.raises(CourseError):
        database_file(url, course)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes()[:6] == b"SQLite"]


def test_grades_go_where_db_url_says(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    hand_in(course, "ada", **RIGHT)
    with open(course.config, "a", encoding="utf-8") as stream:
        stream.write(f"\nc.CourseDirectory.db_url = 'sqlite:///{tmp_path / 'elsewhere.db'}'\n")
    autograde(course)
    assert not course.gradebook.exists()
    assert len(report.report(course, [UNIT]).standings) == 1
    assert feedback.generate(course, [UNIT]).written


# One submission's faults

FAULTS = (
    OSError(errno.EIO, "input/output error"),
    PermissionError(13, "denied"),
    RecursionError("deep"),
    MemoryError(),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    KeyError(""),
    AssertionError("\x1b[31m"),
    type("", (Exception,), {})("no name"),
)


@pytest.mark.parametrize("where", ["read", "digest", "files", "record"])
def test_whatever_one_submission_sets_off_is_one_line_and_the_others_are_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    course = tiny_course(tmp_path / "course")
    names = ["ada", *(f"eve{number}" for number in range(len(FAULTS))), "zoe"]
    for name in names:
        hand_in(course, name, **RIGHT)
    faults = {f"eve{number}": fault for number, fault in enumerate(FAULTS)}

    def spoilt(original: Callable[..., object], who: Callable[..., str]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            if who(*arguments) in faults:
                raise faults[who(*arguments)]
            return original(*arguments)

        return call

    target, name, who = {
        "read": (submissions, "read", lambda _, student, *rest: student),
        "digest": (batch._Plan, "_digest", lambda _, lesson, data, handed_in: handed_in.student),
        "files": (batch, "_write_files", lambda _, handed_in, results: handed_in.student),
        "record": (Writer, "record", lambda _, record: record.student),
    }[where]
    monkeypatch.setattr(target, name, spoilt(getattr(target, name), who))
    made = autograde(course)
    assert {line.student for line in made.lines} == {"ada", "zoe"}
    assert sorted({problem.student for problem in made.problems}) == sorted(faults)
    assert len(made.problems) == len(faults)
    assert scores(course)["zoe", "mean-tests"] == 4
    if where in ("read", "digest"):
        assert "Traceback" in (course.private / "autograde.log").read_text(encoding="utf-8")


def test_who_holds_the_lock_is_told_and_the_lock_file_is_left_alone(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    with batch.only_one(course):
        for _ in range(2):
            with pytest.raises(WorkbookError, match=f"process {os.getpid()} on .*, since"):
                autograde(course)
    autograde(course)
    assert not (course.private / "autograde.holder").exists()


# What nbgrader and pages take from a submission

ODD = [
    *" \t\n\x00\x0b\u200b\u202e\xa0aA:;/\\#&%?@",
    "http",
    "https",
    "javascript",
    "data",
    "vbscript",
    "file",
    "mailto",
    "//",
]


def links(text: str) -> list[str]:
    """The addresses of a page's links, as a browser reads it: what looks like one in its text is none."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(value or "" for name, value in attrs if name == "href")  # type: ignore[method-assign]
    parser.feed(text)
    parser.close()
    return found


@given(st.lists(st.sampled_from(ODD), max_size=12).map("".join), st.booleans())
def test_a_link_on_a_page_leads_to_the_web_to_mail_or_within_the_page(address: str, quoted: bool) -> None:
    raw = f'<a href="{address}">x</a>' if quoted else f"[x](<{address}>)"
    for made in (page.html(raw), page.markdown(raw), page.essay({}, raw), page.output(raw)):
        for found in links(str(made)):
            assert re.match(r"(?i)https?://|mailto:|#", found), found


def test_names_and_classes_of_outputs_never_look_like_nbgraders_own() -> None:
    chance = random.Random(4)
    for _ in range(200):
        name = chance.choice(["id", "class", "name", "style", "data-link", "onclick", "for", "target", "ping"])
        tag = chance.choice(["div", "span", "a", "table", "td", "input", "button", "svg", "form", "img"])
        made = str(page.output(f"<{tag} {name}='score full-credit' title=x>x</{tag}>"))
        assert name not in re.findall(r"(\w[\w-]*)=", made)
    assert page.output(b"<b>x</b>") == "<b>x</b>"


@pytest.mark.parametrize(
    "name", ["<img src=x>", 'a"b', "a'b", "a&b", "{{x}}", "a\nb", "\u202ea", "x" * 129, "a`b", "a\\b"]
)
def test_a_name_with_markup_is_no_students(name: str) -> None:
    assert odd_name(name)
    assert not odd_name("Ada Lovelace-Ö, 1 (2)")
