"""The generated tables of the lesson on columns: planted truths, other libraries' numbers, and what the forms say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import columns_forms
from hidden import columns_bills, columns_profiles, columns_questions, columns_rules
from workbook.check.failure import Failure

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(params=range(6))
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


def test_every_profiled_frame_has_every_kind_and_every_disguise(rng: np.random.Generator) -> None:
    case = columns_profiles.profiled(rng, 30)
    assert {row[1] for row in case.expected} == {"id", "date", "count", "measure", "flag", "code", "text"}
    assert sum(row[2] > 0 for row in case.expected) >= 5
    assert sum(row[3] > 0 for row in case.expected) >= 5
    assert [row[0] for row in case.expected] == list(case.frame.columns)
    assert list(case.dictionary["column"])[: len(case.expected)] != list(case.frame.columns)


def test_a_profile_counts_as_pandas_does_where_nothing_is_disguised(rng: np.random.Generator) -> None:
    case = columns_profiles.profiled(rng, 40)
    for name, _, missing, disguised, distinct, share in case.expected:
        column = case.frame[name]
        assert missing == column.isna().sum()
        if not disguised:
            assert distinct == column.nunique()
            assert share == pytest.approx(column.value_counts(normalize=True).max())


def test_every_rule_is_broken_by_some_rows_and_kept_by_others(rng: np.random.Generator) -> None:
    case = columns_rules.ruled(rng, 14)
    for rule in case.rules.to_dict("records"):
        rows = [row for name, row in case.expected if name == rule["rule"]]
        assert len(rows) == len(set(rows))
        assert (0 < len(rows) < len(case.tables[rule["table"]])) == (rule["table"] != "nothing"), rule


def test_a_key_in_the_other_table_occurs_twice_and_is_missing(rng: np.random.Generator) -> None:
    people = columns_rules.ruled(rng, 14).tables["people"]
    assert people["number"].dropna().duplicated().any()
    assert people["number"].isna().sum() == 2


def test_the_latest_record_is_seldom_the_lowest_and_ties_occur(rng: np.random.Generator) -> None:
    case = columns_bills.loaded(rng, 24)
    fresh = case.records.reset_index(drop=True)
    last = fresh.sort_values(case.loaded, kind="stable").drop_duplicates(case.key, keep="last")
    assert sorted(last.index) == case.kept
    assert sorted(fresh.drop_duplicates(case.key, keep="last").index) != case.kept
    assert fresh.duplicated([case.key, case.loaded]).sum() >= 5


def test_bills_have_each_kind_of_cell_in_both_systems(rng: np.random.Generator) -> None:
    case = columns_bills.billed(rng, 30)
    assert min(case.protocol.values()) >= 1
    for system in ("old", "new"):
        own = (case.bills["system"] == system).to_numpy()
        amounts = pd.Series(case.columns["amount"], dtype=float)[own]
        assert amounts.isna().any()
        assert amounts.notna().any()
    read = pd.to_numeric(case.bills["amount"].str.strip(), errors="coerce").to_numpy()
    assert np.isnan(read).tolist() == [value is None for value in case.columns["amount"]]


@pytest.mark.parametrize("size", [9, 23, 45])
def test_what_serves_agrees_with_scipy_and_what_does_not_is_far_away(rng: np.random.Generator, size: int) -> None:
    wait = columns_questions.frame(rng, "wait", size)
    assert columns_questions.expected("wait", wait)["median"] == pytest.approx(np.median(wait["minutes"]))
    assert wait["minutes"].mean() > 1.5 * wait["minutes"].median()
    line = columns_questions.frame(rng, "line", size)
    serves = columns_questions.expected("line", line)
    if size >= 10:
        assert serves["trimmed mean"] == pytest.approx(stats.trim_mean(line["mbit"], 0.1))
        assert line["mbit"].mean() > 5 * serves["trimmed mean"]
    complaints = columns_questions.frame(rng, "complaints", size)
    rate = columns_questions.expected("complaints", complaints)["pooled"]
    assert (complaints["complaints"] / complaints["months"]).mean() > 1.5 * rate
    margin = columns_questions.frame(rng, "margin", size)
    share = columns_questions.expected("margin", margin)["pooled"]
    assert (margin["profit"] / margin["revenue"]).mean() > share + 0.05


@pytest.mark.parametrize("size", [9, 10])
def test_the_pooled_difference_has_the_other_sign(rng: np.random.Generator, size: int) -> None:
    frame = columns_questions.frame(rng, "leaving", size)
    within = columns_questions.expected("leaving", frame)["per group"]
    years = frame.groupby("year")[["customers", "left"]].sum()
    pooled = years["left"] / years["customers"]
    assert within * (pooled["second"] - pooled["first"]) < 0
    assert (frame["left"] <= frame["customers"]).all()
    assert frame.duplicated(["year", "segment"]).any()


def test_within_each_airline_kansas_city_is_late_less_often_and_pooled_more_often() -> None:
    arrivals = pd.read_csv(DATA / "arrivals.csv").set_index(["carrier", "dest"])
    share = arrivals["late"] / arrivals["flights"]
    assert share["DL", "MCI"] < share["DL", "ATL"]
    assert share["EV", "MCI"] < share["EV", "ATL"]
    pooled = arrivals.groupby("dest").sum().eval("late / flights")
    assert pooled["MCI"] > pooled["ATL"] + 0.1


def test_visits_say_what_the_lesson_says_of_them() -> None:
    table = pd.read_csv(DATA / "visits.csv")
    each = np.sort(np.repeat(table["visits"].to_numpy(), table["person_years"]))
    cut = len(each) // 10
    assert (len(each), np.median(each), each[-cut]) == (20190, 1, 7)
    assert 1 - each[cut:-cut].mean() / each.mean() == pytest.approx(0.31, abs=0.005)
    assert 1 - 1 / each.mean() == pytest.approx(0.65, abs=0.005)


def test_bills_of_penguins_correlate_one_way_pooled_and_the_other_within_each_species() -> None:
    penguins = pd.read_csv(DATA / "penguins.csv")
    assert penguins["bill_length_mm"].corr(penguins["bill_depth_mm"]) < -0.2
    for _, own in penguins.groupby("species"):
        assert own["bill_length_mm"].corr(own["bill_depth_mm"]) > 0.3


def test_within_each_sex_survival_on_the_titanic_falls_from_class_to_class() -> None:
    table = pd.read_csv(DATA / "titanic.csv")
    assert table[["survived", "died"]].to_numpy().sum() == 1312
    for _, own in table.assign(share=table["survived"] / (table["survived"] + table["died"])).groupby("sex"):
        assert own.sort_values("class")["share"].is_monotonic_decreasing


def test_a_changed_input_is_told() -> None:
    def greedy(frame: pd.DataFrame) -> int:
        frame["new"] = 1
        return 0

    frame = pd.DataFrame({"a": [1]})
    with pytest.raises(Failure, match="the input has changed"):
        columns_forms.called(greedy, frame, what="greedy")
    with pytest.raises(Failure, match="the input has changed"):
        columns_forms.called(lambda tables: greedy(tables["one"]), {"one": frame}, what="greedy")
    assert list(frame.columns) == ["a"]


def test_a_violation_that_is_missing_or_twice_or_too_much_is_told() -> None:
    expected, rules = [("one", 0), ("two", 1)], ["one", "two"]

    def told(rows: list[tuple[str, int]]) -> None:
        frame = pd.DataFrame(rows, columns=["rule", "row"])
        columns_forms.violations(frame, expected, rules, "a table", lambda rule, row: "its cells")

    told(expected)
    for rows, message in (
        (expected[:1], "listed 0 times"),
        ([*expected, expected[0]], "listed 2 times"),
        ([*expected, ("one", 3)], "no violation"),
        (expected[::-1], "the order"),
    ):
        with pytest.raises(Failure, match=message):
            told(rows)


def test_the_end_of_a_lesson_says_what_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    columns_forms.settle("How many?", "C3", lambda: "three")
    columns_forms.settle("How many?", "C3", lambda: str(1 // 0))

    def unsolved() -> str:
        raise NotImplementedError

    columns_forms.settle("How many?", "C3", unsolved)
    said = capsys.readouterr().out
    assert "three" in said
    assert "stops with ZeroDivisionError" in said
    assert "solve C3 first" in said
