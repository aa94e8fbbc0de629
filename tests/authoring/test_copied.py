"""Code of an answer is found in what students get, however it was changed; other code is not taken for it."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path

import pytest

from tests.classroom.tiny import tiny_course
from workbook import workspace
from workbook.authoring import copied
from workbook.authoring.build import build, verify
from workbook.authoring.likeness import LEAST, THRESHOLD, Piece, shingles_of
from workbook.authoring.text import read
from workbook.course import Course, Unit
from workbook.errors import CourseError, Leak

ANSWER = '''
def schedule(tasks, people):
    """Give each task to whoever is free first."""
    free = {person: 0 for person in people}
    plan = []
    for task in sorted(tasks, key=lambda task: (-task["days"], task["name"])):
        person = min(free, key=lambda name: (free[name], name))
        begin = max(free[person], task.get("earliest", 0))
        free[person] = begin + task["days"]
        plan.append((task["name"], person, begin))
    late = [name for name, person, begin in plan if begin > 10]
    return plan, late
'''
OTHER = """
def schedule(tasks, people):
    queue = list(tasks)
    result, clock = [], dict.fromkeys(people, 0)
    while queue:
        queue.sort(key=lambda one: one["days"], reverse=True)
        task, who = queue.pop(0), sorted(clock, key=clock.get)[0]
        if task.get("earliest", 0) > clock[who]:
            clock[who] = task["earliest"]
        result += [(task["name"], who, clock[who])]
        clock[who] += task["days"]
    return result, [entry[0] for entry in result if entry[2] > 10]
"""


class _Renamed(ast.NodeTransformer):
    """Another name for every name that is not Python's own."""

    def _other(self, name: str) -> str:
        return name if name in dir(__builtins__) or name in __builtins__ else f"thing_{sum(map(ord, name)) % 997}"

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._other(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._other(node.arg))


def renamed(code: str) -> str:
    return ast.unparse(_Renamed().visit(ast.parse(code)))


def reformatted(code: str) -> str:
    tree = ast.parse(code)
    body = tree.body[0].body[1:]  # type: ignore[attr-defined]  # without the docstring
    return "def other(a, b):\n" + "\n\n".join(
        f"    # {n}\n" + "    " + ast.unparse(x).replace("\n", "\n    ") for n, x in enumerate(body)
    )


def split(code: str) -> str:
    """Two statements a function, among others that have nothing to do with it."""
    body = ast.parse(code).body[0].body[1:]  # type: ignore[attr-defined]
    pieces = [body[at : at + 2] for at in range(0, len(body), 2)]
    noise = "\ndef between{0}():\n    return [{0}]\n"
    return "".join(
        f"def part{n}(free, plan, tasks):\n    "
        + "\n".join(map(ast.unparse, piece)).replace("\n", "\n    ")
        + noise.format(n)
        for n, piece in enumerate(pieces)
    )


def annotated(code: str) -> str:
    return code.replace("(tasks, people)", "(tasks: list[dict[str, int]], people: list[str]) -> tuple[list, list]")


