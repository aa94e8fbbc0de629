"""Unit 06: every sheet catches every fault of the bank, and each edit of a key that the sample sheet can't tell."""

from __future__ import annotations

import catching
import pytest
import strength

from workbook.bank import clauses, mutants
from workbook.course import Course

LONG = [pytest.mark.long, pytest.mark.timeout(7200)]
ELSEWHERE = "another sheet's"
"""How the reason begins with which a clause table lists an edit that the sample sheet doesn't ask for."""
UNIT = Course(strength.ROOT).unit(strength.UNIT)


@pytest.mark.parametrize("students", [range(2), pytest.param(range(strength.STUDENTS), marks=LONG)], ids=len)
@pytest.mark.parametrize("folder", strength.folders())
def test_a_sheet_catches_every_fault_of_the_bank_and_gives_the_key_everything(folder: str, students: range) -> None:
    assert list(strength.slips(folder, students)) == []


@pytest.mark.parametrize("folder", ["one-counts", "two-boxes"])
def test_the_quick_way_says_what_running_all_tests_says(folder: str) -> None:
    paper, found = folder.partition("-")[0], UNIT.answers(folder)
    whole = {answer.name: strength.tried(paper, 5, answer).points < strength.most(folder) for answer in found}
    with strength.sheets(folder) as sheet_of, sheet_of(5) as sheet:
        sheet.lost(strength.cells_of(paper)[folder].source)
        quick = {answer.name: bool(sheet.catches(strength.text_of(answer), [])) for answer in found}
    assert quick == whole


def test_a_wrong_answer_that_no_part_looks_at_is_said_to_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    looks_at_nothing = catching.pieces('grade = check.parts(5)\nwith grade("nothing"):\n    pass', "tests")
    monkeypatch.setattr(catching, "pieces", lambda text, name: looks_at_nothing)
    wrong = sum(not answer.right for answer in UNIT.answers("one-counts"))
    assert len([said for said in strength.slips("one-counts", [0]) if said.endswith("loses nothing")]) == wrong


@pytest.mark.parametrize("folder", strength.folders())
def test_an_edit_of_the_key_that_the_sample_sheet_does_not_ask_for_is_caught_on_another(folder: str) -> None:
    lesson = next(one for one in UNIT.lessons if one.name.endswith(folder.partition("-")[0]))
    listed = [what for what, why in clauses.tables(lesson)[folder].equivalent if why.startswith(ELSEWHERE)]
    left = {
        trial.mutant.change: trial.mutant.text
        for trial in mutants.trials(UNIT, lesson.name, folder)
        if any(mutants.same(what, trial.mutant.change) for what in listed)
    }
    assert len(left) >= len(listed)
    key = strength.cells_of(folder.partition("-")[0])[folder].source
    with strength.sheets(folder) as sheet_of:
        for number in strength.FEW:
            with sheet_of(number) as sheet:
                assert sheet.lost(key) == []
                left = {change: text for change, text in left.items() if not sheet.catches(text, [])}
    assert sorted(left) == []
