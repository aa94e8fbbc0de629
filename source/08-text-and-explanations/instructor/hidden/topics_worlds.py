"""Instances of the lesson on topics. What each must show is planted in every draw; names, order, places and scale are drawn."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Articles = list[list[str]]
NAMES = sorted(
    {
        a + b
        for a, b in itertools.product(
            ["ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za", "Ga"],
            ["dor", "fin", "gul", "kam", "los", "nep", "rit", "sal", "tun", "vik"],
        )
    }
)


def names(rng: np.random.Generator, number: int) -> list[str]:
    """Different words, in any order; some begin with a capital letter, which sorts first."""
    return [NAMES[i] for i in rng.permutation(len(NAMES))[:number]]


def shuffled(rng: np.random.Generator, articles: Articles) -> Articles:
    """The articles and their words in another order."""
    return [[articles[i][j] for j in rng.permutation(len(articles[i]))] for i in rng.permutation(len(articles))]


def counting(rng: np.random.Generator) -> tuple[Articles, list[tuple[str, ...]]]:
    """Articles with repeated words, an empty one, and words within words; candidates of 0 to 3 words, one of them twice."""
    a, b, c, rare = names(rng, 4)
    inside = a[1:]
    articles = [
        [a, b, a],
        [b, c, a],
        [c, b],
        [a, c, c, b],
        [a],
        [a, a, a],
        [],
        [inside + "x", a, c],
        [b, rare],
        ["x", b, a, "y"],
    ]
    asked = [
        (a, b),
        (b, a),
        (c, a),
        (a,),
        (inside,),
        (a, b, c),
        (rare, c),
        ("nowhere",),
        (b, "nowhere"),
        (),
        (a, b),
        (c, b, a),
        (b, c),
    ]
    return shuffled(rng, articles), [asked[i] for i in rng.permutation(len(asked))]


@dataclass(frozen=True)
class Basket:
    """Words, articles and the smallest number of articles that counts as frequent."""

    words: list[str]
    articles: Articles
    least: int


def basket(rng: np.random.Generator, least: int, size: int = 64) -> Basket:
    """A set of five held by exactly *least* articles; three words whose pairs are frequent and whose triple lacks one article;
    a word with a capital letter that goes with two others that never meet; a word too rare by one, one that is just frequent, one that is nowhere.
    """
    pool = [word for word in names(rng, len(NAMES)) if word[:2] not in ("Ga", "ba")]
    first, second = (str(rng.choice([word for word in NAMES if word[:2] == begin])) for begin in ("Ga", "ba"))
    others = pool[:12]
    chosen = [first, second, *others]
    five, three, two = others[:5], others[5:8], [second, others[8]]
    rare, just = others[9:11]  # and the last is nowhere
    articles: Articles = [list(five) for _ in range(least)]
    for extra, word in enumerate(five[1:]):
        articles += [[word]] * extra
    articles += [list(three) for _ in range(least - 1)] + [list(pair) for pair in itertools.combinations(three, 2)]
    articles += [[first, word] for word in two for _ in range(least)]
    articles += [[rare]] * (least - 1) + [[just]] * least
    articles += [[] for _ in range(size - len(articles))]
    return Basket([chosen[i] for i in rng.permutation(14)], shuffled(rng, articles), least)


def month(rng: np.random.Generator) -> tuple[list[tuple[str, list[str]]], str, int, float]:
    """News of two years, a month of them, the least number of articles and the least lift.

    In the month's 32 articles one pair has exactly both; one lacks an article, one has many articles and too little lift.
    """
    p1, p2, q1, q2, r1, r2, t1, t2, t3, common = names(rng, 10)
    spans = {
        p1: (0, 8),
        p2: (4, 12),
        q1: (17, 20),
        q2: (17, 20),
        r1: (0, 16),
        r2: (2, 18),
        t1: (24, 30),
        t2: (24, 30),
        t3: (23, 30),
        common: (2, 31),
    }
    now: Articles = [
        [word for word, (low, high) in spans.items() for _ in range(1 + (number + low) % 2) if low <= number < high]
        for number in range(32)
    ]
    number = int(rng.integers(2, 12))
    this, before = f"2025-{number:02d}", f"2025-{number - 1:02d}"
    dated = [(f"{this}-{1 + i % 28:02d}", words) for i, words in enumerate(now)]
    dated += [
        (f"{before}-{1 + i % 28:02d}", [[q1, q2, p1], [r1, r2, "elsewhere"], [t1, common]][i % 3]) for i in range(30)
    ]
    dated += [(f"2024-{number:02d}-{1 + i % 28:02d}", [q1, q2, r1, r2, "before", "then"]) for i in range(6)]
    dated += [(f"2025-12-{number:02d}", [q1, q2, p1, p2]), (f"2025-12-{number:02d}", [r1, r2])]
    rows = [dated[i] for i in rng.permutation(len(dated))]
    return [(date, [words[i] for i in rng.permutation(len(words))]) for date, words in rows], this, 4, 2.0


def linked(rng: np.random.Generator) -> tuple[dict[tuple[str, str], float], list[list[str]]]:
    """The edges of groups in which nearly all words are linked, with single edges between them, and the groups."""
    chosen = names(rng, 22)
    groups, start = [], 0
    for size in (7, 5, 5, 3, 2):
        groups.append(sorted(chosen[start : start + size]))
        start += size
    pairs: list[tuple[str, str, float]] = []
    for group in groups:
        inner = list(itertools.combinations([group[i] for i in rng.permutation(len(group))], 2))
        pairs += [(a, b, float(rng.uniform(4, 9))) for a, b in inner[1 if len(group) > 3 else 0 :]]
    for one, two in ((0, 1), (1, 2)):
        pairs.append((str(rng.choice(groups[one])), str(rng.choice(groups[two])), float(rng.uniform(2, 3))))
    edges = {(min(a, b), max(a, b)): round(lift, 3) for a, b, lift in (pairs[i] for i in rng.permutation(len(pairs)))}
    return edges, sorted(groups, key=lambda group: (-len(group), group[0]))


def happening(rng: np.random.Generator) -> tuple[list[tuple[str, list[str]]], str, list[list[str]], list[str]]:
    """News of a year and of the same month a year before, a month, groups of words, and the group that is fresh there.

    The others tempt: one is more frequent and its words are repeated, one has a word that stands in this month alone, one has
    two words only, one is larger, one was fresh a year before, one is new in this year but was common in the last one, and of one
    two words are fresher and the third isn't.
    """
    chosen = names(rng, 27)
    fresh, usual, once, pair, large, past, old, two = (
        chosen[a:b] for a, b in ((0, 3), (3, 6), (6, 10), (10, 12), (12, 18), (18, 21), (21, 24), (24, 27))
    )
    number = int(rng.integers(1, 13))
    news: list[tuple[str, list[str]]] = [
        (f"2024-{number:02d}-{1 + i % 28:02d}", old + (past if i < 40 else [])) for i in range(60)
    ]
    for m, i in itertools.product(range(1, 13), range(20)):
        this = m == number
        words = [word for j, word in enumerate(fresh) if i + j < (12 if this else 3)]
        words += [word for j, word in enumerate(usual) if i + j < 18] * (30 if this else 1)
        words += [word for j, word in enumerate(once) if (this and i < 4 if j == 0 else i < 5)]
        words += [word for word in pair if this and i < 8]
        words += [word for word in large if i < (13 if this else 3)]
        words += [word for word in past if i == 19]
        words += [word for word in old if i < (10 if this else 1)]
        words += [word for word in two[:2] if i < (8 if this else 1)] + two[2:] * (i < 18)
        news.append((f"2025-{m:02d}-{i + 1:02d}", words))
    groups = [sorted(group) for group in (fresh, usual, once, pair, large, past, old, two)]
    order = rng.permutation(len(groups))
    return (
        [news[i] for i in rng.permutation(len(news))],
        f"2025-{number:02d}",
        [groups[i] for i in order],
        sorted(fresh),
    )


def topic_and_articles(rng: np.random.Generator) -> tuple[list[str], Articles]:
    """Five words, the earlier the more frequent but for one, of which two never meet, and articles with repetitions and an empty one."""
    a, b, c, d, e = names(rng, 5)
    spans = {a: (0, 11), b: (5, 13), c: (8, 18), d: (1, 4), e: (2, 3)}
    articles = [
        [word for word, (low, high) in spans.items() for _ in range(1 + (i + low) % 2) if low <= i < high]
        + ["other"] * (i % 3)
        for i in range(int(rng.integers(22, 30)))
    ]
    return [a, b, c, d, e], shuffled(rng, articles)


@dataclass(frozen=True)
class Planted:
    """Articles of planted topics: each topic's words, most frequent first, and how many of an article's words are of each topic."""

    articles: Articles
    topics: list[list[str]]
    shares: Floats


def planted(rng: np.random.Generator, k: int, size: int = 90, length: int = 30) -> Planted:
    """A third of the articles on one topic, a third on two by 7 to 3, a third on two by halves; one article is empty."""
    chosen = names(rng, 9 * k)
    topics = [chosen[9 * t : 9 * t + 9] for t in range(k)]
    weight = 0.78 ** np.arange(9)
    weight /= weight.sum()
    articles: Articles = []
    shares = []
    for number in range(size):
        main, other = number % k, (number + 1 + number // k % (k - 1)) % k
        part = (0.0, 0.3, 0.5)[number // k % 3]
        counts = np.zeros(k, dtype=int)
        counts[other] = round(part * length)
        counts[main] += length - counts[other]
        articles.append([topics[t][j] for t in range(k) for j in rng.choice(9, counts[t], p=weight)])
        shares.append(counts / length)
    articles.append([])
    shares.append(np.full(k, 1 / k))
    order = rng.permutation(len(articles))
    everything = list(itertools.chain(*articles))
    topics = [sorted(topic, key=lambda word: -everything.count(word)) for topic in topics]
    mixed = [[articles[i][j] for j in rng.permutation(len(articles[i]))] for i in order]
    return Planted(mixed, topics, np.array(shares)[order])


def two_fits(rng: np.random.Generator, k: int, extra: int) -> tuple[Floats, Floats]:
    """Two tables of topics (a row each): the second in another order, with *extra* topics.

    Two rows of the first table have the same nearest row in the second, and whoever gives it to the nearer of them loses on
    the other. The best pairing isn't its own inverse.
    """
    blocks = 5 + k + extra
    base = np.zeros((4, blocks))
    base[0, :5] = 0.5, 0.3, 0.2, 0.0, 0.0
    base[1, :5] = 0.5, 0.3, 0.0, 0.08, 0.12
    base[2, :5] = 0.35, 0.3, 0.35, 0.0, 0.0  # best for the first
    base[3, :5] = 0.5, 0.3, 0.1, 0.1, 0.0  # the nearest to both, best for the second
    old, new = [base[0], base[1]], [base[2], base[3]]
    for number in range(k - 2 + extra):
        own = np.eye(blocks)[5 + number]
        if number < k - 2:
            old.append(0.9 * own + 0.1 * np.eye(blocks)[0])
        new.append((0.8 - 0.01 * number) * own + (0.2 + 0.01 * number) * np.eye(blocks)[1])
    weight = rng.dirichlet(np.full(3, 5.0), blocks)
    before, after = ((np.array(rows)[:, :, None] * weight).reshape(len(rows), -1) for rows in (old, new))
    while True:
        places, others = rng.permutation(k), rng.permutation(k + extra)
        order = [int(np.flatnonzero(others == place)[0]) for place in places]
        inverse = [order.index(i) if i in order else -1 for i in range(k)]
        if order != inverse and order != sorted(order):
            break
    columns = rng.permutation(before.shape[1])
    return before[places][:, columns], after[others][:, columns]


def scores(rng: np.random.Generator) -> tuple[dict[int, list[float]], dict[int, list[float]], int]:
    """The coherence of each topic by k, on held and on training articles, and the k to choose.

    On held articles two k tie, and the smaller is right; another has the best topic, the best sum, the best worst topic, the
    best median. On the training articles the largest is best. All means are exact in binary.
    """
    best, tied = int(rng.integers(3, 5)), int(rng.integers(5, 7))
    held = {k: [57 / 128] * k for k in range(2, 10)}
    for k, part in ((best, 1 / 8), (tied, 1 / 16)):
        held[k] = [0.5 - part] * (k - 1) + [0.5 + part * (k - 1)]
    held[7] = [3 / 8] * 6 + [63 / 64]
    train = {k: [0.5 + k / 32] * k for k in held}
    for table in (held, train):
        for k in table:
            table[k] = [table[k][i] for i in rng.permutation(k)]
    return held, train, best
