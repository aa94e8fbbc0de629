"""The numbers that stand in tests, visible or hidden, are what the references come to on the published data."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import problem_forms
from hidden.businesses import records
from hidden.businesses.scores import Scored, slices
from hidden.businesses.service import power, standardised, usual_p95
from hidden.comparisons import data, evaluation, plan, problem

UNIT = Path(problem_forms.__file__).parent
DATA = UNIT / "data"
COMPANY = json.loads((DATA / "company.json").read_text("utf-8"))
PROJECT = json.loads((DATA / "project.json").read_text("utf-8"))


def visible(lesson: str) -> str:
    """The lesson's text as far as it is released, its lines run together: where one is broken says nothing."""
    text, _, rest = (UNIT / "instructor" / f"{lesson}.py").read_text("utf-8").partition("### BEGIN HIDDEN TESTS")
    while rest:
        more, _, rest = rest.partition("### END HIDDEN TESTS")[2].partition("### BEGIN HIDDEN TESTS")
        text += more
    return " ".join(text.split())


def whole(lesson: str) -> str:
    """The lesson's text, hidden tests and all, its lines run together."""
    return " ".join((UNIT / "instructor" / f"{lesson}.py").read_text("utf-8").split())


def frame(name: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", parse_dates=list(dates))


def interval(train: pd.DataFrame, test: pd.DataFrame) -> tuple[float, float]:
    """(gain, width of its normal interval) over the best baseline."""
    rows = evaluation.baseline_rows(Scored(train, test, "wrong", gains=True))
    difference = min((rows[name] for name in ("constant", "rule", "last")), key=lambda row: row.mean()) - rows["model"]
    return float(difference.mean()), 2 * 1.96 * difference.std(ddof=1) / math.sqrt(len(difference))


def test_of_the_problem() -> None:
    today = pd.Timestamp(COMPANY["today"])
    assert problem.share_lost(frame("months", "month", "known_on"), today) == (557 / 2528, 2528 / 6)
    assert (COMPANY["contacts_per_month"], COMPANY["leaving_share"], COMPANY["kept_share"]) == (90, 0.38, 0.3)
    assert all(text in visible("1-problem") for text in ("557 / 2528", "90 * 0.38 * 0.3 / (2528 / 6)"))
    weeks = frame("weeks")
    ways = dict.fromkeys(("voucher_euros", "answer_hours", "late_parcels", "unsubscribes"), "down")
    ways |= {"kept_share": "up", "margin_per_order": "up"}
    strong = [
        {one, two} for one in ways for two in ways if one < two and problem.strength(weeks, ways, one, two) < -0.5
    ]
    assert strong == [{"kept_share", "margin_per_order"}]


def test_of_the_labels_in_october() -> None:
    log_ends = pd.Timestamp(COMPANY["log_ends"])
    expected = problem.expected_labels(frame("events", "at"), pd.Timestamp("2025-10-01"), 60, log_ends)
    known = pd.read_csv(DATA / "october.csv", index_col="customer_id").T.to_dict("list")
    assert {name: tuple(row) for name, row in known.items()} == expected


def test_of_the_silences_in_the_log() -> None:
    orders = frame("events", "at").query("kind == 'order'").drop_duplicates("event_id").sort_values("at")
    gaps = orders.groupby("customer_id")["at"].diff().dropna()
    ended = int((gaps > pd.Timedelta(days=60)).sum())
    since_last = pd.Timestamp(COMPANY["log_ends"]) - orders.groupby("customer_id")["at"].max()
    lasting = int((since_last > pd.Timedelta(days=60)).sum())
    assert (len(gaps), ended, lasting) == (2055, 33, 130)
    text = visible("1-problem")
    assert all(
        told in text
        for told in ("only 33 of 2,055 gaps", "130 customers have been silent", "163 such silences one in five")
    )


def test_of_the_shares_that_the_readme_tells() -> None:
    known = pd.read_csv(DATA / "october.csv")
    report = frame("months", "month").set_index("month").loc["2025-10-01"]
    told = f"{len(known)} of the {report['active']} who were\n  active on 1 October, of whom {known['churned'].mean() * 100:.0f} in 100 were lost"
    assert told in (DATA / "README.md").read_text("utf-8")
    assert f"(of all 427: {report['lost'] / report['active'] * 100:.0f} in 100)" in (DATA / "README.md").read_text(
        "utf-8"
    )


def test_of_the_evaluation() -> None:
    text = visible("2-evaluation")
    gain, width = interval(frame("churn_train"), frame("churn_test"))
    assert f"35 / 541, {width:.4f}, " in text
    assert gain == 35 / 541
    flights = frame("flights", "date").rename(columns={"late": "y"})
    flights["rule"] = (flights["sched_dep_time"] >= 1700).astype(int)
    flights["last"] = (flights["late_yesterday"] > 0.5).astype(int)
    gain, width = interval(flights[flights["date"] < "2013-07-01"], flights[flights["date"] >= "2013-07-01"])
    assert f"8 / 1188, {width:.4f}, " in text
    assert gain == 8 / 1188
    euros = evaluation.contact_gain(frame("contacts"), COMPANY["offer_terms"])
    assert f"90, {euros[euros > 0].nlargest(90).sum():.3f}" in text
    assert COMPANY["offer_terms"] == {"kept_share": 0.3, "price": 8.0, "capacity": 90}
    rows = frame("inspections")
    table = slices(rows, COMPANY["actions"], COMPANY["error_cost"])
    for name, gain in zip(table["name"], table["gain"], strict=True):
        assert f'"{name}": {round(gain, 2)}' in text


def test_of_the_prices_of_a_threshold() -> None:
    assert COMPANY["offer_cost"] == {"tp": -28.0, "fp": 8.0, "fn": 0.0, "tn": 0.0}
    assert '-28 * counted["tp"] + 8 * counted["fp"]' in visible("2-evaluation")
    scores = frame("scores")
    euros = {cut: int(scores.loc[scores["p"] >= cut, "y"].map({1: -28, 0: 8}).sum()) for cut in (8 / 36, 0.5, 0.59)}
    assert euros == {8 / 36: 0, 0.5: -412, 0.59: -656}
    text = visible("2-evaluation")
    assert all(told in text for told in ("the offers bring 656 euros", "At 0.5 they bring 412", "0.22 brings nothing"))


def test_of_the_model_against_the_last_value() -> None:
    rows = frame("churn_test")
    model, last = rows["model"] == rows["y"], rows["last"] == rows["y"]
    assert (int((last & ~model).sum()), int((model & ~last).sum())) == (29, 64)
    p_value = 2 * sum(math.comb(93, i) for i in range(30)) / 2**93
    assert round(10_000 * p_value) == 4
    assert "in about 4 of 10,000 such tests" in visible("2-evaluation")


def test_of_the_annotators() -> None:
    messages = frame("messages")
    ana, ben = messages["ana"].tolist(), messages["ben"].tolist()
    assert f"{data.expected_kappa(ana, ben):.7f}" in visible("3-data")
    small = pd.DataFrame({"row_id": list("vwxyz"), "household": list("ABCAD")})
    small["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta([0, 10, 20, 100, 110], unit="D")
    assert records.most_rows(small, 60) == 4


@pytest.mark.parametrize(
    ("base", "lift", "fewest", "most"), [(0.1, 0.05, "621.1", "762.3"), (0.16, 0.04, "1310.7", "1608.9")]
)
def test_of_the_tests_with_two_arms(base: float, lift: float, fewest: str, most: str) -> None:
    assert power(float(fewest), base, lift) == pytest.approx(0.76, abs=5e-5)
    assert power(float(most), base, lift) == pytest.approx(0.84, abs=5e-5)
    assert f"{fewest}, {most}," in visible("4-service")


def test_of_the_service() -> None:
    text, log, wish = visible("4-service"), frame("requests"), COMPANY["wish"]
    low, high = usual_p95(log["ms"])
    assert f"{low:g}, {high:g}, {wish['limit_ms']:g}" in text
    assert f"{wish['parameters'] * wish['bytes_per_parameter'] / 2**20:.4f}, {wish['machine_memory_mb']}" in text
    seconds = np.floor(log["at"]).value_counts()
    assert f"there are {seconds.max()} requests from {seconds.idxmax():.0f}.000" in text
    busiest = (seconds.max(), wish["machine_per_second"], wish["machine_euros_per_month"])
    assert f'price(specified, {", ".join(f"{value:g}" for value in busiest)}, "the published log")' in text
    online = frame("online")
    rates = standardised(online, COMPANY["mix"])
    pooled = online.groupby("candidate")[["orders", "visits"]].sum()
    best, misled = max(rates, key=lambda name: rates[name][0]), (pooled["orders"] / pooled["visits"]).idxmax()
    told = f"{best} has a rate of {rates[best][0]:.4f} (variance {rates[best][1] ** 2:.7f})"
    for answer in (f'best="{best}", current="{COMPANY["current"]}", pooled="{misled}"', told):
        assert answer in whole("4-service")
        assert answer not in text, "students read the answer"
    assert COMPANY["ab"]["base"] == pytest.approx(rates[COMPANY["current"]][0], abs=0.005)
    assert online["visits"].sum() == pytest.approx(100 * COMPANY["ab"]["visitors_per_day"], rel=0.01)


def test_of_the_plan() -> None:
    text, candidates = visible("5-plan"), frame("candidates")
    weights, weeks_left = COMPANY["weights"], COMPANY["weeks_left"]
    assert weeks_left == 12
    for name, score in plan.scores(candidates, weights, weeks_left).items():
        assert f'"{name}": {score:g}' in text
    found = plan.changes(candidates, weights, weeks_left)
    least = min(map(abs, found.values()))
    smallest = ", ".join(f'"{name}": {found[name]:g}' for name in plan.CRITERIA if abs(found[name]) == least)
    tasks = {name: (days, before) for name, (days, before) in PROJECT["tasks"].items()}
    length, times = plan.times(tasks)
    assert all(f'"{name}": {tuple(row.values())}' in whole("5-plan") for name, row in times.items())
    assert not any(f'"{name}": {tuple(row.values())}' in text for name, row in times.items()), (
        "students read the answer"
    )
    prices = {name: (most, euros) for name, (most, euros) in PROJECT["prices"].items()}
    assert (length, plan.cheapest(tasks, prices, 5)) == (32, 2900)
    assert all(str(path).replace("'", '"') in whole("5-plan") for path in plan.critical_paths(tasks))
    value = f"{PROJECT['pilot_days']}, {plan.best_value(PROJECT['features'], PROJECT['pilot_days'])},"
    for answer in (f"{{{smallest}}}", "2900", value):
        assert answer in whole("5-plan")
        assert answer not in text, "students read the answer"


def test_of_the_proposal() -> None:
    text = whole("6-proposal")
    gain, width = interval(frame("churn_train"), frame("churn_test"))
    assert f'"gain": {gain:.6f}, "low": {gain - width / 2:.7f}' in text
    per_week = COMPANY["ab"]["visitors_per_day"] * 7 / 2
    reached = [power(weeks * per_week, COMPANY["ab"]["base"], COMPANY["ab"]["lift"]) for weeks in range(1, 40)]
    first = next(i for i, power in enumerate(reached, 1) if power >= 0.76)
    last = next(i for i, power in enumerate(reached, 1) if power >= 0.84)
    assert f"tested(numbers, {7 * first}, {7 * last})" in text
    assert f"target(numbers, {557 / 2528 - 90 * 0.38 * 0.3 / (2528 / 6):.6f}, {557 / 2528:.6f})" in text
    assert COMPANY["ab"]["max_days"] == 90
    students = "".join(visible("6-proposal").rpartition('id="proposal-tests"')[1:])
    for answer in (f"{gain:.6f}", f"{557 / 2528:.6f}", '"m7"', "stay offers", "2900", f"{7 * last}"):
        assert answer in text
        assert answer not in students.partition("# %%")[0], "students read the answer"
