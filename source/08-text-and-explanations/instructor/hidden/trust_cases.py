"""Models that cheat or not, and refused applicants with ways out: for the last two exercises of the lesson on trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hidden import trust_truth as truth
from hidden.trust_worlds import Model, Row, until

Floats = NDArray[np.float64]
HONEST = (
    "strong",
    "named like a leak",
    "unused",
    "noise",
    "weaker away",
    "gone bad a little",
    "of little weight",
    "against the truth",
)
CHEATS = ("strongest", "second", "constant away", "turned round", "two at once", "just a fifth")
LEAKY = ("snow", "record_id", "via_feed", "hospital_tag", "watermark", "row_number")
SOUND = ("beak", "wing", "colour", "length", "words", "price", "stars", "hours", "shape", "verbs")


@dataclass(frozen=True)
class Part:
    """A feature: its help at home and away, how its values go with the label there, the swing of its attributions, its name."""

    home: float
    away: float
    linked: tuple[bool, bool] = (True, True)
    swing: float = 0.1
    still: bool = False  # away its attributions are one number
    leaky: bool = False  # named like a leak


def _parts(rng: np.random.Generator, role: str) -> list[Part]:
    """The features of a model of this role; the first is the one in question."""
    h = float(rng.uniform(1.5, 2.5))
    usual = [Part(0.45 * h, 0.42 * h), Part(0.4 * h, 0.36 * h), Part(0.05 * h, 0.05 * h)]
    drifts = Part(0.02 * h, 0.0, linked=(True, False), leaky=True)
    special = {
        "strong": [Part(3 * h, 2.7 * h), *usual, drifts],
        "named like a leak": [Part(2 * h, 1.9 * h, leaky=True), *usual],
        "unused": [Part(0.03 * h, -0.01 * h, (True, False), leaky=True), Part(h, 0.9 * h), *usual],
        "noise": [Part(0.02 * h, -0.02 * h, (False, False), swing=2 * h), Part(h, 0.8 * h), *usual],
        "weaker away": [Part(1.5 * h, 0.5 * h), *usual],
        "gone bad a little": [Part(h, 0.31 * h), Part(h, 0.35 * h), *usual],
        "of little weight": [Part(0.17 * h / 0.83 * 1.9, -0.1 * h, (True, False), leaky=True), Part(h, 0.95 * h), *usual, Part(-0.3 * h, -0.3 * h), Part(-0.3 * h, -0.2 * h)],
        "against the truth": [Part(-h, -0.9 * h), Part(1.3 * h, 1.2 * h), *usual],
        "strongest": [Part(2.5 * h, 0.1 * h, (True, False), leaky=True), *usual],
        "second": [Part(h, -0.1 * h, (True, False)), Part(1.8 * h, 1.7 * h, leaky=True), *usual],
        "constant away": [Part(1.2 * h, 0.0, (True, False), still=True, leaky=True), Part(1.5 * h, 1.2 * h), *usual],
        "turned round": [Part(1.4 * h, -1.3 * h, leaky=True), Part(1.5 * h, 1.5 * h), Part(-0.5 * h, -0.5 * h), *usual],
        "two at once": [Part(1.2 * h, 0.2 * h, (True, False), leaky=True), Part(1.6 * h, 0.36 * h), Part(h, 0.9 * h), *usual],
        "just a fifth": [Part(0.24 / 0.76 * 1.9 * h, 0.05 * h, (True, False)), Part(h, 0.95 * h), *usual, Part(-0.3 * h, -0.3 * h), Part(-0.3 * h, -0.2 * h)],
    }  # fmt: skip
    return special[role]


def _attributions(rng: np.random.Generator, part: Part, label: NDArray[np.int64], help_: float, away: bool) -> Floats:
    """Attributions whose mean at label 1 lies exactly *help_* above that at label 0."""
    if part.still and away:
        return np.full(len(label), round(float(-0.5 * part.home), 3))
    middle = rng.normal(0, 0.2) - (0.4 * part.home if away else 0.0)
    made = rng.normal(0, part.swing, len(label))
    for value in (0, 1):
        made[label == value] -= made[label == value].mean()
    return np.asarray(np.round(middle + made + np.where(label == 1, help_ / 2, -help_ / 2), 4))


def _values(rng: np.random.Generator, label: NDArray[np.int64], linked: bool) -> Floats:
    return np.asarray(np.round(rng.normal(0, 0.5, len(label)) + (2.0 * label if linked else 0.7), 2))


def _sample(rng: np.random.Generator, parts: list[Part], size: int, ones: float, away: bool) -> dict[str, Any]:
    """Labels (unequally often), values and attributions of some rows."""
    label = rng.permutation((np.arange(size) < max(2, round(ones * size))).astype(int))
    shap = [_attributions(rng, part, label, part.away if away else part.home, away) for part in parts]
    values = [_values(rng, label, part.linked[int(away)]) for part in parts]
    return {"label": label.tolist(), "values": np.column_stack(values).tolist(), "shap": np.column_stack(shap).tolist()}


def model_of(rng: np.random.Generator, role: str, name: str, size: int = 24) -> dict[str, Any]:
    """A model of this role with its rows at home and away; labels are in no order and come unequally often."""
    parts = _parts(rng, role)
    parts = [parts[place] for place in rng.permutation(len(parts))]
    leaky = [str(one) for one in rng.permutation(np.array(LEAKY))]
    sound = [str(one) for one in rng.permutation(np.array(SOUND))]
    features = [(leaky if part.leaky else sound).pop() for part in parts]
    ones = [float(one) for one in rng.permutation([0.3, 0.75])]
    return {
        "name": name,
        "features": features,
        "home": _sample(rng, parts, size + int(rng.integers(0, 6)), ones[0], away=False),
        "away": _sample(rng, parts, size - int(rng.integers(2, 6)), ones[1], away=True),
    }


def models(rng: np.random.Generator, roles: list[str]) -> list[dict[str, Any]]:
    """Models of these roles, in an order drawn by lot."""
    names = [f"model {letter}" for letter in rng.permutation(np.array(list("KLMNPQRSTU")))[: len(roles)]]
    order = rng.permutation(len(roles))
    return [model_of(rng, roles[place], names[place]) for place in order]


def sixes(rng: np.random.Generator) -> list[tuple[str, list[dict[str, Any]]]]:
    """Three sixes, two of which cheat in each, so that every role comes; one with three cheats; six honest ones; one model by itself."""
    honest, cheats = [str(one) for one in rng.permutation(np.array(HONEST))], list(CHEATS)
    made = []
    for place in range(3):
        roles = [honest[(4 * place + one) % len(honest)] for one in range(4)] + cheats[2 * place : 2 * place + 2]
        made.append(("six models, two of which cheat", models(rng, roles)))
    three = [str(one) for one in rng.permutation(np.array(CHEATS))[:3]]
    made.append(("six models, three of which cheat", models(rng, honest[:3] + three)))
    made.append(("six honest models", models(rng, honest[:6])))
    made.append(("one model that cheats", models(rng, [str(rng.choice(["second", "constant away"]))])))
    return [*made, ("no models", [])]


@dataclass(frozen=True)
class Refused:
    """A model, an applicant, the limit, what may be changed, and in words what is special."""

    model: Model
    row: Row
    limit: float
    rules: dict[str, dict[str, Any]]
    kind: str

    def best(self) -> float | None:
        """The lowest cost."""
        return truth.cheapest(self.model, self.row, self.limit, self.rules)


REFUSED = (
    "fixed would be cheapest", "up only", "down only", "together", "far and back", "few steps, dear", "a value of their own",
    "exactly at the limit", "accepted already", "no way out", "nothing may change", "a long way is cheap",
    "a free one must fall", "half a step would do", "all four must change",
)  # fmt: skip
COLUMNS = ("age", "orders", "bills", "fee")


def _rule(way: str, choices: list[float], cost: float) -> dict[str, Any]:
    return {"way": way, "choices": choices, "cost": cost}


def _case(rng: np.random.Generator, kind: str) -> Refused:
    """Scores in 64ths, so that whoever adds up in another order gets the same."""
    names = [str(name) for name in rng.permutation(np.array(COLUMNS))]
    steps = {name: float(rng.integers(1, 5)) for name in names}
    rules = {
        name: _rule("free", [float(one) for one in rng.permutation(np.arange(0, 9))], float(rng.integers(2, 9)))
        for name in names
    }
    rules["age"]["way"], rules["orders"]["way"], rules["bills"]["way"] = "fixed", "up", "down"
    row = {name: float(rng.integers(3, 6)) for name in names}
    if kind == "fixed would be cheapest":
        steps["age"], rules["age"]["cost"] = 8.0, 0.5
    if kind == "a value of their own":
        row["fee"] = row["fee"] + 0.5
        row["orders"] = row["orders"] + 0.25
    signs = {"bills": -1.0, "orders": 1.0, "fee": 1.0, "age": 1.0}
    if kind == "up only":  # fewer orders would be better, and can't be had back
        signs["orders"], steps["orders"], rules["orders"]["cost"] = -1.0, 6.0, 0.5
    if kind == "down only":
        signs["bills"], steps["bills"], rules["bills"]["cost"] = 1.0, 6.0, 0.5
    if kind == "few steps, dear":
        steps["fee"], rules["fee"]["cost"] = 9.0, 40.0
    if kind == "a long way is cheap":
        rules["fee"]["cost"], steps["fee"], steps["orders"] = 0.5, 1.0, 2.0
    if kind == "a free one must fall":
        signs["fee"], steps["fee"] = -1.0, 8.0
    if kind == "half a step would do":
        steps["orders"], rules["orders"]["cost"] = 4.0, 2.0
    if kind == "all four must change":  # one step each, and all of them are just enough
        rules["age"]["way"] = "free"
        for name, rule in rules.items():
            rule["choices"] = [row[name] + signs[name]]
    if kind == "nothing may change":
        for rule in rules.values():
            rule["way"] = "fixed"
    back = kind == "far and back"

    def model(frame: pd.DataFrame) -> Floats:
        total = sum(signs[name] * steps[name] * (frame[name].to_numpy(float) - row[name]) for name in names)
        if back:  # beyond two steps of orders it falls again
            total = total - 3 * steps["orders"] * np.clip(frame["orders"].to_numpy(float) - row["orders"] - 2, 0, None)
        return np.asarray(0.5 + total / 64)

    need = {
        "together": 26,
        "accepted already": 0,
        "no way out": 200,
        "a long way is cheap": 4,
        "far and back": 6,
        "half a step would do": 6,
    }.get(kind, int(rng.integers(9, 15)))
    if kind == "exactly at the limit":
        need = int(2 * steps["orders"] + steps["bills"])
    if kind == "all four must change":
        need = int(sum(steps.values()))
    return Refused(model, row, 0.5 + need / 64, rules, kind)


def _single(case: Refused) -> float | None:
    """The lowest cost of a change of one feature alone."""
    costs = []
    for name in case.row:
        for value in truth.allowed(case.row[name], case.rules[name])[1:]:
            if case.model(pd.DataFrame([{**case.row, name: value}]))[0] >= case.limit:
                costs.append(truth.cost(case.row, {name: value}, case.rules))
    return min(costs, default=None)


def _beyond(case: Refused) -> float | None:
    """The lowest cost if the limit had to be passed, and not only reached."""
    return truth.cheapest(case.model, case.row, case.limit + 1e-6, case.rules)


def _with(case: Refused, name: str, **other: object) -> float | None:
    """The lowest cost with other rules for *name*."""
    rules = {**case.rules, name: {**case.rules[name], **other}}
    return truth.cheapest(case.model, case.row, case.limit, rules)


def refused(rng: np.random.Generator, kind: str) -> Refused:
    """An applicant for whom what is special decides."""

    def clear(case: Refused) -> bool:
        best = case.best()
        if kind in ("no way out", "nothing may change"):
            return best is None
        if kind == "accepted already":
            return best == 0
        if best is None or best == 0:
            return False
        if kind == "far and back":  # the end of the way is refused, the cheapest stop lies on it
            ends = {**case.row, "orders": 8.0}
            return bool(case.model(pd.DataFrame([ends]))[0] < case.limit) and (_single(case) or 0) >= best
        if kind in ("fixed would be cheapest", "up only", "down only"):
            name = {"fixed would be cheapest": "age", "up only": "orders", "down only": "bills"}[kind]
            looser = _with(case, name, way="free")
            return looser is not None and looser < best
        if kind == "a free one must fall":
            upwards = _with(case, "fee", way="up")
            return upwards is None or upwards > best
        if kind == "half a step would do":
            halves = _with(case, "orders", choices=[*case.rules["orders"]["choices"], case.row["orders"] + 1.5])
            return halves is not None and halves < best
        if kind == "together":
            return _single(case) is None
        if kind in ("few steps, dear", "a long way is cheap"):
            single = _single(case)
            return single is not None and (single > best if kind == "few steps, dear" else best < 6)
        if kind == "exactly at the limit":
            beyond = _beyond(case)
            return beyond is None or beyond > best
        return True

    return until(lambda: _case(rng, kind), clear, kind)
