"""A course that changes: the student's texts move into the new lesson, and none is ever lost."""

from __future__ import annotations

import json
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.grading.rebuild import kind_of, text_of
from workbook.merge import merge

NAMES = ("a", "b", "c", "d")
KINDS = {"answer": (False, True, False), "tests": (True, False, True), "read-only": (False, False, True)}


def cell(name: str, text: str, kind: str = "plain") -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if kind in KINDS:
        grade, solution, locked = KINDS[kind]
        metadata = {"nbgrader": {"grade_id": name, "grade": grade, "solution": solution, "locked": locked}}
    return {
        "cell_type": "code", "id": name, "source": text, "metadata": metadata, "outputs": [], "execution_count": None,
    }  # fmt: skip


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def texts(made: dict[str, Any]) -> list[str]:
    return [text_of(one) for one in made["cells"]]


BASE = notebook(cell("p", "prose"), cell("x", "stub", "answer"), cell("t", "test 1", "tests"))


def test_an_answer_and_own_cells_move_into_the_new_lesson() -> None:
    own = notebook(BASE["cells"][0], cell("x", "mine", "answer"), cell("k", "my note"), BASE["cells"][2])
    new = notebook(cell("q", "new prose"), cell("x", "new stub", "answer"), cell("t", "test 2", "tests"))
    made = merge(BASE, own, new)
    assert texts(made.notebook) == ["new prose", "mine", "my note", "test 2"]
    assert made.unplaced == ()


def test_what_was_left_alone_becomes_new_and_a_cell_thrown_away_stays_away() -> None:
    new = notebook(cell("p", "prose"), cell("x", "new stub", "answer"), cell("t", "test 1", "tests"))
    assert texts(merge(BASE, notebook(*BASE["cells"][1:]), new).notebook) == ["new stub", "test 1"]
    assert texts(merge(BASE, notebook(), new).notebook) == ["new stub", "test 1"], "graded cells come back"


def test_an_answer_whose_exercise_is_gone_is_kept_and_told() -> None:
    own = notebook(*BASE["cells"][:1], cell("x", "mine", "answer"), BASE["cells"][2])
    made = merge(BASE, own, notebook(cell("p", "prose")))
    assert texts(made.notebook) == ["prose", "mine"]
    assert made.unplaced == ("x",)
    assert [kind_of(one) for one in made.notebook["cells"]] == ["plain", "plain"]


@st.composite
def lessons(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    kinds = st.sampled_from(["plain", *KINDS])
    return notebook(*(cell(name, draw(texts), draw(kinds)) for name in names))


released = lessons(st.sampled_from(["one", "two", "three"]))


@st.composite
def works(draw: st.DrawFn, base: dict[str, Any]) -> dict[str, Any]:
    """What a student may make of a lesson: cells changed, moved, copied, thrown away, added."""
    written = st.integers(0, 999).map(lambda number: f"student {number}")
    cells = [
        {**one, "source": draw(written)} if draw(st.booleans()) else one
        for one in draw(st.permutations(base["cells"] + base["cells"][:1]))
        if draw(st.integers(0, 4))
    ]
    for _ in range(draw(st.integers(0, 3))):
        cells.insert(draw(st.integers(0, len(cells))), cell(draw(st.sampled_from([*NAMES, "z", "y"])), draw(written)))
    return notebook(*cells)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_text_of_a_students_is_ever_lost(data: st.DataObject) -> None:
    base, new = data.draw(released), data.draw(released)
    own = data.draw(works(base))
    before = json.dumps([base, own, new])
    made = merge(base, own, new).notebook
    locked = {one["id"] for one in (*base["cells"], *new["cells"]) if kind_of(one) in ("tests", "read-only")}
    wrote = {text_of(one) for one in own["cells"] if text_of(one).startswith("student") and one["id"] not in locked}
    assert wrote <= set(texts(made))
    assert json.dumps([base, own, new]) == before
    ids = [one["id"] for one in made["cells"]]
    assert len(ids) == len(set(ids))
    graded = [one["id"] for one in made["cells"] if kind_of(one) != "plain"]
    assert graded == [one["id"] for one in new["cells"] if kind_of(one) != "plain"]
    nbformat.validate(nbformat.from_dict(made))
