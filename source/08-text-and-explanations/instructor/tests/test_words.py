"""The lesson on words: its references against other ways and libraries, its worlds, its data, its pictures."""

from __future__ import annotations

import csv
import math
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

import words_figures as figures
import words_forms as forms
import words_watch as watch
from hidden import words_worlds as worlds
from workbook.check import Failure

DATA = Path(figures.__file__).parent / "data"
SEEDS = range(12)


def archive() -> list[dict[str, str]]:
    with (DATA / "archive.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expression() -> re.Pattern[str]:
    """One regular expression for a token."""
    marks = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c)[0] == "M")
    run = rf"[^\W_](?:[^\W_]|[{marks}])*"
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    return re.compile(
        rf"""[hH][tT][tT][pP][sS]?://[^\s<>"]*[^\s<>".,;:!?)']"""
        rf"""|[A-Za-z0-9][A-Za-z0-9._%+-]*@{label}(?:\.{label})+"""
        rf"""|{run}(?:(?:[-'\u2019]|(?<=\d)[.,](?=\d)){run})*"""
    )


def test_scanner_and_regular_expression_agree_on_every_world_and_on_the_archive() -> None:
    texts = [row["text"] for row in archive()]
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        for kinds in (worlds.JOINED, worlds.ADDRESSES, worlds.KOREAN + worlds.MARKED):
            texts += [worlds.text_of(rng, kinds, turn) for turn in range(3)]
    whole = expression()
    for text in texts:
        assert worlds.scanned(text) == [(worlds.folded(m.group()), *m.span()) for m in whole.finditer(text)]


def test_offsets_of_the_reference_point_back_into_the_text() -> None:
    text = worlds.text_of(np.random.default_rng(1), worlds.MARKED, 0)
    for word, start, end in worlds.scanned(text):
        assert worlds.folded(text[start:end]) == word


def test_every_text_begins_with_words_that_get_longer_or_shorter() -> None:
    def places(text: str) -> list[int]:
        return [start for _, start, _ in worlds.scanned(text)][:6]

    for seed in SEEDS:
        text = worlds.text_of(np.random.default_rng(seed), worlds.JOINED, seed)
        assert places(worlds.folded(text)) != places(text)
        assert places(unicodedata.normalize("NFC", text)) != places(text)


def test_each_step_of_folding_changes_some_text_of_every_turn() -> None:
    def nfkc(text: str) -> str:
        return unicodedata.normalize("NFKC", text)

    others = (
        lambda t: nfkc(t.replace("’", "'")).casefold(),
        lambda t: nfkc(t.casefold().replace("’", "'")),
        lambda t: nfkc(nfkc(t).casefold()),
        lambda t: nfkc(nfkc(t).replace("’", "'").lower()),
    )
    for turn in range(3):
        cases = worlds.fold_cases(np.random.default_rng(turn), turn)
        for other in others:
            assert any(other(text) != right for text, right, _ in cases)


def test_weights_are_those_of_scikit_learn() -> None:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        train = worlds.collection(rng, empty=bool(seed % 2))
        texts = worlds.fresh(rng, train)
        model = TfidfVectorizer(analyzer=lambda words: words).fit(train)
        expected = worlds.expected_matrix(train, texts)
        assert expected["terms"] == model.get_feature_names_out().tolist()
        dense = [[row.get(term, 0.0) for term in expected["terms"]] for row in expected["rows"]]
        assert model.transform(texts).toarray() == pytest.approx(np.array(dense))


def test_bm25_of_one_word_is_that_of_its_formula() -> None:
    texts = [["a", "a", "b"], ["b"], []]
    ((number, score),) = worlds.found(texts, ["a"], k1=1.5, b=0.5)
    assert number == 0
    assert score == pytest.approx(math.log(1 + 2.5 / 1.5) * 2 * 2.5 / (2 + 1.5 * (0.5 + 0.5 * 3 / (4 / 3))))


@pytest.mark.parametrize("kind", ["rare", "common", "repeated", "unknown", "tied"])
def test_every_search_shows_what_it_is_made_for_and_is_found_soon(kind: str) -> None:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        for k1, b in ((1.2, 0.75), (2.0, 0.3), (0.5, 1.0), (1.6, 0.1), (1.5, 0.75)):
            texts, query = worlds.search_case(rng, kind, k1, b)
            hits = worlds.found(texts, query, 99, k1, b)
            assert worlds.apart(hits, texts)
            assert 3 <= len(hits) < len(texts)
    if kind == "tied":
        cut = worlds.tie(hits)
        assert hits[cut - 1][1] == pytest.approx(hits[cut][1], abs=1e-12)


def test_close_scores_are_the_same_to_four_places_and_the_later_text_is_ahead() -> None:
    for seed in SEEDS:
        texts, query = worlds.close(np.random.default_rng(seed))
        (best, high), (second, low) = worlds.found(texts, query)
        assert best > second
        assert round(high, 4) == round(low, 4)
        assert high - low > 1e-6


def test_every_collection_has_what_clauses_need() -> None:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        texts = worlds.collection(rng)
        assert [] in texts
        assert [] not in worlds.collection(rng, empty=False)
        assert any(len(set(words)) < len(words) for words in texts)
        news = worlds.fresh(rng, texts)
        idf = worlds.inverse(texts)
        assert any(words and not any(word in idf for word in words) for words in news)
        assert any(words and len({word in idf for word in words}) == 2 for words in news)


