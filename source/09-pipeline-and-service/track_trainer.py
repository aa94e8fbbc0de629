"""Two trainers for the lesson on tracking: one that tells of its steps, and one that takes chance from wherever it finds it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import Ridge, SGDRegressor

Floats = NDArray[np.float64]
Report = Callable[[int, dict[str, float]], None]


def fit(features: pd.DataFrame, target: pd.Series, params: Mapping[str, float], seed: int, report: Report) -> Ridge:
    """Try ever smaller penalties on a held-out fifth; after each try ``report(step, {"mae": …, "rmse": …})``.

    *params*: ``tries``, and ``penalty``, the first one. Returns the model with the last penalty, trained on all rows.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(features))
    held, kept = order[: len(order) // 5], order[len(order) // 5 :]
    model = Ridge()
    for step in range(1, int(params["tries"]) + 1):
        model = Ridge(alpha=params["penalty"] * 0.1 ** (step - 1)).fit(features.iloc[kept], target.iloc[kept])
        miss = model.predict(features.iloc[held]) - target.iloc[held].to_numpy()
        report(step, {"mae": float(np.abs(miss).mean()), "rmse": float(np.sqrt((miss**2).mean()))})
    return model.fit(features, target)


def noisy_fit(columns: Floats, target: Floats) -> list[float]:
    """The mean weights of three linear models, each on rows drawn by ``random`` and trained in NumPy's global order."""
    every = []
    for _ in range(3):
        rows = random.choices(range(len(target)), k=len(target))
        model: Any = SGDRegressor(max_iter=5, tol=None, alpha=0.01, eta0=0.001)  # without random_state: np.random
        every.append(model.fit(columns[rows], target[rows]).coef_)
    return [float(weight) for weight in np.mean(every, axis=0)]
