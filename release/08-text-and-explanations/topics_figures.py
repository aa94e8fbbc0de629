"""The figures of the lesson on topics: the news network under sliders for support and lift, and an article's topics as k moves.

They draw what stands in data/news_pairs.csv and data/news_mixtures.csv, which somebody has worked out before.
"""

from __future__ import annotations

import math
from functools import cache

import networkx as nx
import pandas as pd

from workbook.notebook import interactive, svg

__all__ = ["mixture", "network"]

WIDTH, HEIGHT = 700.0, 520.0
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C6D1F", "#7A7A7A", "#4B3F99")
Place = tuple[float, float]


@cache
def _places(edges: tuple[tuple[str, str], ...]) -> dict[str, Place]:
    """Where each word stands: by the strong edges alone, so that nothing moves when a slider does."""
    graph = nx.Graph(edges)
    spots: dict[str, Place] = {}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    rows = max(1, math.ceil((len(parts) - 1) / 2))
    for number, part in enumerate(parts):
        drawn = nx.spring_layout(graph.subgraph(sorted(part)), seed=4, k=3 / math.sqrt(len(part)), iterations=80)
        if number == 0:  # the largest has the left half, the others share the right one
            x0, y0, wide, high = 0.25 * WIDTH, 0.5 * HEIGHT + 16, 0.21 * WIDTH, 0.41 * HEIGHT
        else:
            across, down = divmod(number - 1, rows)
            x0, y0 = (0.625 + 0.25 * across) * WIDTH, 56 + (HEIGHT - 80) * (down + 0.5) / rows
            wide, high = 0.085 * WIDTH, 0.4 * (HEIGHT - 80) / rows
        for word, (x, y) in drawn.items():
            spots[word] = x0 + wide * float(x), y0 + high * float(y)
    return spots


def draw_network(pairs: pd.DataFrame, together: int, lift: float) -> str:
    """The pairs with at least *together* articles and *lift*; *pairs* has columns first, second, together, lift."""
    strong = pairs[(pairs["lift"] >= 2.5) & (pairs["together"] >= 5)]
    places = dict(_places(tuple(zip(strong["first"], strong["second"], strict=True))))
    seen = pairs[(pairs["together"] >= together) & (pairs["lift"] >= lift)]
    shown = sorted({*seen["first"], *seen["second"]})
    for number, word in enumerate(one for one in shown if one not in places):
        places[word] = (
            40 + 62 * (number % 11),
            HEIGHT - 14 - 26 * (number // 11),
        )  # words without a strong edge, in rows
    shapes = [svg.text(12, 22, "Words that stand together in the articles of March", size=15, bold=True)]
    for row in seen.itertuples():
        (x1, y1), (x2, y2) = places[str(row.first)], places[str(row.second)]
        shapes.append(svg.line(x1, y1, x2, y2, colour=svg.LINE, width=min(3.0, 0.6 + float(row.together) / 8)))
    for word in shown:
        x, y = places[word]
        shapes += [svg.dot(x, y, COLOURS[0], 4.5), svg.text(x, y - 7, word, size=11, anchor="middle")]
    told = f"{len(shown)} words, {len(seen)} edges: together in {together} articles or more, lift {lift:g} or more"
    shapes.append(svg.text(12, 42, told, size=12))
    return svg.picture(WIDTH, HEIGHT, shapes, f"News network of March: {told}.")


def network(pairs: pd.DataFrame, together: int = 5, lift: float = 2.0) -> None:
    """The network of a month's pairs, under sliders for support and lift."""
    controls = {
        "together": interactive.slider("articles together, at least", 4, 30, together),
        "lift": interactive.slider("lift, at least", 0.0, 8.0, lift, step=0.5),
    }
    interactive.controlled(lambda together, lift: draw_network(pairs, together, lift), controls)


def draw_mixture(mixtures: pd.DataFrame, article: str, k: int) -> str:
    """An article's share of each of *k* topics as bars; *mixtures* has columns article, k, topic, words, share."""
    rows = mixtures[(mixtures["article"] == article) & (mixtures["k"] == k)]
    shapes = [svg.text(12, 22, f"Article {article}, {k} topics", size=15, bold=True)]
    told = []
    for number, row in enumerate(rows.itertuples()):
        share, words, y = float(row.share), str(row.words), 52 + 32 * number
        shapes += [
            svg.text(12, y + 5, f"topic {row.topic}"),
            svg.box(80, y - 10, max(1.0, 200 * share), 20, COLOURS[number % len(COLOURS)]),
            svg.text(88 + 200 * share, y + 5, f"{share:.2f}", size=12),
            svg.text(330, y + 5, words, size=12),
        ]
        if share >= 0.1:
            told.append(f"{share:.2f} of topic {row.topic} ({words})")
    return svg.picture(WIDTH, 60 + 32 * len(rows), shapes, f"Article {article} with k = {k}: {'; '.join(told)}.")


def mixture(mixtures: pd.DataFrame, k: int = 6) -> None:
    """The topics of an article as k moves; the articles are chosen from a list."""
    articles = sorted(set(mixtures["article"]))
    controls = {
        "article": {"widget": "Dropdown", "options": articles, "value": articles[0], "description": "article"},
        "k": interactive.slider("k, number of topics", 2, 9, k),
    }
    interactive.controlled(lambda article, k: draw_mixture(mixtures, article, k), controls)
