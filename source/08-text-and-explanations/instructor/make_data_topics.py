"""Write the data of the lesson on topics: a year of The Harbour Post's news, the pairs of one month, and mixtures for each k."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import psi

from hidden import topics_news

SEED = 8
MONTH = "2025-03"
SHOWN = 8
Floats = NDArray[np.float64]


def pairs(table: pd.DataFrame, month: str) -> pd.DataFrame:
    """The pairs of words that stand together in four or more articles of *month*: first, second, together, lift."""
    now = [set(words.split()) for words in table.loc[table["date"].str.startswith(month), "words"]]
    names = sorted(set().union(*now))
    holds = np.array([[word in article for word in names] for article in now], dtype=float)
    together, single = holds.T @ holds, holds.sum(axis=0)
    rows = [
        (names[i], names[j], int(together[i, j]), round(len(now) * together[i, j] / (single[i] * single[j]), 2))
        for i, j in itertools.combinations(range(len(names)), 2)
        if together[i, j] >= 4
    ]
    return pd.DataFrame(rows, columns=["first", "second", "together", "lift"])


def mixed(counts: Floats, k: int, rng: np.random.Generator) -> tuple[Floats, Floats, float]:
    """Variational LDA in tables: shares of articles, weights of words, and a score by which starts are compared."""
    weights = rng.gamma(100, 0.01, (k, counts.shape[1]))
    gamma = np.ones((len(counts), k))
    for _ in range(25):
        by_word = np.exp(psi(weights) - psi(weights.sum(axis=1))[:, None])
        for _ in range(6):
            by_topic = np.exp(psi(gamma) - psi(gamma.sum(axis=1))[:, None])
            gamma = 0.1 + by_topic * ((counts / (by_topic @ by_word + 1e-12)) @ by_word.T)
        by_topic = np.exp(psi(gamma) - psi(gamma.sum(axis=1))[:, None])
        weights = 0.05 + by_word * (by_topic.T @ (counts / (by_topic @ by_word + 1e-12)))
    shares = gamma / gamma.sum(axis=1)[:, None]
    words = weights / weights.sum(axis=1)[:, None]
    return shares, words, float((counts * np.log(shares @ words)).sum())


def mixtures(news: topics_news.News) -> pd.DataFrame:
    """For k from 2 to 9 the shares of some articles: article, k, topic, words (the topic's five first), share."""
    articles = [words.split() for words in news.table["words"]]
    seen = pd.Series([word for article in articles for word in set(article)]).value_counts()
    names = sorted(seen[(seen >= 25) & (seen <= len(articles) / 3)].index)
    counts = np.array([[article.count(word) for word in names] for article in articles], dtype=float)
    two = np.flatnonzero(news.shares.max(axis=1) < 0.9)[5:200:40][:4]
    one = np.flatnonzero(news.shares.max(axis=1) > 0.9)[7:300:50][: SHOWN - 4]
    rows = []
    for k in range(2, 10):
        starts = [mixed(counts, k, np.random.default_rng([SEED, k, start])) for start in range(3)]
        shares, words, _ = max(starts, key=lambda start: start[2])
        for place, topic in itertools.product(sorted([*one, *two]), range(k)):
            top = " ".join(names[i] for i in np.argsort(-words[topic], kind="stable")[:5])
            rows.append((news.table["article"][place], k, topic, top, round(float(shares[place, topic]), 2)))
    return pd.DataFrame(rows, columns=["article", "k", "topic", "words", "share"])


def main(folder: Path) -> None:
    """Write the files into *folder*, to the byte."""
    news = topics_news.year(np.random.default_rng(SEED), 720)
    for name, table in (
        ("news.csv", news.table),
        ("news_pairs.csv", pairs(news.table, MONTH)),
        ("news_mixtures.csv", mixtures(news)),
    ):
        table.to_csv(folder / name, index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