def sparse_answer(train: list[list[str]], texts: list[list[str]]) -> Any:
    expected = worlds.expected_matrix(train, texts)
    cells = [(i, expected["terms"].index(w), v) for i, row in enumerate(expected["rows"]) for w, v in row.items()]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    shape = len(texts), len(expected["terms"])
    return expected["terms"], sparse.coo_array((values, (rows, columns)), shape=shape, dtype=float)


def test_a_sparse_answer_takes_a_tenth_of_the_memory_and_a_dense_one_too_much() -> None:
    many = worlds.many_texts(np.random.default_rng(0), 200, 10_000, 50)
    terms = sorted({word for words in many for word in words})
    assert len(terms) == 10_000

    def few(train: Any, texts: Any) -> Any:
        return terms, sparse.csr_array((len(texts), len(terms)))

    def dense(train: Any, texts: Any) -> Any:
        return terms, sparse.csr_array(np.zeros((len(texts), len(terms))))

    forms.memory(few, many, many, 10_000, 3)
    with pytest.raises(Failure, match="at any moment"):
        forms.memory(dense, many, many, 10_000, 3)


def test_cells_that_are_given_twice_are_added_and_zeros_are_not_told() -> None:
    def twice(train: Any, texts: Any) -> Any:
        return ["a"], sparse.coo_array(([0.25, 0.75, 0.0], ([0, 0, 1], [0, 0, 0])), shape=(2, 1))

    assert watch.matrix(twice, [], [])["cells"] == [[0, 0, 1.0]]


def test_a_matrix_with_nan_or_in_another_order_fails() -> None:
    train, texts = [["b", "a"], ["b"]], [["a"], []]
    expected = worlds.expected_matrix(train, texts)
    forms.matrix(sparse_answer, train, texts, expected, "a test")

    def spoilt(train: Any, texts: Any) -> Any:
        terms, found = sparse_answer(train, texts)
        return terms, sparse.csr_array(
            np.where(found.toarray().sum(axis=1, keepdims=True) == 0, np.nan, found.toarray())
        )

    with pytest.raises(Failure, match="row 1"):
        forms.matrix(spoilt, train, texts, expected, "a test")


def test_postings_that_are_read_without_need_are_seen() -> None:
    index = {"postings": {"a": [(0, 1)], "b": [(0, 2)]}, "lengths": [3]}

    def lookup(given: Any, query: list[str]) -> Any:
        return [(0, 1.0)] if [given["postings"].get(word) for word in query if word in given["postings"]] else []

    forms.unread(lookup, index, ["a"], [0])
    readers = (
        lambda postings: dict(postings),
        lambda postings: {**postings},
        lambda postings: list(postings.items()),
        lambda postings: list(postings.values()),
        lambda postings: postings["b"],
    )
    for reader in readers:
        with pytest.raises(Failure, match="whose postings"):
            forms.unread(lambda given, query, read=reader: read(given["postings"]) and [(0, 1.0)], index, ["a"], [0])


def test_tokens_with_offsets_of_another_text_are_told_so() -> None:
    text = "Cafe\u0301 ab"

    def shifted(given: str) -> Any:
        return [("café", 0, 5), ("ab", 5, 7)]

    with pytest.raises(Failure, match="they count characters of the text as it was given"):
        forms.tokens(shifted, text, worlds.scanned(text), "a test")


def test_the_archive_has_the_dirt_that_the_lesson_speaks_of() -> None:
    rows = archive()
    texts = [row["text"] for row in rows]
    assert len(rows) == 321
    assert sum("Café Möwe" in text for text in texts) == 6
    assert sum("café möwe" in worlds.folded(text) for text in texts) == 11
    assert sum(text == "" for text in texts) == 3
    assert len(set(texts)) < len(texts) - 3
    assert any("ﬁ" in text for text in texts)
    assert any("’" in text for text in texts)
    assert any("０" in text for text in texts)
    assert any(unicodedata.normalize("NFC", row["text"]) != row["text"] for row in rows if row["lang"] == "ko")


def test_the_figure_draws_the_factor_of_the_formula() -> None:
    assert figures.share(12, 1, 1.2, 0.75) == pytest.approx(2.0)
    assert figures.share(2, 0.5, 1.2, 0.75) == pytest.approx(4.4 / (2 + 1.2 * (0.25 + 0.375)))
    assert "k1 = 0.5" in figures.draw_saturation(0.5, 1.0)


def test_pictures_say_what_they_show() -> None:
    assert "U+0301" in figures.draw_code_points(["Cafe\u0301"])
    assert "&#x27;ab&#x27; from 1 to 3" in figures.draw_pieces("~ab", [(1, 3)], "Two letters")
    assert "storm in text 1 1 times" in figures.draw_postings([[], ["storm"]], {"storm": [(1, 1)]})


def test_the_end_tells_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    forms.settle("Q", "X1a", missing)
    forms.settle("Q", "X1a", lambda: "yes")
    assert capsys.readouterr().out == "Q\n    still open: solve X1a first\nQ\n    yes\n"
