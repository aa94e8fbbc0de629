"""From text to source to release: the same bytes each time, stubs in the cell's language, nothing leaked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient

from tests.conftest import ROOT
from workbook.authoring.build import build, verify
from workbook.authoring.importing import import_unit
from workbook.authoring.leaks import DISTINCTIVE, leaks
from workbook.authoring.new import new
from workbook.authoring.notebooks import GOES_ON, source_notebook, to_bytes
from workbook.authoring.release import cell_language
from workbook.authoring.roles import ROLES
from workbook.authoring.text import read
from workbook.bank.proof import Prover, cases
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


@pytest.mark.parametrize("written", ["model.pkl", "mlruns/3/artifacts/conda.yaml", "answers.db", "notes"])
def test_what_a_cell_wrote_when_it_was_run_in_source_is_not_given_to_students(small: Unit, written: str) -> None:
    path = small.source / written
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("numbers")
    with pytest.raises(CourseError, match=written.split("/")[0]):
        build(small)
    with pytest.raises(CourseError, match=written.split("/")[0]):
        verify(small)
    assert not (small.release / written).exists()


def test_files_in_a_folder_with_a_readme_modules_and_packages_are_given_to_students(small: Unit) -> None:
    for name in ("tables/README.md", "tables/rows.csv", "helper.py", "shapes/__init__.py", "shapes/round.py"):
        (small.source / name).parent.mkdir(exist_ok=True)
        (small.source / name).write_text("")
    build(small)
    assert {"tables", "helper.py", "shapes"} < {path.name for path in small.release.iterdir()}


def test_the_unit_of_a_prerequisite_has_to_be_here_unless_the_lessons_are_built_alone(small: Unit) -> None:
    change(small, "prerequisites: []", "prerequisites: [06-before/1-start]")
    with pytest.raises(TextErrors, match="the prerequisite '06-before/1-start' is no lesson"):
        build(small)
    assert build(small, alone=True)


def test_a_prerequisite_that_does_not_exist_is_refused(small: Unit) -> None:
    change(small, "prerequisites: []", "prerequisites: [07-topic/1-start]")
    with pytest.raises(TextErrors, match="the prerequisite '07-topic/1-start' is no lesson"):
        build(small, alone=True)
    with pytest.raises(TextErrors, match="the prerequisite '07-topic/1-start' is no lesson"):
        build(small)


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


QUESTION = """# %%
from workbook.notebook.quiz import quiz

quiz("How much is 1 + 1?", number=2, because="One and one.")

# %%
print(1)
quiz("How much is 2 + 1?", number=3, because="Two and one.")

