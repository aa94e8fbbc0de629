"""Decisions by rule."""

import pytest

from workbook import check

CASES = [
    check.decision("even", (2,), ("yes", "even"), "an even number"),
    check.decision("odd", (3,), ("no", "odd"), "an odd number"),
]


def test_right_decisions_pass() -> None:
    check.decisions(lambda n: ("no", "odd") if n % 2 else ("yes", "even"), CASES)


def test_the_first_wrong_decision_is_named_with_its_kind_and_row() -> None:
    with pytest.raises(check.Failure) as caught:
        check.decisions(lambda n: ("yes", "even"), CASES, table="rules.csv")
    assert str(caught.value).splitlines() == [
        "an odd number",
        "  expected: ('no', 'odd')",
        "  got:      ('yes', 'even')",
        "  look at:  rules.csv, row odd",
    ]


def test_without_a_table_there_is_no_row_to_look_at() -> None:
    with pytest.raises(check.Failure) as caught:
        check.decisions(lambda n: ("yes", "even"), CASES)
    assert "look at" not in str(caught.value)


def test_the_type_of_the_answer_counts() -> None:
    with pytest.raises(check.Failure, match="an even number"):
        check.decisions(lambda n: ["yes", "even"], CASES)


def test_an_error_is_told_on_its_kind_of_case() -> None:
    with pytest.raises(check.Failure, match="an even number[^$]*KeyError"):
        check.decisions(lambda n: {}[n], CASES)


def test_numbers_may_be_near() -> None:
    case = check.decision("half", (1,), 0.5, "a half")
    check.decisions(lambda n: 0.5 + 1e-9, [case], tolerance=1e-6)
    with pytest.raises(check.Failure):
        check.decisions(lambda n: 0.5 + 1e-3, [case], tolerance=1e-6)


def test_no_case_is_an_authors_mistake() -> None:
    with pytest.raises(ValueError, match="no case"):
        check.decisions(lambda: None, [])
