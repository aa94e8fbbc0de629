"""Unit 05: every rule has its source and its date, hidden cases reach every row, and the measures are fairlearn's."""

from __future__ import annotations

import csv
import datetime
import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import nbformat
import pytest

from tests.conftest import ROOT
from workbook import check

UNIT = ROOT / "source" / "05-licensing-ethics"
TABLES = [*sorted((UNIT / "data").glob("rules_*.csv")), UNIT / "data" / "grid.csv"]
LESSONS = sorted(UNIT.glob("[1-9]-*.ipynb"))


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(lesson: Path, names: dict[str, Any], *, visible_only: bool = False) -> dict[str, Any]:
    """Run a lesson's code cells, solutions in place, in the namespace *names*."""
    for cell in nbformat.read(lesson, as_version=4).cells:
        if cell.cell_type == "code":
            text = cell.source
            if visible_only:
                text = text.partition("### BEGIN HIDDEN TESTS")[0]
            exec(compile(text, f"{lesson.name}", "exec"), names)
    return names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_rule_has_a_source_a_place_an_address_and_a_date(table: Path) -> None:
    found = rows(table)
    assert found
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        assert len(row["source"]) > 8, row
        assert row["place"].strip(), row
        assert urlparse(row["url"]).scheme == "https", row
        assert datetime.date(1990, 1, 1) < datetime.date.fromisoformat(row["as_of"]), row


def test_answers_are_three_valued() -> None:
    allowed = {
        "new_work": {"adaptation", "collection", "copy", "ask"},
        "remix": {"ok", "not recommended", "no"},
        "robots": {"allow", "disallow", "ask", "-"},
        "status": {"personal", "pseudonymous", "anonymous", "ask"},
    }
    for table in TABLES:
        name = table.stem.removeprefix("rules_")
        for row in rows(table):
            if "answer" in row and name != "notices":
                assert row["answer"] in allowed.get(name, {"yes", "no", "ask"}), (name, row)


def reached(lessons: Iterable[Path], monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Table → ids of the rows that hidden cases reach: all cases of the key's run but those of the visible tests."""
    seen: dict[str, set[str]] = defaultdict(set)
    plain = check.decisions

    def record(function: Any, cases: Iterable[check.Decision], *, table: str = "", tolerance: float = 0.0) -> None:
        listed = list(cases)
        seen[table] |= {case.rule for case in listed}
        plain(function, listed, table=table, tolerance=tolerance)

    for lesson in lessons:
        text = nbformat.read(lesson, as_version=4)
        for cell in text.cells:
            grade = cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
            if grade:
                cell.source = hidden(cell.source)
        names: dict[str, Any] = {"__name__": "lesson"}
        with monkeypatch.context() as patch:
            patch.chdir(UNIT)
            patch.setattr(check, "decisions", record)
            for cell in text.cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, lesson.name, "exec"), names)
    return seen


def hidden(source: str) -> str:
    """A tests cell with its visible cases emptied: helpers and hidden tests stay."""
    before, mark, after = source.partition("### BEGIN HIDDEN TESTS")
    kept, skipping = [], False
    for line in before.splitlines():
        if line.startswith("with grade("):
            skipping = True
        elif line and not line[0].isspace() and not line.startswith("]"):
            skipping = False
        if not skipping:
            kept.append(line)
    return "\n".join([*kept, mark + after])


def test_hidden_cases_reach_every_row_of_every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = reached(LESSONS, monkeypatch)
    lacking = {table.name: sorted({row["id"] for row in rows(table)} - seen[table.name]) for table in TABLES}
    assert {name: ids for name, ids in lacking.items() if ids} == {}


def test_the_measures_are_those_of_fairlearn(monkeypatch: pytest.MonkeyPatch) -> None:
    fairlearn = pytest.importorskip("fairlearn.metrics")
    sklearn = pytest.importorskip("sklearn.metrics")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    labels, groups = names["NEEDS"], names["GROUPS"]
    chosen = [score >= 0.5 for score in names["SCORES"]]
    metrics = {
        "demographic_parity": fairlearn.selection_rate,
        "equal_opportunity": fairlearn.true_positive_rate,
        "predictive_parity": sklearn.precision_score,
    }
    frame = fairlearn.MetricFrame(metrics=metrics, y_true=labels, y_pred=chosen, sensitive_features=groups)
    mine = names["measure"](labels, chosen, groups)
    for name in metrics:
        for group, value in frame.by_group[name].items():
            assert math.isclose(mine[name][group][0], value), (name, group)
            assert mine[name][group][1] <= value <= mine[name][group][2]


def test_a_gap_of_fairlearns_is_no_verdict_on_tiny_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    fairlearn = pytest.importorskip("fairlearn.metrics")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    labels, groups = [True] * 8, ["a"] * 4 + ["b"] * 4
    chosen = [True, True, True, False, True, False, False, False]
    assert fairlearn.demographic_parity_ratio(labels, chosen, sensitive_features=groups) < 0.8
    assert names["verdict"](names["measure"](labels, chosen, groups)["demographic_parity"]) == "no evidence"
