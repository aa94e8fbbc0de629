"""From text to source to release: the same bytes each time, stubs in the cell's language, nothing leaked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT
from workbook.authoring.build import build, verify
from workbook.authoring.importing import import_unit
from workbook.authoring.new import new
from workbook.authoring.proof import Prover, cases
from workbook.authoring.release import cell_language
from workbook.course import Course, Unit
from workbook.errors import CourseError, Leak, OutOfDate, TextErrors, UnknownUnit


@pytest.fixture
def small(tmp_path: Path) -> Unit:
    """A course of one unit, made from the template."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    new(Course(tmp_path), "07-topic")
    return Course(tmp_path).unit("07-topic")


def change(unit: Unit, old: str, changed: str) -> None:
    path = unit.lessons[0].text
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, changed))


def released(unit: Unit) -> dict[str, Any]:
    build(unit)
    cells = nbformat.read(unit.lessons[0].release, 4).cells
    return {cell.id: cell for cell in cells}


def test_a_new_unit_passes_every_test_at_once(small: Unit) -> None:
    prover = Prover(small)
    assert [verdict.problem for case in cases(small) if not (verdict := prover.prove(case)).ok] == []
    verify(small)


def test_a_wrong_answer_that_holds_up_the_keys_next_answer_is_a_problem(small: Unit) -> None:
    cell = '# %% role="answer" id="after"\n# ### BEGIN SOLUTION\nprint(double(1000))\n# ### END SOLUTION\n\n'
    change(small, "# %% [markdown]\n# ## Summary", cell + "# %% [markdown]\n# ## Summary")
    claims = '# loses double-tests: "double"\n'
    code = "def double(number):\n    import os\n    return os._exit(3) if number == 1000 else 3 * number + 1\n"
    (small.source / "instructor" / "answers" / "double" / "wrong-ends.py").write_text(claims + code)
    problems = {case.name: Prover(small).prove(case).problem for case in cases(small, answer="double")}
    assert [problem for problem in problems.values() if problem] == [
        "with it after was stopped in exercise X1 · Double: it ended its own process (exit status 3)"
    ]


def test_a_second_lesson_has_ids_of_its_own(small: Unit) -> None:
    new(small.course, "07-topic/2-more")
    verify(Course(small.course.root).unit("07-topic"))


def test_a_name_that_is_no_unit_is_refused(small: Unit) -> None:
    with pytest.raises(CourseError, match="07-some-topic"):
        new(small.course, "Topic")
    with pytest.raises(CourseError, match="exists"):
        new(small.course, "07-topic")


def test_a_build_is_the_same_to_the_byte(small: Unit) -> None:
    before = {path: path.read_bytes() for path in small.course.root.rglob("*.ipynb")}
    for path in before:
        path.unlink()
    build(small)
    assert {path: path.read_bytes() for path in small.course.root.rglob("*.ipynb")} == before
    assert build(small) == []


def test_a_stale_build_is_reported_with_the_command_that_mends_it(small: Unit) -> None:
    change(small, "Twice *number*", "Two times *number*")
    (small.release / "old.csv").write_text("left over")
    with pytest.raises(OutOfDate) as caught:
        verify(small)
    assert "source/07-topic/1-first.ipynb: differs" in str(caught.value)
    assert "release/07-topic/old.csv: nothing makes it" in str(caught.value)
    assert "workbook build 07-topic" in str(caught.value)
    build(small)
    verify(small)


def test_a_release_has_the_stub_and_no_hidden_test(small: Unit) -> None:
    cells = released(small)
    assert cells["double"].source.endswith("# YOUR CODE HERE\n    raise NotImplementedError()")
    assert '"""Twice *number*' in cells["double"].source
    assert "hidden" not in json.dumps(cells).lower()
    assert cells["double-tests"].metadata.deletable is False
    assert cells["double-tests"].metadata.nbgrader.points == 2


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("x = 1", "python"),
        ("%%time\nx = 1", "python"),
        ("%%sql busiest\nSELECT 1", "sql"),
        ("%%writefile count.sh\necho", "shell"),
        ("%%writefile -a log.sh\necho", "shell"),
        ("%%writefile tool.py\nx = 1", "python"),
        ("%%bash\nls", "shell"),
        ("%%writefile notes.txt\nx", "text"),
    ],
)
def test_a_stub_speaks_the_language_of_its_cell(source: str, language: str) -> None:
    assert cell_language(source) == language