"""


def test_a_cell_that_only_asks_is_folded_since_it_names_the_right_answer(small: Unit) -> None:
    change(small, "# %% [markdown]\n# ## Summary", QUESTION + "# %% [markdown]\n# ## Summary")
    folded = [cell for cell in released(small).values() if "quiz(" in cell.source]
    assert [cell.metadata.get("jupyter") for cell in folded] == [{"source_hidden": True}, None]


def test_run_all_goes_on_past_answers_that_are_not_written_yet(small: Unit) -> None:
    build(small)
    lesson = small.lessons[0]
    notebook = nbformat.read(lesson.release, as_version=4)
    tagged = {cell.id for cell in notebook.cells if GOES_ON in cell.metadata.get("tags", [])}
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    assert tagged == {cell.id for cell in code if cell.metadata.nbgrader.solution or cell.metadata.nbgrader.grade}
    assert tagged
    resources = {"metadata": {"path": str(lesson.release.parent)}}
    NotebookClient(notebook, timeout=60, resources=resources).execute()  # raises where a cell fails and is not tagged
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


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
    (small.source / "data" / "README.md").write_text("# Data\n")
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


WORDS = st.text(st.sampled_from("ab x=1#%&<>\"'\\\t\n{}[]-Ö$"), max_size=30)
CODE = [
    "x = 1",
    "%%sql rows\nSELECT 1",
    "# note\n\ny = 2",
    "# %% no marker",
    "# %time x",
    "x = 1\n\n\n",
    "%matplotlib inline",
]
TAGS = st.lists(st.text(st.sampled_from('ab-_" \\Ö,]'), min_size=1, max_size=5), max_size=2, unique=True)
MAKE = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}


@st.composite
def cells(draw: st.DrawFn) -> nbformat.NotebookNode:
    """A plain or read-only cell of any kind, with tags."""
    kind = draw(st.sampled_from(sorted(MAKE)))
    cell = MAKE[kind](draw(st.sampled_from(CODE) if kind == "code" else WORDS))
    tags = draw(TAGS)
    if tags:
        cell.metadata["tags"] = tags
    if kind != "raw" and draw(st.booleans()):
        name = f"cell-{draw(st.integers(0, 10**9))}"
        cell.metadata["nbgrader"] = ROLES["read-only"].metadata(name, None, kind)
    return cell


def facts(path: Path) -> list[tuple[Any, ...]]:
    """What of each cell of a notebook means something."""
    return [
        (
            cell.cell_type,
            "\n".join(line if line.strip() else "" for line in cell.source.split("\n")).strip("\n"),
            cell.metadata.get("tags", []),
            cell.metadata.get("nbgrader"),
        )
        for cell in nbformat.read(path, 4).cells
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(added=st.lists(st.tuples(st.integers(0, 99), cells()), max_size=3))
def test_an_import_says_every_cell_or_changes_nothing(small: Unit, added: list[Any]) -> None:
    lesson = small.lessons[0]
    before, notebook = lesson.text.read_text(), nbformat.read(lesson.source, 4)
    whole = lesson.source.read_bytes()
    for place, cell in added:
        notebook.cells.insert(place % len(notebook.cells), cell)
    nbformat.write(notebook, lesson.source)
    wanted = facts(lesson.source)
    try:
        import_unit(small)
    except (CourseError, TextErrors):
        assert lesson.text.read_text() == before
    else:
        lesson.source.write_bytes(to_bytes(source_notebook(read(lesson.text))))
        assert facts(lesson.source) == wanted
        assert import_unit(small) == []
    lesson.text.write_text(before)
    lesson.source.write_bytes(whole)


def test_tags_raw_cells_and_line_breaks_come_back(small: Unit) -> None:
    lesson = small.lessons[0]
    notebook = nbformat.read(lesson.source, 4)
    raw = nbformat.v4.new_raw_cell("\\newpage")
    raw.metadata["tags"] = ["hide", "two words"]
    notebook.cells.insert(1, raw)
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("one  \ntwo"))
    nbformat.write(notebook, lesson.source)
    assert import_unit(small) == [lesson.text]
    build(small)
    built = nbformat.read(lesson.source, 4).cells
    assert (built[1].cell_type, built[1].source, built[1].metadata.tags) == ("raw", raw.source, ["hide", "two words"])
    assert built[2].source == "one  \ntwo"
    assert import_unit(small) == []


@pytest.mark.parametrize("what", ["attachments", "task", "metadata 'papermill'", "metadata 'slideshow'"])
def test_what_a_text_can_not_say_is_refused_and_nothing_is_lost(small: Unit, what: str) -> None:
    lesson = small.lessons[0]
    before, notebook = lesson.text.read_text(), nbformat.read(lesson.source, 4)
    cell = nbformat.v4.new_markdown_cell("a picture")
    if what == "attachments":
        cell["attachments"] = {"a.png": {"image/png": "AAAA"}}
    elif what == "task":
        marks = ROLES["read-only"].metadata("a-task", None, "markdown")
        cell.metadata["nbgrader"] = {**marks, "task": True, "points": 3}
    else:
        cell.metadata[what.split("'")[1]] = {"slide_type": "slide"}
    notebook.cells.insert(1, cell)
    nbformat.write(notebook, lesson.source)
    with pytest.raises(CourseError, match=what) as caught:
        import_unit(small)
    assert caught.value.mend
    assert lesson.text.read_text() == before


@pytest.mark.parametrize(("length", "found"), [(DISTINCTIVE - 1, False), (DISTINCTIVE, True), (DISTINCTIVE + 1, True)])
def test_a_line_is_a_leak_from_the_threshold_on(small: Unit, length: int, found: bool) -> None:
    line = ("value = " + "x" * length)[:length]
    lesson = read(small.lessons[0].text)
    source = f"### BEGIN SOLUTION\n{line}\n### END SOLUTION"
    secret = replace(lesson, cells=[replace(lesson.cells[0], kind="code", source=source)])
    assert bool(list(leaks([secret], {Path("release/x.ipynb"): line.encode()}))) == found
    assert DISTINCTIVE == 16


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
