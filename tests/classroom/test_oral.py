"""``workbook oral``: every answer on a sheet is worked out here once more, by other means than the box's."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, autograde, notebook, tiny_course
from tests.classroom.tiny import hand_in as hand_in_lessons
from tests.conftest import ROOT
from workbook.check.sql.databases import Grid
from workbook.classroom.oral import box, clean, sheet
from workbook.classroom.oral.changes import changes, like
from workbook.classroom.oral.compose import Sheets, sheets
from workbook.classroom.oral.inside.written import Unwritable, written
from workbook.classroom.oral.model import Question, Solved
from workbook.cli import app
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.grading.masters import load_master, load_masters
from workbook.grading.model import Submission

LOOP = """def mean(numbers):
    total = 0
    count = 0
    for number in numbers:
        total += number
        count += 1
    if count == 0:
        return None
    return total / count"""
MANY = 40


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return tiny_course(tmp_path_factory.mktemp("oral") / "course")


def hand_in(course: Course, student: str, **answers: str) -> Path:
    return hand_in_lessons(course, student, ("1-numbers", "2-words"), **answers)


def asked(course: Course, answers: Mapping[str, str], student: str = "ann", most: int = MANY, seed: int = 0) -> Sheets:
    """The questions on a submission of the tiny unit."""
    unit = course.unit(UNIT)
    data = {lesson.name: json.dumps(notebook(course, lesson.name, **answers)).encode() for lesson in unit.lessons}
    return sheets(student, data, load_masters(unit), {}, most=most, seed=seed)


def every(found: Sheets) -> list[Question]:
    return [*found.talk, *found.practice]


def of(course_unit: str, lesson: str, answer: str, most: int = MANY) -> list[Question]:
    """The questions on the key's answer to one exercise of the real course."""
    unit = Course(ROOT).unit(course_unit)
    master = load_master(unit.lesson(lesson))
    given = json.loads(json.dumps(master.release))
    key = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell["source"] for cell in master.source["cells"]}
    for cell in given["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == answer:
            cell["source"] = key[answer]
    return every(sheets("key", {lesson: json.dumps(given).encode()}, {lesson: master}, {}, most=most, seed=1))


# Another way to the answers of Python: the answer's own text, edited as the question says, run by this test.


def outcome(source: str, call: str) -> tuple[str, str]:
    """What a call gives, or which error."""
    space: dict[str, Any] = {}
    if "torch" in source + call:
        space["torch"] = pytest.importorskip("torch")
    exec(source, space)
    try:
        value = eval(call, space)
    except Exception as error:
        return "error", type(error).__name__
    shape = getattr(value, "shape", None)
    return ("value", repr(value)) if shape is None else ("shape", str(tuple(shape)))


def edited(question: Question, nothing: str = "pass") -> str:
    """The answer's text as the question wants it changed."""
    lines = question.solved.source.split("\n")
    number = question.lines[0]
    was = lines[number - 1]
    indent = was[: len(was) - len(was.lstrip())]
    stage = re.search(r"the stage `(.+?)` of line", question.ask)
    swap = re.search(r"were `(.+?)` instead of `(.+?)`(?=: )", question.ask)
    if stage:
        assert stage[1] in was
        lines[number - 1] = was.replace(stage[1], "", 1)
    elif swap:
        assert was.strip() == swap[2]
        lines[number - 1] = indent + swap[1]
    else:
        assert "were left out" in question.ask
        lines[number - 1 : question.lines[-1]] = [f"{indent}{nothing}"]
    return "\n".join(lines)


def counted(source: str, line: int, call: str) -> int:
    """How often a line is reached: a counter is written before it."""
    lines = source.split("\n")
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
    space: dict[str, Any] = {"reached": []}
    exec("\n".join([*lines[: line - 1], f"{indent}reached.append(1)", *lines[line - 1 :]]), space)
    eval(call, space)
    return len(space["reached"])


def last_value(source: str, name: str, call: str) -> str:
    """A local name's value where the function returns: each ``return`` tells it first."""
    told = re.sub(r"( *)return\b", rf"\1seen.append(locals().get('{name}', '?'))\n\1return", source)
    space: dict[str, Any] = {"seen": []}
    exec(told, space)
    eval(call, space)
    return repr(space["seen"][-1])


def letters(question: Question, is_one: Callable[[str], bool]) -> str:
    return ", ".join("abcdef"[place] for place, call in enumerate(question.choices) if is_one(call))


def again(question: Question) -> str:
    """The answer's first part, worked out here."""
    source = question.solved.source
    named = re.findall(r"`(.+?)`(?![\w`])", question.ask)
    if question.kind == "value":
        return f"`{outcome(source, named[0])[1]}`"
    if question.kind == "variable":
        return f"`{last_value(source, named[1], named[0])}`"
    if question.kind == "times":
        return f"{counted(source, question.lines[0], named[1])} times"
    if question.kind == "reach":
        return letters(question, lambda call: counted(source, question.lines[0], call) > 0)
    if question.kind == "breaks":
        return letters(question, lambda call: outcome(source, call)[0] == "error")
    if question.kind == "edit":
        other = edited(question)
        return letters(question, lambda call: outcome(source, call) != outcome(other, call))
    assert question.kind == "without"
    return f"`{outcome(edited(question), named[-1])[1]}`"


def test_every_answer_on_python_is_what_another_way_gives(course: Course) -> None:
    found = every(asked(course, {**RIGHT, "mean": LOOP}))
    kinds = {question.kind for question in found}
    assert {"value", "variable", "times", "reach", "edit", "without"} <= kinds, kinds
    for question in found:
        first = question.answer if question.choices else re.match(r"`.*?`|\d+ times", question.answer)
        assert again(question) == (first if isinstance(first, str) else first and first[0]), question


def test_the_other_way_would_see_a_wrong_answer(course: Course) -> None:
    [one, *_] = [question for question in every(asked(course, {**RIGHT, "mean": LOOP})) if question.kind == "times"]
    assert again(one) == one.answer
    moved = Question(one.solved, "times", one.ask, one.answer, lines=(one.lines[0] - 4,))
    assert again(moved) != one.answer


def test_only_what_earned_points_is_asked_about(course: Course) -> None:
    found = asked(course, {**RIGHT, "mean": "def mean(numbers):\n    return 17"})
    assert {question.solved.answer for question in every(found)} == {"double", "shout"}
    assert every(asked(course, {})) == []  # nothing was written


def test_a_sheet_is_the_same_again_and_another_for_another_student_or_seed(course: Course) -> None:
    answers = {**RIGHT, "mean": LOOP}
    first = asked(course, answers, most=5)
    assert asked(course, answers, most=5) == first
    others = [asked(course, answers, student="bob", most=5), asked(course, answers, most=5, seed=1)]
    for other in others:
        assert {one.identity for one in other.talk} != {one.identity for one in first.talk}
    assert not {one.identity for one in first.talk} & {one.identity for one in first.practice}
    assert len(first.talk) == len(first.practice) == 5


def test_what_hangs_on_chance_or_the_clock_is_never_asked(course: Course) -> None:
    shaken = "import random, time\n\n" + LOOP.replace(
        "total = 0\n", "total = 0\n    drawn = random.random()\n    now = time.time_ns()\n"
    )
    found = every(asked(course, {"mean": shaken}))
    names = {re.findall(r"`(.+?)`", question.ask)[1] for question in found if question.kind == "variable"}
    assert names and not names & {"drawn", "now"}


def test_what_one_call_leaves_behind_for_the_next_is_never_an_answer(course: Course) -> None:
    """The unit's own module keeps the count, so that even a fresh copy of the answer sees it."""
    keeps = "import sys\n\n" + LOOP.replace(
        "total = 0\n", "total = 0\n    sys.seen = getattr(sys, 'seen', 0) + 1\n    nth = sys.seen\n"
    )
    found = every(asked(course, {"mean": keeps}))
    assert found
    assert not [question for question in found if "value of `nth`" in question.ask]


def test_an_answer_that_never_ends_on_another_input_costs_nothing_else(course: Course) -> None:
    endless = "def double(x):\n    while x != 2:\n        pass\n    return 2 * x"
    partial = {"double": endless, "mean": LOOP}
    unit = course.unit(UNIT)
    data = json.dumps(notebook(course, "1-numbers", **partial)).encode()
    points = {"1-numbers": {"double-tests": 2.0, "mean-tests": 4.0}}
    found = every(sheets("ann", {"1-numbers": data}, load_masters(unit), points, most=MANY, seed=0))
    assert {question.solved.answer for question in found} >= {"mean"}


def test_students_code_runs_in_the_box_alone(course: Course, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    try_it = f"import contextlib, os\nwith contextlib.suppress(OSError):\n    open({str(mark)!r}, 'w').write(str(os.getpid()))\n\n{LOOP}"
    assert every(asked(course, {"mean": try_it}))
    assert not mark.exists()


def test_nothing_of_the_hidden_tests_is_ever_called(course: Course) -> None:
    unit = course.unit(UNIT)
    master = load_master(unit.lesson("1-numbers"))
    submission = Submission("ann", json.dumps(notebook(course, "1-numbers", **RIGHT)).encode())
    visible = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in master.release["cells"]
        if "nbgrader" in cell["metadata"]
    }
    assert "secret_number" not in visible["double-tests"]
    told = box.once(
        submission,
        master,
        {"double-tests": {"do": "record", "tests": visible["double-tests"], "answer": RIGHT["double"]}},
    )
    assert told["double-tests"]["calls"] == {"double": ["double(2)"]}


def test_a_box_that_says_nothing_that_can_be_read_gives_no_question(course: Course) -> None:
    liar = f"import builtins\nbuiltins.print = lambda *words, **more: None\n\n{LOOP}"
    assert every(asked(course, {"mean": liar})) == []


@pytest.mark.parametrize(
    "reply",
    [
        {}, {"calls": 3, "scripts": {}, "queries": [3]}, {"calls": {"f": [1, "f(", "(" * 180, "mean([1])", "a" * 9000]}},
        {"calls": {"f": ["mean([1, 2])"]}, **{ask: [{"value": 3, "lines": []}] * 12 for ask in ("as it stands", "edit 1")}},
        {"calls": {"f": ["mean([1])"]}, "as it stands": [{"value": "1", "locals": {"mean": {"x": 3}}, "lines": {"x": 1}}, 7, None]},
        {"calls": {"f": ["mean([1])"]}, "as it stands": "x", "edit 0": [[]], "edit 1": [{"error": {}, "line": "1"}]},
    ],
)  # fmt: skip
def test_no_reply_of_the_box_can_end_the_command(
    course: Course, monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any]
) -> None:
    monkeypatch.setattr(box, "once", lambda _, __, tasks, turn=0: dict.fromkeys(tasks, reply))
    for question in every(asked(course, {"mean": LOOP})):
        assert isinstance(question.answer, str)


