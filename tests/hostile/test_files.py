"""Attacks by the file itself: forged metadata, odd cells, and files that are no notebooks."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.grading.lesson import cell, master
from tests.hostile.record import note
from workbook.errors import BadSubmission
from workbook.grading.engine import grade
from workbook.grading.model import Result, Submission

LESSON = master(
    cell("read-only", "setup", "LIMIT = 3"),
    cell("answer", "total", "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION"),
    cell(
        "tests",
        "total-tests",
        "assert total([1, 2]) == LIMIT\n### BEGIN HIDDEN TESTS\nassert total([]) == 0\n### END HIDDEN TESTS",
        4,
    ),
    cell(
        "answer",
        "mean",
        "def mean(values):\n    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
    ),
    cell("tests", "mean-tests", "assert mean([1, 3]) == 2", 4),
    cell("essay", "why", "YOUR ANSWER HERE", 3),
    seconds=5,
    output_kb=64,
)
WRONG = "def total(values):\n    return 3"
HONEST = "def mean(values):\n    return sum(values) / len(values)"
Forge = Callable[[dict[str, Any]], None]


def by_name(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(entry for entry in notebook["cells"] if entry["id"] == name)


def forged(forge: Forge) -> Submission:
    notebook = copy.deepcopy(LESSON.release)
    by_name(notebook, "total")["source"] = WRONG
    by_name(notebook, "mean")["source"] = HONEST
    forge(notebook)
    return Submission("student", json.dumps(notebook).encode())


def marks(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = by_name(notebook, name)["metadata"]["nbgrader"]
    return found


def more_points(notebook: dict[str, Any]) -> None:
    for name in ("total-tests", "mean-tests", "why"):
        marks(notebook, name)["points"] = 500


def turn_tests_into_answers(notebook: dict[str, Any]) -> None:
    marks(notebook, "total-tests").update(solution=True, grade=False, locked=False)
    by_name(notebook, "total-tests")["source"] = "pass"


def emptied_tests(notebook: dict[str, Any]) -> None:
    by_name(notebook, "total-tests")["source"] = "4"


def schema_99(notebook: dict[str, Any]) -> None:
    for entry in notebook["cells"]:
        if "nbgrader" in entry["metadata"]:
            entry["metadata"]["nbgrader"]["schema_version"] = 99


def duplicated_ids(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [copy.deepcopy(by_name(notebook, "total-tests")) for _ in range(5)]
    notebook["cells"][-1]["source"] = "pass"


def deleted_tests(notebook: dict[str, Any]) -> None:
    notebook["cells"] = [entry for entry in notebook["cells"] if entry["id"] not in ("total-tests", "setup")]


def reversed_cells(notebook: dict[str, Any]) -> None:
    notebook["cells"].reverse()


def thousands_of_cells(notebook: dict[str, Any]) -> None:
    notebook["cells"][2:2] = [cell("code", f"more{number}", "x = 1") for number in range(20_000)]


def invented_grades(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(cell("tests", "bonus", "pass", 100))
    notebook["metadata"]["nbgrader"] = {"score": 100}


def changed_constant(notebook: dict[str, Any]) -> None:
    by_name(notebook, "setup")["source"] = "class Same:\n    def __eq__(self, other): return True\nLIMIT = Same()"


def odd_types(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [3, None, [], {"cell_type": 5}, {"cell_type": "code", "source": {"a": 1}, "metadata": "x"}]
    by_name(notebook, "why")["attachments"] = {"a.png": {"text/html": "<script>1</script>"}, "b": 3}
    notebook["metadata"] = []


def solution_in_outputs(notebook: dict[str, Any]) -> None:
    for entry in notebook["cells"]:
        if entry["cell_type"] == "code":
            entry["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "4"}, "metadata": {}}]


def wrong_kernel(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "bash", "language": "bash", "display_name": "Bash"}


def bad_text(notebook: dict[str, Any]) -> None:
    by_name(notebook, "total")["source"] = "\ud800\x00 x = '\udfff'"


FORGERIES = {
    "points raised": more_points,
    "tests declared to be answers": turn_tests_into_answers,
    "tests emptied": emptied_tests,
    "schema version 99": schema_99,
    "duplicated ids": duplicated_ids,
    "tests deleted": deleted_tests,
    "cells in reverse order": reversed_cells,
    "cells added by the thousand": thousands_of_cells,
    "invented graded cells": invented_grades,
    "locked constant changed": changed_constant,
    "cells of odd types": odd_types,
    "outputs forged": solution_in_outputs,
    "wrong kernel": wrong_kernel,
    "NUL bytes and half surrogates": bad_text,
}


def points(result: Result) -> dict[str, float]:
    return {test.id: test.points for test in result.tests}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", FORGERIES)
def test_forged_notebooks_gain_nothing(name: str) -> None:
    result = grade(forged(FORGERIES[name]), LESSON)
    assert points(result) == {"total-tests": 0, "mean-tests": 4}
    assert [test.max_points for test in result.tests] == [4, 4]
    if name not in ("outputs forged", "NUL bytes and half surrogates"):
        assert result.restored
    json.loads(result.to_json().encode())
    note("forged files", name, f"no points; {result.restored[0] if result.restored else 'rebuilt from the release'}")


FILES = {
    "an empty file": b"",
    "JSON nested 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "objects nested 100,000 deep": b'{"cells":' * 100_000,
    "invalid UTF-8": b'{"cells": "\xff\xfe"}',
    "not a notebook": b"%PDF-1.7 nothing to see",
    "JSON, but no notebook": b'{"answer": 42}',
    "cells that are no list": b'{"cells": {"0": {}}}',
    "a notebook of 200 MB": b'{"cells": [], "metadata": {"x": "' + b"x" * (200 << 20) + b'"}}',
    "numbers too long to read": b'{"cells": [' + b"9" * 200_000 + b"]}",
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_notebooks_are_named(name: str) -> None:
    with pytest.raises(BadSubmission) as caught:
        grade(Submission("student", FILES[name]), LESSON)
    note("forged files", name, f"refused: {caught.value}")


def test_a_notebook_without_its_cells_gets_nothing_and_breaks_nothing() -> None:
    result = grade(Submission("student", b'{"cells": []}'), LESSON)
    assert points(result) == {"total-tests": 0, "mean-tests": 0}
