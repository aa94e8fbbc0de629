"""The table of attacks in docs/grading.md is what the records say, and names every attack of this folder."""

from __future__ import annotations

import json

import pytest

from tests.hostile.attacks import ATTACKS
from tests.hostile.folders import FOLDERS
from tests.hostile.record import EXACT, HERE, STOCK, VARIABLE, kind, note
from tests.hostile.table import PAGE, page
from tests.hostile.test_files import FILES, FORGERIES
from tests.hostile.test_pages import PAGES


def test_the_table_is_made_from_the_records():
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "run: python -m tests.hostile.table"


def test_every_attack_is_on_record():
    names = {attack.name for attack in ATTACKS} | set(FILES) | set(FORGERIES) | set(FOLDERS) | PAGES
    assert set(json.loads(HERE.read_text(encoding="utf-8"))) == names


def test_stock_nbgrader_was_shown_every_attack():
    assert set(json.loads(STOCK.read_text(encoding="utf-8"))) == set(json.loads(HERE.read_text(encoding="utf-8")))


def test_a_record_that_a_fresh_run_contradicts_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    record = json.loads(HERE.read_text(encoding="utf-8"))
    for name, entry in record.items():
        note(entry["group"], name, entry["happened"])
        others = ["4 of 4 points", "passed", "shown as text", "refused: odd", ""]
        for other in (
            text for text in others if entry["group"] in EXACT or not kind(entry["happened"]).startswith(text[:5])
        ):
            if other != entry["happened"]:
                with pytest.raises(AssertionError):
                    note(entry["group"], name, other or "graded")
    with pytest.raises(AssertionError, match="not on record"):
        note("page", "an attack that nobody wrote down", "no points")
