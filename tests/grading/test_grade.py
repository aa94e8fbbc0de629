"""What a whole grading gives."""

from __future__ import annotations

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.errors import BadSubmission
from workbook.grading.engine import grade
from workbook.grading.model import Enough, Result, Submission

SUM = master(
    cell("read-only", "setup", "from workbook import check\nimport math"),
    cell("markdown", "task", "## T1 · Sums\n**Level 1 · 5 minutes · 4 points**"),
    cell("answer", "total", "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION"),
    cell(
        "tests",
        "total-tests",
        "assert total([1, 2]) == 3\n### BEGIN HIDDEN TESTS\nassert total([]) == 0\n### END HIDDEN TESTS",
        4,
    ),
    cell(
        "answer",
        "mean",
        "def mean(values):\n    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
    ),
    cell(
        "tests",
        "mean-tests",
        "grade = check.parts(6)\nwith grade('whole numbers'):\n    check.equal(mean([1, 3]), 2.0, 'mean of 1 and 3')\n"
        "### BEGIN HIDDEN TESTS\nwith grade('halves', weight=2):\n    check.equal(mean([1, 2]), 1.5, 'mean of two')\n"
        "### END HIDDEN TESTS\ngrade.score()",
        6,
    ),
    cell("essay", "why", "YOUR ANSWER HERE", 3),
)


def outcomes(result: Result) -> dict[str, tuple[str, float]]:
    return {test.id: (test.outcome, test.points) for test in result.tests}


def test_the_key_gets_full_marks():
    assert outcomes(grade(key(SUM), SUM)) == {"total-tests": ("passed", 4), "mean-tests": ("passed", 6)}


def test_the_untouched_release_gets_nothing():
    result = grade(submit(SUM), SUM)
    assert outcomes(result) == {"total-tests": ("failed", 0), "mean-tests": ("failed", 0)}
    assert result.restored == ()


def test_a_failed_part_loses_its_share_and_is_told_by_name():
    result = grade(submit(SUM, mean="def mean(values):\n    return float(sum(values) // len(values))"), SUM)
    test = result.tests[1]
    assert (test.outcome, test.points) == ("partial", 2)
    assert [(part.name, part.passed) for part in test.parts] == [("whole numbers", True), ("halves", False)]
    assert test.message.startswith("halves: ")


def test_a_visible_assert_is_quoted_and_a_hidden_one_is_not():
    seen = grade(submit(SUM, total="def total(values):\n    return 0"), SUM).tests[0]
    hidden = grade(submit(SUM, total="def total(values):\n    return 3"), SUM).tests[0]
    assert "total([1, 2]) == 3" in seen.message
    assert "[]" not in hidden.message and "hidden test" in hidden.message


def test_only_the_tests_asked_for_are_run():
    result = grade(key(SUM), SUM, only=["mean-tests"])
    assert outcomes(result) == {"total-tests": ("skipped", 0), "mean-tests": ("passed", 6)}


