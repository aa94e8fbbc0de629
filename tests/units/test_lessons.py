"""What the syllabus asks of every lesson and every exercise."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Collection
from importlib import metadata
from pathlib import Path

import pytest

from workbook.authoring import copied
from workbook.authoring.build import verify
from workbook.authoring.text import Cell, LessonText, read
from workbook.bank import clauses, quizzes
from workbook.bank.answers import claim
from workbook.bank.slices import alone, made_by
from workbook.course import Lesson, Unit
from workbook.own_python import importable

EXERCISE = re.compile(r"^## ([A-Z]\w*) · .+$", re.MULTILINE)
FACTS = re.compile(r"\*\*Level [1-5] · \d+ minutes · (.+?) points?\*\*")
BREAK = re.compile(r"sitting (?:may|begins|ends)|end (?:a|the) first sitting|for a break")
TELLING = 24
"""Characters of a line, without white space, from which on it is more than a call's name."""
LEVEL = re.compile(r"\*\*Level ([1-5]) · \d+ minutes")
HINT = re.compile(r"<details>\s*<summary>Hint \d", re.IGNORECASE)


def answers(text: LessonText) -> list[Cell]:
    return [cell for cell in text.cells if cell.role and cell.role.name == "answer"]


def test_text_source_and_release_agree(unit: Unit) -> None:
    verify(unit)


def test_no_leak_is_accepted_that_is_none(unit: Unit) -> None:
    assert copied.needless(unit, [read(lesson.text) for lesson in unit.lessons], copied.given(unit.course)) == []


def test_the_points_add_up_to_what_the_unit_says(unit: Unit) -> None:
    assert sum(read(lesson.text).points for lesson in unit.lessons) == unit.settings["points"]


def test_the_minutes_add_up_to_what_the_unit_says(unit: Unit) -> None:
    assert sum(read(lesson.text).minutes for lesson in unit.lessons) == unit.settings["minutes"]


def test_every_graded_cell_has_two_right_and_three_wrong_answers(lesson: Lesson) -> None:
    lacking = []
    for cell in answers(read(lesson.text)):
        bank = lesson.unit.answers(cell.grade_id)
        right = sum(answer.right for answer in bank)
        if right < 2 or len(bank) - right < 3:
            lacking.append(f"{cell.grade_id}: {right} right, {len(bank) - right} wrong")
    assert not lacking


def test_every_folder_of_the_bank_belongs_to_an_answer_cell(unit: Unit) -> None:
    ids = {cell.grade_id for lesson in unit.lessons for cell in answers(read(lesson.text))}
    folders = {path.name for path in (unit.instructor / "answers").glob("*") if path.is_dir()}
    assert not folders - ids
    files = {
        path for path in (unit.instructor / "answers").rglob("*") if path.is_file() and "__pycache__" not in str(path)
    }
    strays = sorted(str(path) for path in files - {answer.path for answer in unit.answers()})
    assert not strays, "files of the bank are named right-… or wrong-…"


def test_every_wrong_answer_says_what_it_must_lose_and_names_a_part_that_there_is(unit: Unit) -> None:
    cells = {cell.grade_id: cell.source for lesson in unit.lessons for cell in read(lesson.text).cells}
    for answer in unit.answers():
        if not answer.right:
            claimed = claim(answer)
            assert claimed.phrases
            assert not claimed.part or alone(cells[claimed.tests], claimed.part), f"{answer.name}: {claimed.part}"


def test_every_sentence_that_asks_for_something_has_a_wrong_answer_that_breaks_it(lesson: Lesson) -> None:
    assert clauses.mistakes(lesson.unit, lesson.name) == []


def test_every_question_is_whole_and_true(lesson: Lesson) -> None:
    asked = [question for _, question in quizzes.questions(read(lesson.text))]
    assert [lie for question in asked if (lie := quizzes.lies(question, lesson.unit.source))] == []


def test_every_exercise_tells_level_minutes_and_points_and_has_hints(lesson: Lesson) -> None:
    text = read(lesson.text)
    lacking = []
    prose = ""
    for cell in text.cells:
        if cell.kind == "markdown" and not cell.role:
            start = EXERCISE.search(cell.source)
            prose = cell.source if start else f"{prose}\n{cell.source}"
        elif cell.role and cell.role.name in ("answer", "essay"):
            if not EXERCISE.search(prose):
                lacking.append(f"{cell.grade_id}: no '## P4 · Title' heading")
            elif not FACTS.search(prose):
                lacking.append(f"{cell.grade_id}: no '**Level 2 · 10 minutes · 4 points**'")
            hints = len(HINT.findall(prose))
            if cell.role.name == "answer" and hints not in (2, 3):
                lacking.append(f"{cell.grade_id}: {hints} hints")
    assert not lacking


def test_no_line_of_code_that_students_read_is_wider_than_100_columns(lesson: Lesson) -> None:
    cells = json.loads(lesson.release.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells for line in _code_of(cell["cell_type"], "".join(cell["source"]))]
    assert [line for line in lines if len(line) > 100] == [], "at 1280 pixels a wider one is cut"


def _code_of(kind: str, source: str) -> list[str]:
    """The lines of a cell of code, or of the fenced blocks in prose."""
    if kind == "code":
        return source.splitlines()
    return [
        line for block in re.findall(r"^```.*?^```", source, re.MULTILINE | re.DOTALL) for line in block.splitlines()
    ]


def test_every_lesson_begins_with_a_title_and_has_a_summary(lesson: Lesson) -> None:
    cells = read(lesson.text).cells
    assert cells[0].kind == "markdown"
    assert cells[0].source.startswith("# ")
    assert any(cell.kind == "markdown" and re.search(r"^## Summary", cell.source, re.MULTILINE) for cell in cells)