def test_a_sql_cell_keeps_its_magic_and_gets_a_sql_stub(small: Unit) -> None:
    cell = '# %% role="answer" id="rows"\n%%sql rows\n-- ### BEGIN SOLUTION\nSELECT 1\n-- ### END SOLUTION\n\n'
    change(small, "# %% [markdown]\n# ## Summary", cell + "# %% [markdown]\n# ## Summary")
    assert released(small)["rows"].source == "%%sql rows\n-- YOUR QUERY HERE"


def test_a_solution_that_stands_in_the_teaching_text_too_is_a_leak(small: Unit) -> None:
    (small.source / "data").mkdir()
    hidden = "for number in instances.whole_numbers():"
    (small.source / "data" / "notes.txt").write_text(f"see:\n{hidden}\n")
    with pytest.raises(Leak, match=r"data/notes\.txt:2"):
        build(small)


def test_instructor_files_never_reach_the_release(small: Unit) -> None:
    build(small)
    released = [path.name for path in small.release.rglob("*") if path.suffix in {".py", ".toml"}]
    assert released == ["examples.py"]  # the unit's own Python, which lies beside its notebooks


def test_an_import_brings_a_panel_change_back_and_keeps_the_rest(small: Unit) -> None:
    before = small.lessons[0].text.read_text()
    assert import_unit(small) == []
    notebook = nbformat.read(small.lessons[0].source, 4)
    notebook.cells[0].source += "\nOne line more."
    notebook.cells.insert(1, nbformat.v4.new_code_cell("%%sql rows\nSELECT 1"))
    nbformat.write(notebook, small.lessons[0].source)
    assert import_unit(small) == [small.lessons[0].text]
    after = small.lessons[0].text.read_text()
    assert "# One line more.\n" in after
    assert "# %%\n%%sql rows\nSELECT 1\n" in after
    kept = before.index('# %% role="read-only"')
    assert after.endswith(before[kept:])
    build(small)
    assert import_unit(small) == []


def test_an_import_with_mistakes_writes_nothing(small: Unit) -> None:
    before = small.lessons[0].text.read_text()
    notebook = nbformat.read(small.lessons[0].source, 4)
    notebook.cells[-2].metadata.nbgrader.points = 0
    nbformat.write(notebook, small.lessons[0].source)
    with pytest.raises(TextErrors):
        import_unit(small)
    assert small.lessons[0].text.read_text() == before


def test_an_unknown_unit_is_answered_with_the_nearest(small: Unit) -> None:
    with pytest.raises(UnknownUnit, match="Did you mean '07-topic'"):
        small.course.unit("7-topic")


def test_nbgrader_itself_makes_the_same_release(small: Unit) -> None:
    root = small.course.root
    ours = nbformat.read(small.lessons[0].release, 4)
    shutil.rmtree(small.release)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "07-topic"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = nbformat.read(small.lessons[0].release, 4)
    assert [(cell.id, cell.source, cell.metadata) for cell in theirs.cells] == [
        (cell.id, cell.source, cell.metadata) for cell in ours.cells
    ]
    assert not (small.release / "instructor").exists()


@pytest.mark.parametrize("name", ["json.py", "hidden.py", "numpy.py", "workbook/__init__.py"])
def test_a_module_that_would_stand_before_another_is_refused(small: Unit, name: str) -> None:
    path = small.source / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    with pytest.raises(CourseError, match=f"called {name.partition('.')[0].partition('/')[0]}"):
        build(small)
