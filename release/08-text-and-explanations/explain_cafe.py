"""The two models of the lesson on explanations: one reads reviews, one judges visits. Data in, plain numbers out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

Floats = NDArray[np.float64]
COLUMNS = ["price", "wait", "noise", "cakes", "walk"]
"""What the model of visits is asked about, in this order: euros, minutes, decibels, kinds of cake, metres from the ferry."""
VERDICTS = ["skip", "fine", "go"]
"""What its three columns stand for."""


def reader(reviews: pd.DataFrame) -> Callable[[Sequence[str]], Floats]:
    """A model of *reviews* (``text``, ``praise``), trained when it is first asked: texts → a row each, the chances of complaint and of praise."""

    @cache
    def trained() -> Pipeline:
        words = CountVectorizer(binary=True, token_pattern=r"(?u)\b\w+\b")
        return make_pipeline(words, LogisticRegression(C=3.0, max_iter=500)).fit(reviews["text"], reviews["praise"])

    def predict(texts: Sequence[str]) -> Floats:
        if isinstance(texts, str):
            raise TypeError("the model takes a list of texts, also for one")
        return np.asarray(trained().predict_proba(list(texts)))

    return predict


def judge(visits: pd.DataFrame) -> Callable[[ArrayLike], Floats]:
    """A model of *visits*, trained when it is first asked: a table of COLUMNS → a row each, the chances of VERDICTS."""

    @cache
    def trained() -> GradientBoostingClassifier:
        model = GradientBoostingClassifier(n_estimators=60, max_depth=3, random_state=0)
        verdicts = [VERDICTS.index(one) for one in visits["verdict"]]
        return model.fit(visits[COLUMNS].to_numpy(dtype=float), verdicts)

    def predict(rows: ArrayLike) -> Floats:
        return np.asarray(trained().predict_proba(np.asarray(rows, dtype=float)))

    return predict
