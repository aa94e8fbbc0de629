"""The figures: what they draw of data/, and what the data say."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import project_figures as figures
from hidden.comparisons import evaluation, plan

DATA = Path(figures.__file__).parent / "data"
COUNTS = pd.DataFrame(
    [(0.1, 2, 2, 0, 0), (0.4, 2, 1, 0, 1), (0.6, 1, 1, 1, 1), (0.9, 1, 0, 1, 2), (float("inf"), 0, 0, 2, 2)],
    columns=["threshold", *figures.OUTCOMES],
)
COST = {"tp": -10.0, "fp": 4.0, "fn": 0.0, "tn": 0.0}
DAYS = {"a": 3, "b": 2, "c": 1, "d": 1}
TASKS = {"a": (3, []), "b": (2, ["a"]), "c": (1, ["a"]), "d": (1, ["b", "c"])}
CUTS = pd.DataFrame(
    [(0, 0, 3, 3, 5, 0, 0, 1, 0), (1, 0, 3, 3, 4, 0, 0, 0, 0)],
    columns=["cut b", *[f"start {name}" for name in "abcd"], *[f"slack {name}" for name in "abcd"]],
)
ROWS = [
    {"candidate": "x", "gate": "passes", **dict.fromkeys(figures.CRITERIA, 3)},
    {"candidate": "y", "gate": "passes", **dict.fromkeys(figures.CRITERIA, 3), "need": 5, "data": 1},
    {"candidate": "z", "gate": "done already", **dict.fromkeys(figures.CRITERIA, 5)},
]


def test_the_picture_of_costs_names_the_cheapest_threshold() -> None:
    assert "cheapest: 0.40, -16 €" in figures.draw_costs(COUNTS, COST, 0.5)
    never = figures.draw_costs(COUNTS, {**COST, "tp": 4.0}, 0.5)
    assert "cheapest: nobody, 0 €" in never


def test_the_winner_flips_when_a_weight_grows() -> None:
    weights = dict.fromkeys(figures.CRITERIA, 1.0)
    assert "y wins" in figures.draw_priorities(ROWS, {**weights, "need": 2.0})
    assert "x wins" in figures.draw_priorities(ROWS, {**weights, "data": 2.0})


def test_a_candidate_that_a_gate_stops_is_shown_as_stopped() -> None:
    assert "stopped: done already" in figures.draw_priorities(ROWS, dict.fromkeys(figures.CRITERIA, 1.0))


def test_the_gantt_chart_tells_slack_and_the_critical_tasks() -> None:
    assert "critical: a, b, d." in figures.draw_gantt(figures.times_after(CUTS, DAYS, {"b": 0}))
    shorter = figures.draw_gantt(figures.times_after(CUTS, DAYS, {"b": 1}))
    assert "5 days" in shorter
    assert "critical: a, b, c, d." in shorter


def test_the_gantt_chart_says_what_the_days_cut_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Callable[..., str]] = []
    monkeypatch.setattr(figures.interactive, "controlled", lambda draw, *_, **__: drawn.append(draw))
    figures.gantt(CUTS, TASKS, {"b": (1, 300)})
    assert "5 days; the days cut cost 300 €" in drawn[0](cut0=1)
    assert "€" not in drawn[0](cut0=0)


def test_what_the_figures_draw_is_what_the_exercises_come_to() -> None:
    company, project = (json.loads((DATA / name).read_text("utf-8")) for name in ("company.json", "project.json"))
    scores, candidates = pd.read_csv(DATA / "scores.csv"), pd.read_csv(DATA / "candidates.csv")
    case = evaluation.Acting(scores["y"].tolist(), scores["p"].tolist(), company["offer_cost"])
    counts = pd.read_csv(DATA / "score_counts.csv")
    for row in counts.to_dict("records"):
        counted = sum(row[name] * case.cost[name] for name in figures.OUTCOMES)
        assert counted == pytest.approx(case.total(row["threshold"]))
    gates = pd.read_csv(DATA / "gates.csv").set_index("candidate")
    passing = gates[gates["gate"] == "passes"]
    marks = {
        name: sum(row[key] * weight for key, weight in company["weights"].items()) for name, row in passing.iterrows()
    }
    assert marks == plan.scores(candidates, company["weights"], company["weeks_left"])
    cuts = pd.read_csv(DATA / "cuts.csv")
    for _, cut in cuts.sample(60, random_state=4).iterrows():
        tasks = {
            name: (days - int(cut.get(f"cut {name}", 0)), before) for name, (days, before) in project["tasks"].items()
        }
        length, times = plan.times(tasks)
        assert cut["length"] == length
        assert all(cut[f"start {name}"] == row["earliest_start"] for name, row in times.items())
        assert all(cut[f"slack {name}"] == row["slack"] for name, row in times.items())


def test_every_picture_is_well_formed_and_has_an_alternative_text() -> None:
    weights = dict.fromkeys(figures.CRITERIA, 1.0)
    for picture in (
        figures.draw_costs(COUNTS, COST, 0.5),
        figures.draw_priorities(ROWS, weights),
        figures.draw_gantt(figures.times_after(CUTS, DAYS, {"b": 0})),
    ):
        assert ET.fromstring(picture).get("aria-label")