@pytest.mark.parametrize(
    ("run", "kept"),
    [
        ({"status": 0, "out": "", "err": "", "gone": [], "new": {}, "changed": {}}, True),
        ({"status": 0, "out": "", "err": "", "gone": [], "new": {"a": 1}, "changed": {}}, False),
        ({"status": 0, "out": ""}, False),
        ({"columns": ["a"], "rows": [["1"]]}, True),
        ({"columns": ["a"], "rows": [["1", "2"]]}, False),
        ({"stopped": True}, False),
        ({"surprise": 1}, False),
    ],
)
def test_an_outcome_of_another_form_is_none(run: dict[str, Any], kept: bool) -> None:
    assert clean.outcome(run) == (run if kept else {})


def test_a_file_with_another_name_each_time_is_no_answer(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    def once(_: object, __: object, tasks: dict[str, Any], turn: int = 0) -> dict[str, Any]:
        run = {
            "status": 0,
            "out": "",
            "err": "",
            "complains": False,
            "gone": [],
            "new": {f"t{turn}": ""},
            "changed": {},
        }
        return {name: {"a": [run], "b": [{**run, "new": {}}]} for name in tasks}

    monkeypatch.setattr(box, "once", once)
    master = load_master(course.unit(UNIT).lesson("1-numbers"))
    told = box.proven(Submission("ann", b""), master, {"x": {}})["x"]
    assert told["a"] == [{}]
    assert told["b"][0]["status"] == 0


# SQL: SQLite itself, on the tables that the question shows.


def tables_of(given: str) -> Iterator[tuple[str, Grid]]:
    for table in given.split("\n\n"):
        name, _, text = table.partition("\n")
        yield name, Grid.parse(text)


def rows_of(query: str, tables: list[tuple[str, Grid]]) -> list[tuple[str, ...]]:
    schema = (ROOT / "source" / "02-sql" / "data" / "flights" / "schema.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema)
    for name, grid in tables:
        marks = ", ".join("?" * len(grid.columns))
        connection.executemany(f"INSERT INTO {name} ({', '.join(grid.columns)}) VALUES ({marks})", grid.rows)
    rows = connection.execute(query).fetchall()
    return [
        tuple("NULL" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in rows
    ]


def test_every_answer_on_sql_is_what_sqlite_gives() -> None:
    found = of("02-sql", "1-select", "late")
    assert {"row", "edit", "without"} <= {question.kind for question in found}
    for question in found:
        tables = list(tables_of(question.given))
        query = question.solved.source.partition("\n")[2]
        before = rows_of(query, tables)
        if question.kind == "row":
            name, row = re.findall(r"`(.+?)`", question.ask)[:2]
            cells = [cell.split(" ", 1) for cell in row.split(", ")]
            parsed = Grid.parse(f"{' | '.join(one for one, _ in cells)}\n{' | '.join(two for _, two in cells)}")
            tables.append((name, parsed))
        elif "left out" in question.ask:
            lines = question.solved.source.split("\n")
            query = "\n".join([*lines[1 : question.lines[0] - 1], *lines[question.lines[0] :]])
        else:
            query = edited(question).partition("\n")[2]
        after = rows_of(query, tables)
        shown = Grid.parse(question.proof)
        assert after == [tuple("NULL" if cell is None else str(cell) for cell in row) for row in shown.rows], question
        assert question.answer.startswith("the same") is (sorted(before) == sorted(after))
        if not question.answer.startswith("the same"):
            assert question.answer.startswith({0: "no row", 1: "1 row"}.get(len(after), f"{len(after)} rows"))


# The shell: bash, in a folder with what the question shows.


@pytest.mark.parametrize(
    ("lesson", "answer", "kinds"),
    [("1-files", "biggest", {"input", "without"}), ("2-streams", "lines", {"input", "without", "edit"})],
)
def test_every_answer_on_a_script_is_what_bash_does(tmp_path: Path, lesson: str, answer: str, kinds: set[str]) -> None:
    found = [question for question in of("01-shell", lesson, answer) if "socket" not in question.given]
    assert kinds <= {question.kind for question in found}
    for number, question in enumerate(found):
        folder = tmp_path / str(number)
        folder.mkdir()
        for path, content in re.findall(r"^(['\"].+?['\"]): (.+)$", question.given, re.MULTILINE):
            plant(folder / ast.literal_eval(path), content)
        command = shlex.split(re.findall(r"`(bash .+?)`", question.ask)[-1])
        script = tmp_path / command[1]
        text = question.solved.source if question.kind == "input" else edited(question, nothing=":")
        script.write_text(text.partition("\n")[2])
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", str(script), *command[2:]], cwd=folder, capture_output=True, check=False,
            env={"PATH": os.defpath, "LC_ALL": "C", "HOME": str(tmp_path)}, timeout=20,
        )  # fmt: skip
        out = ran.stdout.decode()
        assert question.answer.startswith(f"prints `{out!r}`" if out else "prints nothing"), question
        assert question.answer.endswith(f"status {ran.returncode}"), question
        assert ("complains on standard error" in question.answer) is bool(ran.stderr.strip()), question
        assert re.match("(as it stands|with|without) ?.*: prints ", question.proof), question


def plant(file: Path, content: str) -> None:
    """What a question says is in a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if content.startswith("a link to "):
        file.symlink_to(ast.literal_eval(content.removeprefix("a link to ")))
        return
    repeated = re.fullmatch(r"('.+') (\d+) times", content)
    text = ast.literal_eval(repeated[1]) * int(repeated[2]) if repeated else ast.literal_eval(content)
    file.write_bytes(text.encode())


def test_every_shape_and_axis_is_what_torch_gives() -> None:
    pytest.importorskip("torch")
    found = of("03-pytorch", "1-tensors", "pairwise-distances", most=30)
    axes = [question for question in found if question.kind == "axis"]
    assert axes
    assert [question for question in found if question.kind == "shape"]
    for question in axes:
        call = re.findall(r"`(.+?)`", question.ask)[2]
        kind, told = outcome(edited(question), call)
        assert f"the {kind} `{told}`" in question.answer, question
        assert f"as it stands the shape is `{outcome(question.solved.source, call)[1]}`" in question.answer, question


def test_a_layer_is_asked_about_with_the_shapes_of_the_visible_tests() -> None:
    pytest.importorskip("torch")
    found = of("03-pytorch", "2-layers", "linear", most=10)
    assert [question for question in found if question.kind == "shape" and "Linear(" in question.ask]


# Pieces


def test_calls_like_a_call_differ_from_it_in_one_literal() -> None:
    made = like("f([1, -2], {'kind': 'x'}, dtype='float32')", ["x", "y"], random.Random(0), most=40)
    assert "f([1, -2], {'kind': 'y'}, dtype='float32')" in made
    assert "f([], {'kind': 'x'}, dtype='float32')" in made
    assert not [call for call in made if "'kind': " not in call or "'float32'" not in call or "-0" in call]


def test_changes_say_the_line_and_leave_no_name_without_a_value() -> None:
    source = "def f(x):\n    y = x + 1\n    y += 2\n    return y"
    said = [change.said for change in changes(source, "python")]
    assert "line 3, `y += 2`, were left out" in said
    assert not [text for text in said if text.startswith("line 2, ")]
    assert "line 2 were `y = x - 1` instead of `y = x + 1`" in said
    shell = [change.said for change in changes("%%writefile a.sh\nsort a | uniq -c | head -3\n", "shell")]
    assert "the stage `| uniq -c` of line 2 were left out" in shell
    sql = [change for change in changes("%%sql a\nSELECT x\nFROM t\nWHERE x > 1", "sql") if change.drops]
    assert [(change.said, change.lines) for change in sql] == [("line 4, `WHERE x > 1`, were left out", (4,))]


@pytest.mark.parametrize(
    "value", [None, True, 3, -1.5, float("nan"), "it's", b"x", (1,), [1, [2]], {"a": {1}}, set(), frozenset({2})]
)
def test_what_is_written_makes_the_value_again(value: object) -> None:
    assert repr(eval(written(value))) == repr(value)


@pytest.mark.parametrize("value", [object(), list(range(400)), "x" * 500, len])
def test_what_no_short_text_makes_is_not_written(value: object) -> None:
    with pytest.raises(Unwritable):
        written(value)


# The page and the command


def test_nothing_a_student_writes_becomes_markup() -> None:
    bad = Solved("1-x", "<b>X</b>", "t", "a", "python", "x = '<script>alert(1)</script>'\n# </code>")
    question = Question(
        bad, "value", "What does `f('<img src=x>')` give?", "`'<em>'`", ("<u>",), "<s>", "<p onclick=1>", (1,)
    )
    for examiner in (True, False):
        text = sheet.page("T", "U & V", [question], student="<ann>", examiner=examiner, solved=[bad])
        assert not re.search(r"<(script|img|em>|u>|s>|p onclick|ann|b>X)", text)
        assert "default-src 'none'" in text
        assert "<code>f(&#39;&lt;img src=x&gt;&#39;)</code>" in text


def test_a_students_sheet_keeps_each_answer_behind_a_click_and_the_examiners_shows_it() -> None:
    one = Solved("1-x", "X", "t", "a", "python", "def f(x):\n    return x")
    text = sheet.page("T", "U", [Question(one, "value", "What does `f(3)` give?", "`3`", lines=(2,))], solved=[one])
    assert re.search(r"<details class=\"answer\"><summary>Answer</summary><p><code>3</code>", text)
    assert '<li class="marked"><code>    return x</code>' in text
    assert "<details" not in sheet.page("T", "U", [Question(one, "value", "?", "`3`")], examiner=True, solved=[one])


def test_code_with_a_backtick_in_it_stays_one() -> None:
    assert str(sheet.in_code("If `a` were `b`: why?")) == "If <code>a</code> were <code>b</code>: why?"


def run(course: Course, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--course", str(course.root), "oral", *arguments])
    return result.exit_code, result.output + (str(result.exception.__class__.__name__) if result.exception else "")


def test_the_command_writes_both_sheets_of_everybody_and_names_what_cant_be_read(tiny: Course) -> None:
    hand_in(tiny, "ann", **{**RIGHT, "mean": LOOP})
    hand_in(tiny, "bob", double="def double(x):\n    return 3 * x")
    (hand_in(tiny, "cleo", **RIGHT) / "1-numbers.ipynb").write_text("{")
    autograde(tiny)
    code, said = run(tiny, UNIT)
    assert code == 1  # of cleo's, one can't be read
    assert "ann: 5 questions" in said and "bob: 0 questions (nothing" in said and "cleo: 1-numbers.ipynb: " in said
    for name in ("ann", "bob", "cleo"):
        assert sorted(path.name for path in (tiny.root / "oral" / name / UNIT).iterdir()) == [
            "examiner.html",
            "practice.html",
        ]
    assert "There is nothing to ask" in (tiny.root / "oral" / "bob" / UNIT / "examiner.html").read_text()
    assert "shout" in (tiny.root / "oral" / "cleo" / UNIT / "examiner.html").read_text()
    before = (tiny.root / "oral" / "ann" / UNIT / "examiner.html").read_bytes()
    assert run(tiny, UNIT, "ann")[0] == 0
    assert (tiny.root / "oral" / "ann" / UNIT / "examiner.html").read_bytes() == before


def test_two_at_a_time_write_what_one_after_the_other_writes(tiny: Course) -> None:
    for name in ("ann", "bob", "cleo"):
        hand_in(tiny, name, **RIGHT)
    for jobs in "12":
        assert run(tiny, UNIT, "--jobs", jobs, "--folder", str(tiny.root / jobs))[0] == 0
    one, two = (
        {path.relative_to(tiny.root / jobs): path.read_bytes() for path in (tiny.root / jobs).rglob("*.html")}
        for jobs in "12"
    )
    assert len(one) == 6 and one == two


def test_points_are_the_gradebooks_where_it_has_them(tiny: Course) -> None:
    hand_in(tiny, "ann", double=RIGHT["double"])
    autograde(tiny)
    with sqlite3.connect(tiny.gradebook) as connection:
        connection.execute("UPDATE grade SET auto_score = 0, manual_score = 0")
    assert "ann: 0 questions" in run(tiny, UNIT)[1]


@pytest.mark.parametrize(
    "arguments", [(UNIT,), (UNIT, "nobody"), (UNIT, "--practice"), (UNIT, "ann", "--practice"), ("09-none",)]
)
def test_a_mistake_of_the_callers_is_told_with_the_way_out(tiny: Course, arguments: tuple[str, ...]) -> None:
    if arguments == (UNIT, "nobody"):
        hand_in(tiny, "ann", **RIGHT)
    result = CliRunner().invoke(app, ["--course", str(tiny.root), "oral", *arguments])
    assert isinstance(result.exception, WorkbookError)
    assert result.exception.message and result.exception.mend


def test_such_a_mistake_ends_with_2(tiny: Course, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "workbook", "--course", str(tiny.root), "oral", UNIT, "nobody"],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (ran.returncode, len(ran.stderr.strip().splitlines())) == (2, 2), ran.stderr  # why, and what to do


def test_no_other_file_is_replaced(tiny: Course) -> None:
    hand_in(tiny, "ann", **RIGHT)
    file = tiny.root / "oral" / "ann" / UNIT / "examiner.html"
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    assert run(tiny, UNIT, "ann")[0] != 0
    assert file.read_text() == "mine"


def test_a_self_learner_practises_on_their_own_copies(tiny: Course) -> None:
    unit = tiny.unit(UNIT)
    unit.work.mkdir(parents=True)
    (unit.work / "1-numbers.ipynb").write_text(json.dumps(notebook(tiny, "1-numbers", **{**RIGHT, "mean": LOOP})))
    code, said = run(tiny, UNIT, "--practice", "--questions", "3")
    assert (code, "wrote 3 questions to work/" in said) == (0, True), said
    assert (unit.work / "explain-it.html").read_text().count("<details") == 3
