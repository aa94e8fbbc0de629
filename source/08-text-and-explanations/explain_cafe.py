"""The two models of the lesson on explanations: one reads reviews, one judges visits. Data in, plain numbers out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

Floats = NDArray[np.float64]
COLUMNS = ["price", "wait", "noise", "cakes", "walk"]
"""What the model of visits is asked about, in this order: euros, minutes, decibels, kinds of cake, metres from the ferry."""
VERDICTS = ["skip", "fine", "go"]
"""What its three columns stand for."""


def reader(reviews: pd.DataFrame) -> Callable[[Sequence[str]], Floats]:
    """A model trained on *reviews* (``text``, ``praise``): texts → a row each, the chances of complaint and of praise."""
    model = make_pipeline(
        CountVectorizer(binary=True, token_pattern=r"(?u)\b\w+\b"), LogisticRegression(C=3.0, max_iter=500)
    )
    model.fit(reviews["text"], reviews["praise"])

    def predict(texts: Sequence[str]) -> Floats:
        if isinstance(texts, str):
            raise TypeError("the model takes a list of texts, also for one")
        return np.asarray(model.predict_proba(list(texts)))

    return predict


def judge(visits: pd.DataFrame) -> Callable[[ArrayLike], Floats]:
    """A model trained on *visits*: a table of COLUMNS → a row each, the chances of VERDICTS."""
    model = GradientBoostingClassifier(n_estimators=60, max_depth=3, random_state=0)
    model.fit(visits[COLUMNS].to_numpy(dtype=float), [VERDICTS.index(one) for one in visits["verdict"]])

    def predict(rows: ArrayLike) -> Floats:
        return np.asarray(model.predict_proba(np.asarray(rows, dtype=float)))

    return predict
