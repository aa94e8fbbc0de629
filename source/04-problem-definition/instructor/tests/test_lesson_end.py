"""The end of a lesson runs through whatever the student has written, and says what is missing."""

from __future__ import annotations

import pytest

from lesson_end import settle


def unsolved() -> str:
    raise NotImplementedError


def half_solved() -> str:
    return {"gain": "1"}["low"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda: "m7", "Which?\n    m7\n"),
        (unsolved, "Which?\n    still open: solve D12 first\n"),
        (half_solved, "Which?\n    D12 isn't right yet, it stops with KeyError: 'low'\n"),
    ],
)
def test_a_question_is_settled_or_says_what_it_waits_for(
    answer: object, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("Which?", "D12", answer)  # type: ignore[arg-type]
    assert capsys.readouterr().out == told