def test_a_lesson_of_over_an_hour_says_where_a_sitting_may_end(lesson: Lesson) -> None:
    text = read(lesson.text)
    head, rest = _head(text)
    if text.minutes > 60 and "one go" not in head:
        assert "sitting" in head, "its head says how many sittings to plan"
        assert BREAK.search(rest), "the place where the first may end says so"


def test_no_lesson_begins_above_level_two(lesson: Lesson) -> None:
    text = read(lesson.text)
    head, rest = _head(text)
    levels = LEVEL.findall(rest)
    if len(levels) > 1 and "one go" not in head:
        assert int(levels[0]) <= 2


def _head(text: LessonText) -> tuple[str, str]:
    """The prose before the first section, and the rest."""
    prose = "\n".join(cell.source for cell in text.cells if cell.kind == "markdown")
    head, _, rest = prose.partition("\n## ")
    return head, rest


def test_every_lesson_asks_three_questions_and_ends_with_the_readers_own_answers(lesson: Lesson) -> None:
    text = read(lesson.text)
    if "one go" in _head(text)[0]:
        return
    assert len(list(quizzes.questions(text))) >= 3
    names = {name for cell in answers(text) for name in _made(cell.source)}
    last = max((number for number, cell in enumerate(text.cells) if cell.role and cell.role.name == "tests"), default=0)
    behind = "\n".join(cell.source for cell in text.cells[last + 1 :] if cell.kind == "code")
    used = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind)]
    assert used or not names, "the question that the lesson opens with is settled by what its reader wrote"


def _made(answer: str) -> Collection[str]:
    """What an answer's cell leaves for later ones: a script, a query's result, or names of Python."""
    written = re.match(r"%%(?:writefile|sql)\s+(?:-a\s+)?(\S+)", answer)
    return [written[1]] if written else made_by(answer)


def test_no_hint_holds_a_line_of_the_key(lesson: Lesson) -> None:
    given = []
    for exercise in clauses.exercises(lesson):
        hints = _bare("\n".join(re.findall(r"<details>.*?</details>", exercise.prose, re.DOTALL)))
        for key in exercise.answers.values():
            solution = "\n".join(re.findall(r"BEGIN SOLUTION\n(.*?)### END", key, re.DOTALL))
            given += [line for line in solution.splitlines() if len(_bare(line)) >= TELLING and _bare(line) in hints]
    assert given == [], "the last hint names the construct and the trap, and leaves the line to write"


def _bare(code: str) -> str:
    """Code without white space, comments and the kind of its quotes."""
    return re.sub(r"\s+", "", re.sub(r"(?m)  #.*$", "", code)).replace('"', "'")


def test_every_tests_cell_has_hidden_tests(lesson: Lesson) -> None:
    tests = [cell for cell in read(lesson.text).cells if cell.role and cell.role.name == "tests"]
    assert [cell.grade_id for cell in tests if "BEGIN HIDDEN TESTS" not in cell.source] == []


def test_every_unit_ends_with_where_this_goes_wrong_at_work(unit: Unit) -> None:
    if unit.settings.get("stories", True):
        last = read(unit.lessons[-1].text)
        assert any("## Where this goes wrong at work" in cell.source for cell in last.cells)


def test_every_file_of_data_is_described(unit: Unit) -> None:
    folder = unit.source / "data"
    if not folder.is_dir():
        pytest.skip("the unit has no data")
    told = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "README.md":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert digest in told, f"data/README.md doesn't give the sha256 of {path.name}: {digest}"


def _by_hand(path: Path, told: str) -> bool:
    return any(path.name in row and "written by hand" in row for row in told.splitlines())


def _from_another_version(path: Path, told: str) -> bool:
    """README.md says "made only with NAME VERSION" of the file, and that version isn't installed here."""
    for row in told.splitlines():
        found = re.search(r"made only with (\S+) ([0-9.]*[0-9])", row)
        if found and path.name in row:
            try:
                return metadata.version(found[1]) != found[2]
            except metadata.PackageNotFoundError:
                return True
    return False


def test_the_data_is_what_its_generator_makes(unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = unit.instructor / "make_data.py"
    if not script.is_file():
        assert not (unit.source / "data").is_dir(), "data/ without instructor/make_data.py"
        return
    copy = tmp_path / unit.name
    shutil.copytree(unit.instructor, copy / "instructor", ignore=shutil.ignore_patterns("answers"))
    # README.md is written by hand; some generators leave it to us.
    (copy / "data").mkdir(parents=True)
    shutil.copyfile(unit.source / "data" / "README.md", copy / "data" / "README.md")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location(f"make_data_{unit.name[:2]}", copy / "instructor" / "make_data.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    monkeypatch.setitem(sys.modules, spec.name, module)
    with importable(unit):
        spec.loader.exec_module(module)
        module.main(copy / "data")
    made = {path.relative_to(copy): path.read_bytes() for path in (copy / "data").rglob("*") if path.is_file()}
    kept = {
        path.relative_to(unit.source): path.read_bytes() for path in (unit.source / "data").rglob("*") if path.is_file()
    }
    assert set(made) <= set(kept)
    assert [str(path) for path in made if made[path] != kept[path]] == []
    told = (unit.source / "data" / "README.md").read_text(encoding="utf-8")
    by_hand = {path for path in set(kept) - set(made) if _by_hand(path, told) or _from_another_version(path, told)}
    assert set(kept) - set(made) - by_hand == set(), "nothing makes it, and its row doesn't say 'written by hand'"
