"""Unit 05: every rule has its source and its date, hidden cases reach every row, and the measures are fairlearn's."""

from __future__ import annotations

import csv
import datetime
import importlib.util
import math
from collections import defaultdict
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlparse

import nbformat
import numpy
import pytest

from workbook import check

UNIT = Path(__file__).resolve().parents[2]
TABLES = [*sorted((UNIT / "data").glob("rules_*.csv")), UNIT / "data" / "grid.csv"]
LESSONS = sorted(UNIT.glob("[1-9]-*.ipynb"))
README = (UNIT / "data" / "README.md").read_text(encoding="utf-8")


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


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_rule_says_how_its_source_was_read_and_reports_are_no_rule(table: Path) -> None:
    for row in rows(table):
        assert row["read"] in {"text", "page", "report"}, row
        if row["read"] == "report":
            assert row["answer"] == "ask", row


def test_the_readme_says_of_every_source_how_and_where_it_was_read() -> None:
    used = {(row["source"], row["read"]) for table in TABLES for row in rows(table)}
    told: dict[tuple[str, str], str] = {}
    _, _, after = README.partition("## Where each source was read")
    for line in after.partition("\n## ")[0].splitlines():
        if line.startswith("| ") and not line.startswith("| source |"):
            source, read, where = (cell.strip() for cell in line.strip("|").split("|"))
            told[source, read] = where
    assert set(told) == used
    assert all(len(where) > 8 for where in told.values())


def test_the_legal_lessons_begin_with_not_legal_advice() -> None:
    for lesson in LESSONS:
        head = nbformat.read(lesson, as_version=4).cells[0].source
        legal = any(
            "rules_" in cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "code"
        )
        assert ("**Not legal advice.**" in head) or not legal, lesson.name


def test_88_points_are_automatic_and_12_by_hand_with_a_rubric() -> None:
    automatic = by_hand = 0
    for lesson in LESSONS:
        cells = nbformat.read(lesson, as_version=4).cells
        for place, cell in enumerate(cells):
            marks = cell.metadata.get("nbgrader", {})
            if not marks.get("grade"):
                continue
            if cell.cell_type == "code":
                automatic += marks["points"]
            else:
                by_hand += marks["points"]
                assert "| 0 |" in cells[place - 1].source or "| 0 " in cells[place - 1].source, marks["grade_id"]
    assert (automatic, by_hand) == (88, 12)


def test_each_of_three_stories_names_its_source() -> None:
    last = nbformat.read(LESSONS[-1], as_version=4).cells[-1].source
    stories = last.partition("## Where this goes wrong at work")[2].partition("\n## ")[0]
    told = [part for part in stories.split("\n\n") if part.startswith("**")]
    assert len(told) == 3
    assert all("*(" in part and part.rstrip().endswith(")*") for part in told)


def make_data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_data_of_unit_05", UNIT / "instructor" / "make_data.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_listed_dependencies_declare_what_the_table_says() -> None:
    compared = 0
    for package, version, declared in make_data().DECLARED:
        found = metadata.metadata(package)
        if found["Version"] == version:
            lines = [line for line in found.get_all("Classifier") or [] if line.startswith("License ::")]
            classified = "; ".join(line.rpartition(":: ")[2] for line in lines)
            said = found.get("License-Expression") or classified or found.get("License")
            assert said == declared, package
            compared += 1
    if not compared:
        pytest.skip("no listed package is installed in the listed version")


def test_other_versions_of_the_packages_leave_their_tables_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = make_data()
    monkeypatch.setattr(module.metadata, "version", lambda package: "0.0.0")
    module.main(tmp_path)
    missing = {path.name for path in (UNIT / "data").iterdir()} - {path.name for path in tmp_path.iterdir()}
    assert missing == {"README.md", "catalogue.csv", "passengers.csv", "scancode_index.csv", "spdx_list.csv"}


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


def samples(count: int) -> Iterable[tuple[list[bool], list[bool], list[str]]]:
    """Labels, decisions and groups of *count* small towns; no group lacks anybody that a library divides by."""
    random = numpy.random.default_rng(505)
    made = 0
    while made < count:
        size = int(random.integers(30, 200))
        labels, chosen = random.random(size) < random.uniform(0.2, 0.8), random.random(size) < random.uniform(0.2, 0.8)
        groups = random.choice(["a", "b", "c"], size=size)
        cells = [
            (groups == g) & (labels == need) & (chosen == pick) for g in "abc" for need in (0, 1) for pick in (0, 1)
        ]
        if all(cell.any() for cell in cells):
            made += 1
            yield labels.tolist(), chosen.tolist(), groups.tolist()


def test_the_measures_are_those_of_fairlearn_on_other_people(monkeypatch: pytest.MonkeyPatch) -> None:
    fairlearn = pytest.importorskip("fairlearn.metrics")
    sklearn = pytest.importorskip("sklearn.metrics")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    metrics = {
        "demographic_parity": fairlearn.selection_rate,
        "equal_opportunity": fairlearn.true_positive_rate,
        "predictive_parity": sklearn.precision_score,
    }
    for labels, chosen, groups in samples(20):
        frame = fairlearn.MetricFrame(metrics=metrics, y_true=labels, y_pred=chosen, sensitive_features=groups)
        mine = names["measure"](labels, chosen, groups)
        for name in metrics:
            assert {group: rate for group, (rate, _, _) in mine[name].items()} == pytest.approx(
                frame.by_group[name].to_dict()
            )


