"""Hidden instances of the lesson on word vectors, and what sound answers give on them.

Each world is drawn until every wrong turn that the exercise is about gives something else on it, so that no seed is kinder.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from workbook.check.drawn import drawn_once

Floats = NDArray[np.float64]
Pairs = list[tuple[str, str]]
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "ne", "pa", "ro", "si", "ta", "vu", "we"]


def vocabulary(rng: np.random.Generator, size: int) -> list[str]:
    """*size* different words that mean nothing, in no order."""
    both = [one + other for one in SYLLABLES for other in SYLLABLES]
    return [both[i] for i in rng.permutation(len(both))[:size]]


# --- pairs


def pairs(sentences: list[list[str]], window: int, keep: Any = None) -> Pairs:
    """Centre and context, by the definition."""
    found = []
    for sentence in sentences:
        kept = [word for word in sentence if keep is None or word in keep]
        places = range(len(kept))
        found += [(kept[i], kept[j]) for i in places for j in places if i != j and abs(i - j) <= window]
    return found


def sentences(rng: np.random.Generator) -> tuple[list[list[str]], list[str]]:
    """Six sentences with an empty one, one of a single word and repeated words, and the words to keep: about two of three."""
    words = vocabulary(rng, 9)
    keep, drop = words[:6], words[6:]
    told = [[words[i] for i in rng.integers(0, 9, int(size))] for size in rng.integers(8, 12, 2)]
    told.append([keep[0], drop[0], keep[1], drop[1], keep[0], keep[2], keep[2], drop[2], drop[0], keep[3], keep[4]])
    told += [[], [keep[5]], [keep[1], keep[2]]]
    return [told[i] for i in rng.permutation(6)], keep


# --- PPMI


def ppmi(found: Pairs, words: Sequence[str]) -> Floats:
    """Positive pointwise mutual information, by its formula, a cell at a time."""
    known = set(words)
    kept = [pair for pair in found if pair[0] in known and pair[1] in known]
    both, first, second = Counter(kept), Counter(one for one, _ in kept), Counter(other for _, other in kept)
    table = np.zeros((len(words), len(words)))
    for i, one in enumerate(words):
        for j, other in enumerate(words):
            if both[one, other]:
                table[i, j] = max(0.0, math.log(both[one, other] * len(kept) / (first[one] * second[other])))
    return table


def company(rng: np.random.Generator) -> tuple[Pairs, list[str]]:
    """Pairs that aren't symmetric, with words that nobody asked for, and seven words of which one has no pair."""
    names = vocabulary(rng, 10)
    words, strangers, silent = names[:6], names[6:8], names[8]
    shares = rng.dirichlet(np.full(36, 0.5))
    drawn = rng.choice(36, 150, p=shares)
    found = [(words[cell // 6], words[cell % 6]) for cell in drawn.tolist()]
    found += [(words[0], words[1])] * 9 + [(words[1], words[0])] * 2 + [(words[2], words[2])] * 4
    found += [(words[int(i)], strangers[int(i) % 2]) for i in rng.integers(0, 6, 12)]
    found += [(strangers[int(i) % 2], words[int(i)]) for i in rng.integers(0, 3, 9)] + [
        (strangers[0], strangers[1])
    ] * 3
    asked = [*words, silent]
    return [found[i] for i in rng.permutation(len(found))], [asked[i] for i in rng.permutation(7)]


# --- vectors, neighbours, analogies


def spectrum(rng: np.random.Generator, rows: int, columns: int, values: Sequence[float], even: bool = False) -> Floats:
    """A matrix with these singular values, clearly apart; with *even*, symmetric, with negative eigenvalues among the large ones."""
    size = len(values)
    left = np.linalg.qr(rng.normal(size=(rows, size)))[0]
    signs = np.where(np.arange(size) % 2 == 0, -1.0, 1.0)
    right = left * signs if even else np.linalg.qr(rng.normal(size=(columns, size)))[0]
    return np.asarray(left * np.array(values) @ right.T)


def products(matrix: Floats, size: int) -> Floats:
    """What the dot products of the word vectors of *size* numbers must be."""
    values, left = np.linalg.eigh(matrix @ matrix.T)
    return np.asarray(left[:, -size:] * np.sqrt(np.maximum(values[-size:], 0)) @ left[:, -size:].T)


def cosine(one: Floats, other: Floats) -> float:
    """The cosine of the angle between two vectors; 0 if one of them is zero."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


def nearest(word: str, words: Sequence[str], vectors: Floats, k: int) -> list[str]:
    """The neighbours of *word*."""
    own = vectors[list(words).index(word)]
    near = {other: cosine(own, vector) for other, vector in zip(words, vectors, strict=True) if other != word}
    return sorted(near, key=lambda other: -near[other])[:k]  # sorted() is stable: ties stay in the order of words


HALVES = [
    (1, 1, 1, 1),
    (1, 1, 1, -1),
    (1, 1, -1, 1),
    (1, -1, 1, 1),
    (2, 0, 0, 0),
    (0, 2, 0, 0),
    (1, -1, -1, 1),
    (-1, -1, -1, 1),
]
"""Vectors whose lengths and products are exact in binary: cosines with the first are 1, 1/2, 1/2, 1/2, 1/2, 1/2, 0 and -1/2."""


def ties(rng: np.random.Generator) -> tuple[str, list[str], Floats, list[str]]:
    """A word, words and vectors with exact ties, different lengths and a vector of zeros, and its neighbours in order."""
    words = vocabulary(rng, 10)
    rows = [HALVES[0], *(HALVES[i] for i in rng.permutation(8)), (0, 0, 0, 0)]
    scaled = np.array(rows, dtype=float) * 2.0 ** rng.integers(-2, 4, size=(10, 1))
    places = rng.permutation(10)
    twin = 1 + next(i for i, row in enumerate(rows[1:]) if row == HALVES[0])
    first, second = sorted(np.flatnonzero((places == 0) | (places == twin)).tolist())
    places[first], places[second] = twin, 0  # a word of the same direction stands before the word itself
    named = [words[i] for i in places]
    return words[0], named, scaled[places], nearest(words[0], named, scaled[places], 9)


def _misled(place: int, vectors: Floats) -> list[list[int]]:
    """The five nearest places by four wrong turns: dot product, distance, the cosine without its sign, centred vectors."""
    own, middle = vectors[place], vectors.mean(0)
    rest = [i for i in range(len(vectors)) if i != place]
    turns: list[Callable[[Floats], float]] = [
        lambda v: float(v @ own),
        lambda v: -float(np.linalg.norm(v - own)),
        lambda v: abs(cosine(v, own)),
        lambda v: cosine(v - middle, own - middle),
    ]
    return [sorted(rest, key=lambda i: -turn(vectors[i]))[:5] for turn in turns]


def crowd(rng: np.random.Generator) -> tuple[str, list[str], Floats, list[str]]:
    """Twelve words whose five neighbours by cosine are others than by four wrong turns."""
    while True:
        words = vocabulary(rng, 12)
        vectors = rng.normal(size=(12, 4)) * np.exp(rng.normal(size=(12, 1)))
        near = nearest(words[3], words, vectors, 5)
        gaps = np.diff(np.sort([cosine(v, vectors[3]) for v in vectors]))
        if all(near != [words[i] for i in other] for other in _misled(3, vectors)) and gaps.min() > 1e-4:
            return words[3], words, vectors, near


def _scores(a: int, b: int, c: int, vectors: Floats, unit: bool = True) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = vectors / np.where(lengths > 0, lengths, 1) if unit else vectors
    target = rows[b] - rows[a] + rows[c]
    return np.array([cosine(target, vector) for vector in vectors])


def solved(a: int, b: int, c: int, vectors: Floats, unit: bool = True) -> tuple[int, bool]:
    """The place of the analogy's word, and whether none of the three comes nearer."""
    scores = _scores(a, b, c, vectors, unit)
    rest = [i for i in range(len(vectors)) if i not in (a, b, c)]
    best = max(rest, key=lambda i: scores[i])
    return best, bool(scores[best] > max(scores[a], scores[b], scores[c]))


@drawn_once
def analogy(
    rng: np.random.Generator, honest: bool, nearer: int = 2
) -> tuple[tuple[str, str, str], list[str], Floats, list[Any]]:
    """An analogy a : b = c : ?, with a vector of zeros, on which sums turned round and vectors of any length mislead.

    If it isn't *honest*, the one of the three that comes nearest of all is *nearer* (0: a, 1: b, 2: c).
    """
    while True:
        vectors = np.vstack([rng.normal(size=(11, 3)) * np.exp(rng.normal(size=(11, 1))), np.zeros((1, 3))])
        a, b, c = (int(i) for i in rng.permutation(11)[:3])
        if nearer == 0:  # b and c on both sides of a, so that a is where it all points to
            side = np.cross(vectors[a], vectors[b]) / np.linalg.norm(vectors[a])
            side *= rng.uniform(1.3, 1.5) * np.linalg.norm(vectors[a]) / np.linalg.norm(side)
            vectors[b], vectors[c] = vectors[a] + side, 2 * (1.05 * vectors[a] - side)
        best, fair = solved(a, b, c, vectors)
        scores = _scores(a, b, c, vectors)
        if fair is not honest or np.diff(np.sort(scores)).min() < 1e-3:
            continue
        if not honest and int(np.argmax([scores[a], scores[b], scores[c]])) != nearer:
            continue
        if not honest and sum(scores[i] > scores[best] for i in (a, b, c)) != 1:
            continue
        turned = [solved(b, a, c, vectors)[0], solved(c, b, a, vectors)[0], solved(a, b, c, vectors, unit=False)[0]]
        if best not in turned:
            words = vocabulary(rng, 12)
            return (words[a], words[b], words[c]), words, vectors, [words[best], fair]


def even(rng: np.random.Generator, equal: int) -> tuple[tuple[str, str, str], list[str], Floats, list[Any]]:
    """An analogy whose best word points where one of the three does (1: b, 2: c), which stands before it and is nearest of the three.

    Both have one number only, a power of two, so that their cosines are equal to the last bit however they are worked out.
    """
    words = vocabulary(rng, 8)
    a, tied, free = (2, 0, 0, 0), (0, 2, 0, 0), (1, 1, 1, 1)  # the target is (-1, 3, 1, 1) / 2
    three = [a, tied, free] if equal == 1 else [a, free, tied]
    rows = np.array([*three, tied, (0, -2, 0, 0), (0, 0, 2, 0), (1, 1, -1, -1), (0, 0, 0, 0)], dtype=float)
    rows *= 2.0 ** rng.integers(-2, 4, size=(8, 1))
    rows = rows[:, rng.permutation(4)] * rng.choice([-1.0, 1.0], 4)
    places = rng.permutation(8)
    first, second = sorted(np.flatnonzero((places == equal) | (places == 3)).tolist())
    places[first], places[second] = equal, 3
    return (words[0], words[1], words[2]), [words[i] for i in places], rows[places], [words[3], True]


# --- noise


def chances(counts: dict[str, int], power: float) -> dict[str, float]:
    """The noise distribution."""
    raised = {word: float(count) ** power if count else 0.0 for word, count in counts.items()}
    return {word: part / sum(raised.values()) for word, part in raised.items()}


def counts(rng: np.random.Generator) -> dict[str, int]:
    """Counts from 1 to thousands, one of them 0."""
    words = vocabulary(rng, 6)
    told = [
        int(rng.integers(4000, 9000)),
        int(rng.integers(300, 900)),
        int(rng.integers(20, 60)),
        1,
        0,
        int(rng.integers(90, 200)),
    ]
    return {words[i]: told[i] for i in rng.permutation(6)}


# --- skip-gram


def batch(
    rng: np.random.Generator, words: int, width: int, size: int, k: int, wide: float = 1.0
) -> dict[str, torch.Tensor]:
    """Vectors of *words* words and *size* pairs with *k* noise words each; centres, contexts and noise words repeat."""
    centre, context = rng.integers(0, words - 1, size), rng.integers(0, words - 1, size)
    noise = rng.integers(0, words - 1, (size, k))  # the last word is never met: its gradients are zero
    if size > 1:
        centre[1], context[1], noise[1, 0] = centre[0], context[0], noise[0, 0]
        noise[0, -1] = noise[0, 0]  # a noise word that was drawn twice for one pair
    made = {"V": rng.normal(size=(words, width)) * wide, "C": rng.normal(size=(words, width)) * wide}
    return {**{name: torch.from_numpy(rows) for name, rows in made.items()},
            "centre": torch.from_numpy(centre), "context": torch.from_numpy(context), "noise": torch.from_numpy(noise)}  # fmt: skip


def differentiated(
    V: torch.Tensor, C: torch.Tensor, centre: torch.Tensor, context: torch.Tensor, noise: torch.Tensor
) -> list[torch.Tensor]:
    """The loss and its gradients by autograd, in float64."""
    v, c = V.double().requires_grad_(), C.double().requires_grad_()
    right = (v[centre] * c[context]).sum(1)
    wrong = torch.einsum("bd,bkd->bk", v[centre], c[noise])
    loss = -torch.nn.functional.logsigmoid(torch.cat([right[:, None], -wrong], 1)).sum(1).mean()
    return [loss.detach(), *torch.autograd.grad(loss, (v, c))]


# --- texts


def text_vector(
    text: Sequence[str], vectors: dict[str, Floats], counted: dict[str, int], a: float, **turn: Any
) -> Floats:
    """The weighted mean of a text's words; *turn* names wrong turns, for drawing worlds on which they show."""
    known = [word for word in text if word in vectors]
    if turn.get("once"):
        known = list(dict.fromkeys(known))
    total = sum(counted.values())
    weights = [1.0 if turn.get("plain") else a / (a + counted.get(word, 0) / total) for word in known]
    summed = sum(
        (weight * vectors[word] for weight, word in zip(weights, known, strict=True)),
        np.zeros_like(next(iter(vectors.values()))),
    )
    if turn.get("summed") or not known:
        return np.asarray(summed)
    return np.asarray(summed / (sum(weights) if turn.get("weights") else len(known)))


def direction(rows: Floats) -> Floats:
    """The unit vector with the largest sum of squared products with the rows."""
    return np.asarray(np.linalg.eigh(rows.T @ rows)[1][:, -1])


def found(
    query: Sequence[str],
    archive: list[list[str]],
    vectors: dict[str, Floats],
    counted: dict[str, int],
    a: float,
    turn: str = "",
) -> tuple[list[int], float]:
    """The places of all texts that have a word, nearest first, and the smallest gap between two cosines in a row."""
    named = {turn: True}
    rows = np.array([text_vector(text, vectors, counted, a, **named) for text in archive])
    own = text_vector(query, vectors, counted, a, **named)
    far = {"stacked": np.vstack([rows, own]), "own": own[None], "centred": rows - rows.mean(0)}.get(turn, rows)
    u = rows.mean(0) / np.linalg.norm(rows.mean(0)) if turn == "mean" else direction(far)
    off = 0.0 if turn == "kept" else 1.0
    left = rows - off * np.outer(rows @ u, u)
    asked = own - off * (own @ u) * u
    left = rows if turn == "query only" else left
    there = [i for i, text in enumerate(archive) if any(word in vectors for word in text)]
    scores = left @ asked if turn == "dot" else np.array([cosine(row, asked) for row in left])
    if turn == "distance":
        scores = -np.linalg.norm(left - asked, axis=1)
    order = sorted(there, key=lambda i: -scores[i])
    return order, float(-np.diff(scores[order]).max())


TURNS = [
    ["once", "plain"],
    ["summed", "weights"],
    ["stacked", "own", "centred", "mean"],
    ["kept", "query only"],
    ["dot", "distance"],
]
"""Wrong turns that must show in rankings of archives, a group for each."""


def vectors_of(rng: np.random.Generator, words: Sequence[str], width: int) -> dict[str, Floats]:
    """Vectors that share a direction."""
    common = rng.normal(size=width)
    return {word: rng.normal(size=width) + common for word in words}


def usual(rng: np.random.Generator) -> tuple[list[Any], list[int]]:
    """Query, archive, vectors and counts for which another a than 0.001 gives another first three."""
    while True:
        told, _ = archive(rng, [])
        given = told["query"], told["archive"], told["vectors"], told["counts"]
        right, gap = found(*given, 0.001)
        if gap > 1e-4 and all(found(*given, a)[0][:3] != right[:3] for a in (0.01, 1.0)):
            return list(given), right[:3]


@drawn_once
def archive(rng: np.random.Generator, turns: Sequence[str], k: int = 4) -> tuple[dict[str, Any], list[int]]:
    """A query and an archive, with empty texts, unknown words and texts of unequal length, whose first *k* tell the *turns* apart."""
    for _ in range(20_000):
        words = vocabulary(rng, 16)
        vectors = vectors_of(rng, words[:12], 5)
        weights = np.array([400, 300, 200, 100, *[8] * 8])
        counted = {
            word: int(n)
            for word, n in zip(words[:15], rng.permutation(np.append(rng.poisson(weights), [60, 30, 900])), strict=True)
        }
        texts = [[words[i] for i in rng.choice(16, int(size), p=_tilted(rng))] for size in rng.integers(2, 30, 7)]
        texts.insert(int(rng.integers(0, 8)), [])
        texts.insert(int(rng.integers(0, 8)), [words[13], words[14]])
        query = [words[i] for i in rng.integers(0, 12, 4)] + [words[0], words[0], words[15]]
        right, gap = found(query, texts, vectors, counted, 0.02)
        if (
            gap > 1e-4
            and len(right) > k
            and all(found(query, texts, vectors, counted, 0.02, turn)[0][:k] != right[:k] for turn in turns)
        ):
            return {"query": query, "archive": texts, "vectors": vectors, "counts": counted, "k": k, "a": 0.02}, right[
                :k
            ]
    raise ValueError(f"no archive was drawn on which {turns} show")


def _tilted(rng: np.random.Generator) -> Floats:
    shares = rng.dirichlet(np.full(16, 0.4))
    return np.asarray(shares)


def rows_apart(rng: np.random.Generator, rows: int, width: int) -> Floats:
    """A matrix whose first direction is clear, is not that of the mean, and is another one without the mean."""
    while True:
        matrix = rng.normal(size=(rows, width)) * rng.uniform(0.5, 3, width) + rng.normal(size=width) * 1.5
        values = np.linalg.svd(matrix, compute_uv=False)
        u, mean = direction(matrix), matrix.mean(0) / np.linalg.norm(matrix.mean(0))
        if values[0] > 1.3 * values[1] and abs(u @ mean) < 0.98 and abs(u @ direction(matrix - matrix.mean(0))) < 0.98:
            return matrix
