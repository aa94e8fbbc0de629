"""Sheets that a company has filled in about a task: is it one for ML, for a rule, or not for now?

Each criterion can be planted, or be missed by a little: the error is fatal but checked, the examples are just enough,
the rule is nearly good enough.
"""

from __future__ import annotations

import numpy as np

STOPS = ("ethics", "fatal error", "no data", "cost")
RULES = ("simple rule", "must explain")
Sheet = dict[str, bool | int | float]


def sheet(
    rng: np.random.Generator, *planted: str, missed: str = "", edge: bool = False, checked: bool | None = None
) -> Sheet:
    """A sheet on which just the *planted* criteria hold; *missed* doesn't, by a little. None planted: a task for ML.

    With *edge* the planted ones hold only just. "not due" may be missed, too: a table as good as the model, and no reasons due.
    *checked*: whether somebody checks; reasons are then due where nobody does.
    """
    years = int(rng.integers(2, 6))
    needed, model = float(rng.integers(84, 98)), float(rng.integers(72, 95))
    numbers = {
        "years": years,
        "rows_needed": int(rng.integers(4, 60)) * 250,
        "building": years * int(rng.integers(20, 160)) * 100,
        "running": int(rng.integers(10, 90)) * 100,
        "needed": needed / 100,
        "model_right": model / 100,
    }
    made: Sheet = {"wrongs_people": False, "fatal": False, "checked": bool(rng.random() < 0.5), **numbers}
    made["reasons_due"] = bool(rng.random() < 0.3)
    if checked is not None:  # neither bears on most criteria
        made |= {"checked": checked, "reasons_due": not checked}
    for criterion in (*STOPS, *RULES):
        made |= _facts(rng, numbers, criterion, criterion in planted, criterion == missed, edge)
    if missed == "not due":
        made |= {"reasons_due": False, "table_right": made["model_right"] + float(rng.choice([0, 0.02]))}
    if missed == "unchecked":
        made["checked"] = False
    names = list(made)
    return {names[int(i)]: made[names[int(i)]] for i in rng.permutation(len(names))}


def _facts(
    rng: np.random.Generator, given: dict[str, float], criterion: str, holds: bool, close: bool, edge: bool
) -> Sheet:
    """The facts that make one criterion hold or not; *close*: as near to holding as can be; *edge*: it holds only just."""
    if criterion == "ethics":
        return {"wrongs_people": holds}
    if criterion == "fatal error":
        if not holds and not close:
            return {}
        return {"fatal": True, "checked": False} if holds else {"fatal": True, "checked": True}
    if criterion == "no data":
        share = rng.choice([0.0, 0.3, 0.9]) if holds else 1.0 if close else rng.uniform(1.5, 6)
        return {"rows": int(given["rows_needed"] - 1 if holds and edge else given["rows_needed"] * share)}
    if criterion == "cost":
        even = int(given["running"] + given["building"] / given["years"])
        return {
            "gain": (even if edge else int(even * rng.uniform(0.4, 0.9)))
            if holds
            else even + 1
            if close
            else int(even * 1.6)
        }
    if criterion == "simple rule":
        over = (0 if edge else 2) if holds else -1 if close else -rng.integers(8, 25)
        return {"rule_right": round(given["needed"] * 100 + over) / 100}
    over = (0 if edge else 1) if holds else -1 if close else -rng.integers(4, 12)
    table: Sheet = {"table_right": round(given["model_right"] * 100 + over) / 100}
    return {**table, "reasons_due": True} if holds or close else table