def test_the_intervals_are_those_of_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    stats = pytest.importorskip("scipy.stats")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    for hits, people in [(0, 1), (1, 1), (0, 9), (2, 4), (50, 100), (999, 1000)]:
        chosen = [place < hits for place in range(people)]
        _, low, high = names["measure"]([True] * people, chosen, ["a"] * people)["equal_opportunity"]["a"]
        known = stats.binomtest(hits, people).proportion_ci(method="wilson")
        assert (low, high) == pytest.approx((known.low, known.high), abs=1e-4)


def test_the_shares_of_a_matrix_are_those_of_fairlearn_and_scikit_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    fairlearn = pytest.importorskip("fairlearn.metrics")
    sklearn = pytest.importorskip("sklearn.metrics")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    for labels, chosen, groups in samples(10):
        frame = fairlearn.MetricFrame(
            metrics={
                "base": lambda truth, _: float(numpy.mean(truth)),
                "tpr": fairlearn.true_positive_rate,
                "fpr": fairlearn.false_positive_rate,
                "ppv": sklearn.precision_score,
                "accuracy": sklearn.accuracy_score,
            },
            y_true=labels,
            y_pred=chosen,
            sensitive_features=groups,
        )
        matrices = {}
        for group in "abc":
            mine = [(label, choice) for label, choice, of in zip(labels, chosen, groups, strict=True) if of == group]
            (tn, fp), (fn, tp) = sklearn.confusion_matrix(*zip(*mine, strict=True)).tolist()
            matrices[group] = {"tp": tp, "fp": fp, "fn": fn, "tn": tn}
            assert names["shares"](matrices[group]) == pytest.approx(frame.by_group.loc[group].to_dict())
        recall = names["recall"](matrices)
        assert recall["micro"] == pytest.approx(sklearn.recall_score(labels, chosen))
        assert recall["macro"] == pytest.approx(frame.by_group["tpr"].mean())


CHART = {
    "CC0": "ok ok ok ok ok ok ok",
    "BY": "~ ok ok ok ok ok ok",
    "BY-SA": "no no ok no no no no",
    "BY-NC": "~ ~ ~ ok ok ~ ok",
    "BY-NC-SA": "no no no no ok no no",
    "BY-ND": "no no no no no no no",
    "BY-NC-ND": "no no no no no no no",
}


def test_the_key_agrees_with_the_chart_of_adapters_licences_that_creative_commons_publishes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The chart in the FAQ of Creative Commons, as of the version in creativecommons/faq; ~ is "not recommended"."""
    monkeypatch.chdir(UNIT)
    remix = run(UNIT / "2-licences.ipynb", {"__name__": "lesson"}, visible_only=True)["remix"]
    full = {name: "CC0 1.0" if name == "CC0" else f"CC {name} 4.0" for name in CHART}
    for source, row in CHART.items():
        for new, cell in zip(CHART, row.split(), strict=True):
            answer, _ = remix([full[source]], full[new])
            assert answer == {"~": "not recommended"}.get(cell, cell), (source, new)


REFUSED = {
    "protected": ["all-government-works-free"],
    "allowed": ["nc-read-as-no-sharing"],
    "remix": ["by-sa-with-by-nc-sa-solved", "nd-taken-as-sa"],
    "kogl": ["ai-mark-as-a-general-permission"],
    "compatible": ["gpl2-only-takes-apache", "or-read-as-and", "no-licence-taken-as-free"],
    "audit": ["duties-forgotten"],
    "crawl": ["first-rule-wins", "any-disallow-forbids", "last-rule-wins"],
    "mask": ["demands-the-check-digit", "masks-order-numbers", "unsalted-hash-called-anonymous"],
    "generalise": ["forgotten-quasi-identifier"],
    "measure": ["a-gap-of-two-tiny-groups-as-proof", "four-fifths-rule-as-law"],
    "shares": ["micro-and-macro-mixed"],
    "mitigate": ["floor-broken"],
    "footprint": ["kwh-for-wh", "pue-forgotten"],
    "card-problems": ["contradicting-numbers-pass"],
}


def test_the_bank_holds_what_the_syllabus_wants_refused_and_is_large_enough() -> None:
    bank = UNIT / "instructor" / "answers"
    for answer, misconceptions in REFUSED.items():
        for name in misconceptions:
            assert (bank / answer / f"wrong-{name}.py").is_file(), (answer, name)
    assert len(list(bank.glob("*/right-*.py"))) >= 45
    assert len(list(bank.glob("*/wrong-*.py"))) >= 80
    # Any least generalisation and any feasible choice of thresholds are accepted: answers that come to different ones.
    assert len(list((bank / "generalise").glob("right-*.py"))) >= 3
    assert len(list((bank / "mitigate").glob("right-*.py"))) >= 3


def test_a_gap_of_fairlearns_is_no_verdict_on_tiny_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    fairlearn = pytest.importorskip("fairlearn.metrics")
    monkeypatch.chdir(UNIT)
    names = run(UNIT / "5-fairness.ipynb", {"__name__": "lesson"}, visible_only=True)
    labels, groups = [True] * 8, ["a"] * 4 + ["b"] * 4
    chosen = [True, True, True, False, True, False, False, False]
    assert fairlearn.demographic_parity_ratio(labels, chosen, sensitive_features=groups) < 0.8
    assert names["verdict"](names["measure"](labels, chosen, groups)["demographic_parity"]) == "no evidence"