CHANGES = [
    str,
    renamed,
    reformatted,
    split,
    annotated,
    lambda code: split(renamed(code)),
    lambda code: f"CODE = {code!r}",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_a_copy(change: object) -> None:
    held = shingles_of(change(ANSWER))  # type: ignore[operator]
    if change is CHANGES[-1]:
        held = copied._within(change(ANSWER))  # type: ignore[operator]
    assert Piece("schedule", shingles_of(ANSWER)).share_in(held) >= THRESHOLD


def test_another_way_to_the_same_answer_is_none() -> None:
    assert Piece("schedule", shingles_of(ANSWER)).share_in(shingles_of(OTHER)) < THRESHOLD / 2


def test_sql_and_shell_are_compared_by_their_words() -> None:
    query = "SELECT city, COUNT(*) AS n FROM flights JOIN airports ON dest = code WHERE late > 10 GROUP BY city HAVING COUNT(*) > 3"
    piece = Piece("query", shingles_of(query, python=False))
    other = "-- a remark\n" + query.lower().replace(" from", "\n  FROM").replace(" where", "\n  where")
    assert piece.share_in(shingles_of(other, python=False)) == 1


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A unit whose hidden package knows a long answer."""
    unit = tiny_course(tmp_path / "course").unit("01-shop")
    (unit.hidden_folder / "plans.py").write_text(ANSWER, encoding="utf-8")
    return unit


def planted(unit: Unit, code: str) -> Unit:
    with (unit.source / "shops.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{code}\n")
    build(unit)
    return Course(unit.course.root).unit(unit.name)


def test_nothing_is_found_where_nothing_was_copied(unit: Unit) -> None:
    verify(planted(unit, OTHER))


@pytest.mark.parametrize("change", CHANGES)
def test_a_copy_of_a_hidden_module_in_released_python_fails_the_check(unit: Unit, change: object) -> None:
    with pytest.raises(Leak, match=r"release/01-shop/shops\.py: holds \d+% of the code of hidden/plans\.py: schedule"):
        verify(planted(unit, change(ANSWER)))  # type: ignore[operator]


def test_a_copy_in_a_notebook_is_found(unit: Unit) -> None:
    text = unit.lesson("1-takings").text
    told = text.read_text(encoding="utf-8").replace(
        "# %% [markdown]\n# ## Summary", f"# %%\n{renamed(ANSWER)}\n\n# %% [markdown]\n# ## Summary"
    )
    text.write_text(told, encoding="utf-8")
    build(unit)
    with pytest.raises(Leak, match=r"1-takings\.ipynb: holds \d+% of the code of hidden/plans\.py"):
        verify(unit)


def test_a_right_answer_of_the_bank_in_released_python_is_found(unit: Unit) -> None:
    (unit.answer_folder("takings") / "right-long.py").write_text(ANSWER, encoding="utf-8")
    with pytest.raises(Leak, match="takings/right-long"):
        verify(planted(unit, renamed(ANSWER)))


def test_a_copy_spread_over_two_released_files_is_found(unit: Unit) -> None:
    parts = renamed(ANSWER).splitlines()
    body = [line for line in parts[2:] if line.strip()]
    (unit.source / "more.py").write_text("def one(a, b):\n" + "\n".join(body[:5]) + "\n", encoding="utf-8")
    with pytest.raises(Leak, match="hidden/plans"):
        verify(planted(unit, "def two(a, b):\n" + "\n".join(body[5:])))


def test_a_bundle_is_not_written_with_an_answer_in_it(unit: Unit, tmp_path: Path) -> None:
    changed = planted(unit, renamed(ANSWER))
    with pytest.raises(Leak, match="hidden/plans"):
        workspace.bundle(changed.course, tmp_path / "bundle.zip")
    assert not list(tmp_path.glob("*bundle*"))


def test_what_an_author_accepts_is_no_leak_and_must_be_needed(unit: Unit) -> None:
    (unit.answer_folder("takings") / "right-long.py").write_text(ANSWER, encoding="utf-8")
    (unit.hidden_folder / "plans.py").unlink()
    settings = unit.settings_file.read_text(encoding="utf-8")
    unit.settings_file.write_text(settings + '\n[leaks]\naccepted = ["takings"]\n', encoding="utf-8")
    changed = planted(unit, ANSWER)
    verify(changed)
    lessons, files = [read(lesson.text) for lesson in changed.lessons], copied.given(changed.course)
    assert copied.needless(changed, lessons, files) == []
    (unit.source / "shops.py").write_text("", encoding="utf-8")
    build(changed)
    assert copied.needless(changed, lessons, copied.given(changed.course)) == ["takings"]
    unit.settings_file.write_text(settings + '\n[leaks]\naccepted = "takings"\n', encoding="utf-8")
    with pytest.raises(CourseError, match="list of names"):
        verify(Course(unit.course.root).unit(unit.name))


def test_the_threshold_is_where_it_is_said_to_be(unit: Unit, tmp_path: Path) -> None:
    """Just under half of the shingles is none, half is one."""
    shingles = sorted(shingles_of(ANSWER))
    random.Random(0).shuffle(shingles)
    piece, file = Piece("schedule", frozenset(shingles)), tmp_path / "file.py"
    half = -(-len(shingles) // 2)
    for held, found in ((shingles[: half - 1], 0), (shingles[:half], 1)):
        file.write_text("", encoding="utf-8")
        assert len([1 for _ in _copied_from(piece, file, frozenset(held))]) == found
    short = Piece("short", frozenset(range(LEAST - 1)))
    assert not short.telling
    assert not list(_copied_from(short, file, short.shingles))
    assert list(_copied_from(Piece("just", frozenset(range(LEAST))), file, frozenset(range(LEAST))))


def _copied_from(piece: Piece, file: Path, held: frozenset[int]) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copied, "_read", lambda path, stamp: held)
        return list(copied.copied([piece], {"workbook/file.py": file}))


def test_a_file_that_is_no_notebook_is_read_as_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "x.ipynb"
    broken.write_text(json.dumps({"cells": [{}]}), encoding="utf-8")
    assert copied._read(broken, 1) == frozenset()
