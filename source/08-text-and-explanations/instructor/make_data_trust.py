"""Lesson 6's files: the credit desk's applicants, why some were refused, and six models with their explanations."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]

import trust_desk as desk  # noqa: E402
from hidden import trust_cases  # noqa: E402

EDDA = {"age": 23, "income": 2050, "rent": 680, "months": 5, "orders": 3, "late": 1, "bills": 2}
BACKGROUND = 40


def applicants() -> pd.DataFrame:
    """400 applicants: rent follows income, so that nobody pays more than two fifths of it."""
    rng, n = np.random.default_rng(list(b"08 trust applicants")), 400
    income = (np.exp(rng.normal(7.75, 0.32, n)) / 10).round().astype(int) * 10
    rent = (income * np.clip(rng.normal(0.32, 0.026, n), 0.25, 0.39) / 5).round().astype(int) * 5
    return pd.DataFrame(
        {
            "age": rng.integers(18, 76, n),
            "income": income,
            "rent": rent,
            "months": np.minimum(rng.gamma(1.2, 22, n), 240).astype(int),
            "orders": rng.poisson(3, n),
            "late": rng.poisson(0.4, n),
            "bills": rng.poisson(0.7, n),
        }
    )


def shapley(row: pd.Series, background: pd.DataFrame) -> tuple[dict[str, float], float]:
    """Exact Shapley values of the chance of *row*, and the mean chance of the background."""
    names = desk.COLUMNS
    subsets = [kept for size in range(len(names) + 1) for kept in itertools.combinations(names, size)]
    made = pd.concat([background.assign(**{name: row[name] for name in kept}) for kept in subsets])
    means = desk.chance(made).reshape(len(subsets), -1).mean(axis=1)
    worth = dict(zip(map(frozenset, subsets), means.tolist(), strict=True))
    values = dict.fromkeys(names, 0.0)
    for kept, mean in worth.items():
        for name in set(names) - kept:
            weight = math.factorial(len(kept)) * math.factorial(len(names) - len(kept) - 1) / math.factorial(len(names))
            values[name] += weight * (worth[kept | {name}] - mean)
    return values, worth[frozenset()]


def reasons(table: pd.DataFrame) -> pd.DataFrame:
    """Edda and twelve refused applicants: chance, exact Shapley values, and the supplier's reason codes."""
    background, others = table.iloc[:BACKGROUND], table.iloc[BACKGROUND:]
    refused = others[desk.chance(others) < desk.LIMIT].iloc[:12]
    rows = pd.concat([pd.DataFrame([EDDA]), refused], ignore_index=True)
    far = (rows - table.mean()) / table.std()
    usual = {"age": 0.9, "income": 0.7, "rent": 0.8, "months": 0.3, "orders": 0.5, "late": 0.4, "bills": 0.3}
    codes = far.abs() * pd.Series(usual)  # how unusual somebody is, which says nothing of the model
    made: list[dict[str, Any]] = []
    for number, (place, row) in enumerate(rows.iterrows()):
        values, _ = shapley(row, background)
        told = {f"shap_{name}": round(value, 4) for name, value in values.items()}
        told |= {f"code_{name}": round(float(codes.loc[place, name]), 2) for name in desk.COLUMNS}
        made.append({"who": "Edda" if number == 0 else f"A{number:02}", **row.to_dict(), **told})
    return pd.DataFrame(made)


def six_models() -> list[dict[str, Any]]:
    """The paper's six models, two of which cheat; names that fit what they are about."""
    rng = np.random.default_rng(list(b"08 trust models"))
    named = {
        "gull or tern": ("strong", ["bill", "tail", "call", "crown", "sky"]),
        "seal or sea lion": ("second", ["snow", "ears", "flippers", "nose", "rock"]),
        "read to the end?": ("unused", ["story_id", "title", "length", "photo", "hour"]),
        "stars of a review": ("constant away", ["via_feed", "lovely", "cold", "waited", "again"]),
        "winter or summer?": ("named like a leak", ["snow", "leaves", "light", "coats"]),
        "letter: praise or complaint": ("noise", ["sender_id", "thanks", "never", "refund", "please"]),
    }  # fmt: skip
    models = []
    for name, (role, features) in named.items():
        model = trust_cases.model_of(rng, role, name, 60)
        first = _first(model, role)
        order = [first, *[place for place in range(len(features)) if place != first]]
        called = dict(zip(order, features, strict=True))
        model["features"] = [called[place] for place in range(len(features))]
        models.append(model)
    return models


def _first(model: dict[str, Any], role: str) -> int:
    """Where the feature in question stands: that of the largest help, the leak, or the one that helps least."""
    helps = trust_cases.truth.helps(model["home"])
    leaks = trust_cases.truth.leaks(model)
    if leaks:
        return int(model["features"].index(leaks[0]))
    if role == "noise":
        return int(np.argmax(np.std(np.array(model["home"]["shap"]), axis=0)))
    return int(np.argmin(helps) if role == "unused" else np.argmax(helps))


def main(folder: Path = HERE.parent / "data") -> None:
    """Write the files of lesson 6 into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    table = applicants()
    table.to_csv(folder / "trust_applicants.csv", index=False, lineterminator="\n")
    reasons(table).to_csv(folder / "trust_reasons.csv", index=False, lineterminator="\n")
    lines = ",\n".join(json.dumps(model) for model in six_models())
    (folder / "trust_models.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
    for path in sorted((HERE.parent / "data").glob("trust_*")):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size}")
