"""The figures of the unit on problem definition."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from workbook.notebook import project_figures as figures

Y, P = [1, 0, 1, 0], [0.9, 0.6, 0.4, 0.1]
COST = {"tp": -10.0, "fp": 4.0, "fn": 0.0, "tn": 0.0}
TASKS = {"a": (3, []), "b": (2, ["a"]), "c": (1, ["a"]), "d": (1, ["b", "c"])}
ROWS = [
    {"candidate": "x", "done": False, "data_allowed": True, "weeks": 3, **dict.fromkeys(figures.CRITERIA, 3)},
    {
        "candidate": "y",
        "done": False,
        "data_allowed": True,
        "weeks": 3,
        **dict.fromkeys(figures.CRITERIA, 3),
        "need": 5,
        "data": 1,
    },
    {"candidate": "z", "done": True, "data_allowed": True, "weeks": 3, **dict.fromkeys(figures.CRITERIA, 5)},
]


def test_the_picture_of_costs_names_the_cheapest_threshold() -> None:
    assert "cheapest: 0.40, -16 €" in figures.draw_costs(Y, P, COST, 0.5)
    never = figures.draw_costs(Y, P, {**COST, "tp": 4.0}, 0.5)
    assert "cheapest: nobody, 0 €" in never


def test_the_winner_flips_when_a_weight_grows() -> None:
    weights = dict.fromkeys(figures.CRITERIA, 1.0)
    assert "y wins" in figures.draw_priorities(ROWS, {**weights, "need": 2.0}, 5)
    assert "x wins" in figures.draw_priorities(ROWS, {**weights, "data": 2.0}, 5)


def test_a_candidate_that_a_gate_stops_is_shown_as_stopped() -> None:
    assert "stopped: done already" in figures.draw_priorities(ROWS, dict.fromkeys(figures.CRITERIA, 1.0), 5)


def test_the_gantt_chart_tells_slack_and_the_critical_tasks() -> None:
    assert "critical: a, b, d." in figures.draw_gantt(TASKS)
    assert "5 days" in figures.draw_gantt(TASKS, {"b": 1})
    assert "critical: a, b, c, d." in figures.draw_gantt(TASKS, {"b": 1})


def test_the_gantt_chart_says_what_the_days_cut_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Callable[..., str]] = []
    monkeypatch.setattr(figures.interactive, "controlled", lambda draw, *_, **__: drawn.append(draw))
    figures.gantt(TASKS, {"b": (1, 300), "c": (0, 100)})
    assert "5 days; the days cut cost 300 €" in drawn[0](cut0=1, cut1=0)
    assert "€" not in drawn[0](cut0=0, cut1=0)


def test_no_answer_can_call_what_the_exercises_ask_for() -> None:
    assert not {"cost_curve", "spans"} & set(vars(figures))


def test_every_picture_is_well_formed_and_has_an_alternative_text() -> None:
    weights = dict.fromkeys(figures.CRITERIA, 1.0)
    for picture in (
        figures.draw_costs(Y, P, COST, 0.5),
        figures.draw_priorities(ROWS, weights, 5),
        figures.draw_gantt(TASKS),
    ):
        assert ET.fromstring(picture).get("aria-label")
