"""The lesson on topics: its references against libraries, its worlds against what they promise, its judgements against slips."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import topics_figures as figures
import topics_forms as forms
from hidden import topics_news, topics_truth, topics_worlds
from workbook.check import Failure

SEEDS = range(20)


def test_the_year_plants_an_event_a_month_and_topics_that_move() -> None:
    news = topics_news.year(np.random.default_rng(8), 720)
    for month, terms in enumerate(topics_news.EVENTS, 1):
        dates = news.table["date"].str[5:7].astype(int)
        holds = news.table["words"].str.split().map(lambda words, terms=terms: set(terms) <= set(words))
        assert holds[dates == month].sum() >= 3
        assert holds[dates != month].sum() == 0
    first, last = news.shares[:180].mean(axis=0), news.shares[-180:].mean(axis=0)
    assert last[0] - first[0] > 0.08  # the harbour grows
    assert first[2] - last[2] > 0.08  # the school shrinks
    np.testing.assert_allclose(news.shares.sum(axis=1), 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_basket_holds_what_it_promises(seed: int) -> None:
    for least in (3, 5, 6):
        basket = topics_worlds.basket(np.random.default_rng(seed), least)
        assert len(basket.articles) == 64
        often, asked = topics_truth.frequent(basket.words, basket.articles, least)
        assert Counter(map(len, often))[5] == 1
        assert min(often.values()) == least
        rare = {one for one in asked if one not in often}
        assert any(len(one) == 3 and asked[one] == least - 1 for one in rare)
        assert any(len(one) == 1 and asked[one] == least - 1 for one in rare)
        assert any(len(one) == 1 and asked[one] == 0 for one in rare)
        assert any(sorted(one, key=str.lower) != list(one) for one in often)
        joined = {
            tuple(sorted({*a, *b}))
            for a, b in itertools.combinations(often, 2)
            if len(a) == len(b) and a[:-1] == b[:-1]
        }
        assert joined - set(asked)  # pruning saves something


@pytest.mark.parametrize("seed", SEEDS)
def test_every_month_has_pairs_at_both_bounds(seed: int) -> None:
    news, month, least, lift = topics_worlds.month(np.random.default_rng(seed))
    articles = [words for date, words in news if date.startswith(month)]
    assert len(articles) == 32
    edges = topics_truth.network(articles, least, lift)
    every = topics_truth.network(articles, 1, 0.0)
    assert any(value == lift and topics_truth.held(articles, pair) == least for pair, value in edges.items())
    assert any(value > 5 and pair not in edges for pair, value in every.items())
    assert any(lift - 0.5 < value < lift and topics_truth.held(articles, pair) > least for pair, value in every.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_groups_are_found_by_modularity_and_not_by_components(seed: int) -> None:
    edges, groups = topics_worlds.linked(np.random.default_rng(seed))
    graph = nx.Graph(list(edges))
    weighted = nx.Graph()
    weighted.add_weighted_edges_from((a, b, lift) for (a, b), lift in edges.items())
    expected = {frozenset(group) for group in groups}
    for found in (
        nx.community.greedy_modularity_communities(graph),
        nx.community.louvain_communities(graph, seed=seed),
        nx.community.louvain_communities(weighted, seed=seed),
    ):
        assert {frozenset(group) for group in found} == expected
    assert {frozenset(part) for part in nx.connected_components(graph)} != expected


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fresh_group_wins_by_its_mean_alone(seed: int) -> None:
    news, month, groups, fresh = topics_worlds.happening(np.random.default_rng(seed))
    large = [group for group in groups if len(group) > 2]
    values = {tuple(group): topics_truth.freshness(news, month, group) for group in groups}
    assert max(large, key=lambda group: values[tuple(group)]) == fresh
    assert max(large, key=lambda group: len(group) * values[tuple(group)]) != fresh
    assert max(groups, key=lambda group: values[tuple(group)]) != fresh
    others = sorted((value for group, value in values.items() if list(group) != fresh and len(group) > 2), reverse=True)
    assert values[tuple(fresh)] > 1.05 * others[0]


def test_coherence_agrees_with_a_case_by_hand() -> None:
    articles = [["storm", "city"]] * 4 + [["storm"]] + [["city"]] * 6 + [[]] * 9
    assert topics_truth.umass(["storm", "city"], articles) == pytest.approx(0)
    assert topics_truth.umass(["city", "storm"], articles) == pytest.approx(math.log(0.5))
    assert topics_truth.npmi(["storm", "city"], articles) == pytest.approx(math.log(0.2 / 0.125) / -math.log(0.2))
    assert topics_truth.npmi(["storm", "opera"], articles) == -1
    assert math.isnan(topics_truth.umass(["opera", "storm"], articles))


@pytest.mark.parametrize("seed", SEEDS)
def test_two_fits_refuse_the_greedy_pairing_and_its_inverse(seed: int) -> None:
    for k, extra in ((4, 0), (5, 2)):
        old, new = topics_worlds.two_fits(np.random.default_rng(seed), k, extra)
        np.testing.assert_allclose(old.sum(axis=1), 1)
        np.testing.assert_allclose(new.sum(axis=1), 1)
        table = topics_truth.overlap(old, new)
        best = topics_truth.best_overlap(old, new)
        totals = sorted(
            (sum(table[range(k), list(order)]) for order in itertools.permutations(range(k + extra), k)), reverse=True
        )
        assert totals[0] == pytest.approx(best)
        assert totals[1] < best - 0.01
        assert len(set(table.argmax(axis=1))) < k


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_name_one_k_by_mean_and_another_by_everything_else(seed: int) -> None:
    held, train, best = topics_worlds.scores(np.random.default_rng(seed))
    means = {k: float(np.mean(one)) for k, one in held.items()}
    assert min(k for k in means if means[k] == max(means.values())) == best
    assert sum(value == max(means.values()) for value in means.values()) == 2
    for other in (np.sum, np.max, np.min, np.median):
        assert max(held, key=lambda k, other=other: (float(other(held[k])), -k)) != best
    assert max(train, key=lambda k: float(np.mean(train[k]))) != best


def planted_fit(seed: int) -> tuple[topics_worlds.Planted, list[list[str]]]:
    world = topics_worlds.planted(np.random.default_rng(seed), 3, size=60)
    return world, [topic[:5] for topic in world.topics]


@pytest.mark.parametrize("turn", list(itertools.permutations(range(3))))
def test_planted_topics_pass_in_any_order(turn: tuple[int, ...]) -> None:
    world, topics = planted_fit(1)
    result = [topics[t] for t in turn], world.shares[:, turn]
    forms.fitted(result, world.articles, world.topics, world.shares, 5, "planted articles")


def test_slips_of_a_fit_fail() -> None:
    world, topics = planted_fit(2)
    hard = np.eye(3)[world.shares.argmax(axis=1)]
    hard[[not article for article in world.articles]] = 1 / 3
    slips: list[tuple[Any, str]] = [
        ((topics[::-1], world.shares), "column"),
        (([one[::-1] for one in topics], world.shares), "most probable first"),
        ((topics, hard), "0.06"),
        ((topics, world.shares.T.copy()), "array"),
        (([one[:4] for one in topics], world.shares), "lists of 5 words"),
        (([world.topics[t][1:6] for t in range(3)], world.shares), "most probable"),
    ]
    for result, told in slips:
        with pytest.raises(Failure, match=told):
            forms.fitted(result, world.articles, world.topics, world.shares, 5, "planted articles")


def test_an_archive_notes_what_it_is_asked_and_ends() -> None:
    count, ledger = forms.archive(lambda one: len(one))
    assert count([("b", "a"), ("c",)]) == [2, 1]
    assert ledger.asked == [("a", "b"), ("c",)]
    forms.within(ledger, 2, "two candidates")
    with pytest.raises(Failure, match="at most 1"):
        forms.within(ledger, 1, "two candidates")
    with pytest.raises(TypeError, match="tuple"):
        count(["a"])
    with pytest.raises(RuntimeError, match="no more"):
        count([("a",)] * forms.MOST)


def test_what_an_answer_changes_is_seen() -> None:
    assert forms.changed(lambda words, count, least: words.sort(), [["b", "a"], 1], {}) == [0]
    assert forms.changed(lambda table: table.sort(), [np.array([2.0, 1.0])]) == [0]
    assert forms.changed(sorted, [["b", "a"]]) == []
    with pytest.raises(Failure, match="words, after the call"):
        forms.kept([0], ["words"])


def test_figures_tell_what_they_draw() -> None:
    pairs = pd.DataFrame(
        [("a", "b", 9, 4.0), ("b", "c", 8, 4.0), ("c", "x", 4, 1.0)], columns=["first", "second", "together", "lift"]
    )
    assert "4 words, 3 edges" in figures.draw_network(pairs, 4, 0.0)
    assert "3 words, 2 edges" in figures.draw_network(pairs, 5, 2.0)
    rows = [("N1", 2, 0, "ship port", 0.75), ("N1", 2, 1, "goal team", 0.25)]
    drawn = figures.draw_mixture(pd.DataFrame(rows, columns=["article", "k", "topic", "words", "share"]), "N1", 2)
    assert "0.75 of topic 0 (ship port)" in drawn
