"""``%check`` and ``%progress`` in a real kernel, which no notebook program stands behind: VS Code's, PyCharm's, a console's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.conftest import ROOT
from workbook import workspace
from workbook.course import Course

LESSON = "1-numbers"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with released copies."""
    made = tiny_course(tmp_path_factory.mktemp("magics") / "course")
    workspace.take(made.units)
    return made


class Kernel:
    """A kernel in the folder of a unit's copies."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str) -> list[dict[str, Any]]:
        """The outputs of a cell."""
        found: list[dict[str, Any]] = []

        def keep(message: dict[str, Any]) -> None:
            if message["msg_type"] in ("display_data", "execute_result", "stream", "error"):
                found.append({"type": message["msg_type"], **message["content"]})

        self._client.execute_interactive(code, output_hook=keep, timeout=120)
        return found

    def cards(self, code: str) -> list[dict[str, str]]:
        """What a cell that must do nothing but show cards has shown."""
        found = self.run(code)
        assert {one["type"] for one in found} == {"display_data"}, found
        return [one["data"] for one in found]


@pytest.fixture(scope="module")
def kernel(course: Course) -> Iterator[Kernel]:
    """A kernel as VS Code starts it, after a lesson's first cell."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("JPY_SESSION_NAME", None)
    manager, client = start_new_kernel(cwd=str(course.unit(UNIT).work), env=environment)
    try:
        made = Kernel(client)
        assert made.run("from workbook import check") == []
        yield made
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(autouse=True)
def _anew(course: Course) -> None:
    course.progress.unlink(missing_ok=True)


def save(course: Course, name: str = LESSON, **answers: str) -> Path:
    path = course.unit(UNIT).work / f"{name}.ipynb"
    path.write_text(json.dumps(notebook(course, LESSON, **answers)), encoding="utf-8")
    return path


@pytest.mark.sandbox
def test_one_exercise_is_checked_with_the_hidden_tests_and_written_down(course: Course, kernel: Kernel) -> None:
    save(course, mean="def mean(numbers):\n    return 1.5")
    [card] = kernel.cards("%check mean")
    assert card["text/plain"].startswith("◐ Partly right: 1 of 4 points  (T2 · Mean)"), card["text/plain"]
    assert "expected: 20.0" in card["text/plain"] and "got:      1.5" in card["text/plain"]
    assert 'role="group"' in card["text/html"] and "<td" in card["text/html"]
    save(course, **RIGHT)
    [card] = kernel.cards("%check T2")
    assert "✓ Right: 4 of 4 points" in card["text/plain"] and "the hidden ones too" in card["text/plain"]
    [shown] = kernel.cards("%progress")
    assert "A tiny unit" in shown["text/plain"] and "all units" in shown["text/plain"]
    assert "4" in shown["text/plain"].splitlines()[1] and "Next: T1 · Double" in shown["text/plain"]


@pytest.mark.sandbox
def test_a_lesson_is_checked_by_name_or_as_the_notebook_that_vs_code_names(course: Course, kernel: Kernel) -> None:
    save(course, double=RIGHT["double"])
    named = kernel.cards(f"%check {UNIT}/{LESSON}")
    assert [one["text/plain"].splitlines()[0] for one in named] == [
        "✓ Right: 2 of 2 points  (T1 · Double)",
        f"{UNIT}/{LESSON}: 2 of 6 points. Not begun: T2 · Mean.",
    ]
    path = save(course, "my own name", **RIGHT)
    kernel.run(f"__vsc_ipynb_file__ = {str(path)!r}")
    try:
        cards = kernel.cards("%check")
    finally:
        kernel.run("del __vsc_ipynb_file__")
    assert cards[-1]["text/plain"] == f"{UNIT}/{LESSON}: 6 of 6 points."


@pytest.mark.sandbox
def test_an_answer_that_ran_but_was_not_saved_is_told(course: Course, kernel: Kernel) -> None:
    save(course, double=RIGHT["double"])
    kernel.run("def double(x):\n    return 'meanwhile'")
    [card] = kernel.cards("%check double")
    assert "Save the notebook" in card["text/plain"]
    kernel.run(RIGHT["double"])
    [card] = kernel.cards("%check double")
    assert "Save the notebook" not in card["text/plain"]


@pytest.mark.parametrize(
    ("line", "told"),
    [("%check dubble", "Did you mean 'double'?"), ("%check", "Which lesson?"), ("%check 99-none/1-x", "no unit")],
)
def test_what_cannot_be_checked_is_told_with_the_way_out_and_no_traceback(line: str, told: str, kernel: Kernel) -> None:
    [card] = kernel.cards(line)
    assert told in card["text/plain"]


def test_a_console_loads_them_with_one_line(course: Course) -> None:
    script = "%load_ext workbook\n%progress\n"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--simple-prompt", "--colors=nocolor"],
        input=script, cwd=course.unit(UNIT).work, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Next: T1 · Double" in done.stdout, done.stdout + done.stderr


def test_graders_get_no_magics(course: Course) -> None:
    manager, client = start_new_kernel(env={**os.environ, "PYTHONPATH": str(ROOT), "WORKBOOK_PLAIN": "1"})
    try:
        found = Kernel(client).run("from workbook import check\n%progress")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "not found" in json.dumps(found)


def test_a_figure_has_a_description_for_those_who_cannot_see_it(kernel: Kernel) -> None:
    code = (
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2], label='a <b>')\n"
        "axes.set(title='Costs', xlabel='month', ylabel='euros')\naxes.legend()\nNone"
    )
    [shown] = kernel.cards("%matplotlib inline\n" + code)
    alt = 'alt="Chart: Costs; x axis: month; y axis: euros; shown are a &lt;b&gt;."'
    assert alt in shown["text/html"] and "image/png" in shown
