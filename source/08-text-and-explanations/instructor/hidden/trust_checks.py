"""Whether answers of the lesson on trust hold on drawn models; the form of what they return is judged by `trust_forms`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import trust_forms
from hidden import trust_cases as cases
from hidden import trust_truth as truth
from hidden import trust_worlds as worlds
from workbook.check.failure import Failure, show


def dependence(answer: Callable[..., Any], case: worlds.Curves) -> None:
    """Fail unless the curve is the expected one."""
    expected = truth.dependence(case.model, case.rows, case.name, case.marks).tolist()
    what = f"partial dependence on other rows ({case.kind}; {len(case.rows)} rows)"
    predict = trust_forms.asked(case.model, list(case.rows.columns))
    came = answer(predict, case.rows.copy(), case.name, list(case.marks))
    trust_forms.curve(came, expected, what, "every row gets the value, the others keep theirs; the mean over all rows")


def ale(answer: Callable[..., Any], case: worlds.Curves) -> None:
    """Fail unless the curve is the expected one."""
    expected = truth.accumulated(case.model, case.rows, case.name, case.marks).tolist()
    what = f"ALE on other rows ({case.kind}; {len(case.rows)} rows, {len(case.marks) - 1} intervals)"
    predict = trust_forms.asked(case.model, list(case.rows.columns))
    came = answer(predict, case.rows.copy(), case.name, list(case.marks))
    trust_forms.curve(
        came, expected, what, "which interval has the rows on an edge; the mean over its own rows; the centre"
    )


def liars(answer: Callable[..., Any], case: worlds.Pair, key: str) -> None:
    """Fail unless the entry *key* is right."""
    what = f"liars on another pair of columns ({case.kind}; {len(case.rows)} rows, {len(case.orders)} orders)"
    predict = trust_forms.asked(case.model, list(case.rows.columns))
    orders = [list(order) for order in case.orders]
    came = answer(predict, case.rows.copy(), case.name, case.other, list(case.edges), dict(case.reach), orders)
    keys = {"outside", "partial dependence", "permutation"}
    trust_forms.entries(came, {key: case.report[key]}, keys, what)


def curves(answer: Callable[..., Any], case: worlds.Explained, rng: np.random.Generator) -> None:
    """Fail unless both curves in an order drawn by lot are right."""
    names = list(case.row)
    order = [names[place] for place in rng.permutation(len(names))]
    predict = trust_forms.asked(case.model, names)
    for insert in (False, True):
        came = answer(predict, dict(case.row), dict(case.base), list(order), insert)
        expected = truth.curve(case.model, case.row, case.base, order, insert).tolist()
        trust_forms.curve(
            came, expected, f"another {'insertion' if insert else 'deletion'} curve of {len(names)} features"
        )


def faith(answer: Callable[..., Any], case: worlds.Explained, *keys: str) -> None:
    """Fail unless the entries *keys* are right."""
    deletion, insertion = truth.areas(case.model, case.row, case.base, truth.order(case.row, case.weights))
    known = {"deletion": deletion, "insertion": insertion, "gain": insertion - deletion}
    known["random"] = truth.by_lot(case.model, case.row, case.base)
    predict = trust_forms.asked(case.model, list(case.row))
    came = answer(predict, dict(case.row), dict(case.base), dict(case.weights))
    what = f"faith on another row ({case.kind}; {len(case.row)} features)"
    trust_forms.entries(
        came, {key: known[key] for key in keys}, set(known), what, "order: largest weight first, with its sign"
    )


def truer(answer: Callable[..., Any], case: worlds.Rivals) -> None:
    """Fail unless the truer of the two is named."""
    predict = trust_forms.asked(case.model, list(case.base))
    told = [[dict(one) for one in rows] for rows in (case.rows, case.first, case.second)]
    came, expected = answer(predict, told[0], dict(case.base), told[1], told[2]), worlds.winner(case)
    one, two = (float(case.gains(weights).mean()) for weights in (case.first, case.second))
    if type(came) is not str or came != expected:
        raise Failure(
            "truer on other rows",
            f"{expected!r}: the scores are {_apart(one, two)}",
            show(came),
            "the mean of the gains over all rows; a difference of up to 1e-9 is none",
        )


def _apart(one: float, two: float) -> str:
    """Two scores, with so many digits that one sees whether they are equal or 0."""
    near = 1e-15 < abs(one - two) < 1e-6
    return f"{one:.12g} and {two:.12g}" if near else f"{one:.3f} and {two:.3f}"


def cheats(answer: Callable[..., Any], models: list[dict[str, Any]], kind: str) -> None:
    """Fail unless exactly the leaks are named."""
    expected = {model["name"]: truth.leaks(model) for model in models}
    look = {model["name"]: _told(model) for model in models}
    trust_forms.found(answer(models), expected, f"cheats on {kind}", look)


def _told(model: dict[str, Any]) -> str:
    """Helps of a model, as short as possible."""
    home, away = truth.helps(model["home"]), truth.helps(model["away"])
    told = [f"{name} {one:.2f} and {two:.2f}" for name, one, two in zip(model["features"], home, away, strict=True)]
    return f"help at home and away: {', '.join(told)}"


def counterfactual(answer: Callable[..., Any], case: cases.Refused) -> None:
    """Fail unless the change is allowed, accepted and as cheap as any."""
    predict = trust_forms.asked(case.model, list(case.row))
    rules = {name: {**rule, "choices": list(rule["choices"])} for name, rule in case.rules.items()}
    came = answer(predict, dict(case.row), case.limit, rules)
    what = f"counterfactual of another applicant ({case.kind})"
    trust_forms.change(came, case.row, case.rules, case.model, case.limit, case.best(), what)