DRAWN = master(
    cell("plain", "table", "import pandas\npandas.DataFrame({'a': [1]})"),
    cell("plain", "figure", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
    cell("answer", "one", "### BEGIN SOLUTION\none = 1\n### END SOLUTION"),
    cell("tests", "one-tests", "assert one == 1", 1),
    cell("answer", "two", "### BEGIN SOLUTION\ntwo = 1\nprint('two')\n### END SOLUTION"),
    cell("tests", "two-tests", "assert two == 1", 1),
)


def kinds_of_outputs(result: Result) -> list[list[str]]:
    return [
        sorted(kind for output in code["outputs"] for kind in output.get("data", {output.get("name"): ""}))
        for code in result.notebook["cells"]
    ]


def test_without_pictures_the_points_are_the_same_and_nothing_is_drawn():
    with_pictures, without = (grade(key(DRAWN), DRAWN, pictures=pictures) for pictures in (True, False))
    assert outcomes(without) == outcomes(with_pictures)
    assert kinds_of_outputs(with_pictures)[:2] == [["text/html", "text/plain"], ["image/png", "text/plain"]]
    assert kinds_of_outputs(without) == [["text/plain"], ["text/plain"], [], [], ["stdout"], []]


def test_without_the_rest_no_cell_is_run_behind_the_last_test_asked_for():
    result = grade(key(DRAWN), DRAWN, only=["one-tests"], rest=False)
    assert outcomes(result) == {"one-tests": ("passed", 1), "two-tests": ("skipped", 0)}
    assert kinds_of_outputs(result)[4] == []
    assert kinds_of_outputs(grade(key(DRAWN), DRAWN, only=["one-tests"]))[4] == ["stdout"]


def test_without_pictures_an_error_of_the_answer_is_still_told():
    result = grade(submit(DRAWN, one="raise ValueError('no')"), DRAWN, only=["one-tests"], pictures=False)
    assert [output["ename"] for output in result.notebook["cells"][2]["outputs"]] == ["ValueError"]
    assert outcomes(result)["one-tests"] == ("failed", 0)


def test_a_result_survives_its_json_form():
    result = grade(key(SUM), SUM)
    assert Result.from_json(result.to_json()) == result


@pytest.mark.parametrize("data", [b"", b"   ", b"\xff\xfe", b"{}", b"[" * 100_000, b'{"cells": 3}', b"hello"])
def test_bytes_that_are_no_notebook_are_named(data):
    with pytest.raises(BadSubmission):
        grade(Submission("student", data), SUM)


THREE = master(
    cell("read-only", "setup", "from workbook import check"),
    cell("answer", "half", "def half(number):\n    ### BEGIN SOLUTION\n    return number / 2\n    ### END SOLUTION"),
    cell(
        "tests",
        "half-tests",
        "grade = check.parts(3)\nfor number in (2, 3, 5):\n    with grade(f'half of {number}'):\n"
        "        check.equal(half(number), number / 2, f'half({number})')\ngrade.score()",
        3,
    ),
)
WHOLE_ONLY = "def half(number):\n    return float(number // 2)"


def parts_of(result: Result) -> list[tuple[str, bool]]:
    return [(part.name, part.passed) for part in result.tests[0].parts]


@pytest.mark.parametrize("enough", [Enough(), Enough(("HALF OF 3:", "1.5"))])
def test_once_enough_is_told_the_parts_behind_a_lost_one_are_left_out_and_no_point_is_given(enough: Enough):
    result = grade(submit(THREE, half=WHOLE_ONLY), THREE, enough=enough)
    assert parts_of(result) == [("half of 2", True), ("half of 3", False)]
    assert outcomes(result) == {"half-tests": ("failed", 0)}
    assert result.tests[0].message.startswith("half of 3: ")


@pytest.mark.parametrize("enough", [None, Enough(("half of 5",)), Enough(("half of 3", "half of 5"))])
def test_as_long_as_not_all_is_told_every_part_runs(enough: Enough | None):
    result = grade(submit(THREE, half=WHOLE_ONLY), THREE, enough=enough)
    assert parts_of(result) == [("half of 2", True), ("half of 3", False), ("half of 5", False)]
    assert outcomes(result) == {"half-tests": ("partial", 1)}


def test_what_is_right_earns_all_whatever_would_be_enough():
    assert outcomes(grade(key(THREE), THREE, enough=Enough())) == {"half-tests": ("passed", 3)}


def test_no_point_is_given_for_what_is_run_in_the_place_of_the_tests():
    text = "grade = check.parts(3)\nwith grade('one'):\n    pass\ngrade.score()"
    for cell_id, points, parts in (("half-tests", 0, ["one"]), ("other", 3, ["half of 2", "half of 3", "half of 5"])):
        [test] = grade(key(THREE), THREE, enough=Enough(instead={cell_id: text})).tests
        assert (test.points, [part.name for part in test.parts]) == (points, parts)
