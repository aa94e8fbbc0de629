"""What answers of the lesson on answering are compared with: slow and plain ways to the same numbers, and the instances they are tried on."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

Rng = np.random.Generator


def normal(rng: Rng, *shape: int) -> Tensor:
    """Normal numbers of this shape, 64-bit."""
    return torch.tensor(rng.normal(size=shape))


def rotated(x: Tensor, positions: Tensor, base: float) -> Tensor:
    """Rotary positions by complex numbers."""
    width = x.shape[-1]
    points = torch.view_as_complex(x.contiguous().reshape(*x.shape[:-1], width // 2, 2))
    speeds = [base ** (-2 * pair / width) for pair in range(width // 2)]
    turns = torch.tensor(
        [[[cmath.exp(1j * place * speed) for speed in speeds] for place in row] for row in positions.tolist()],
        dtype=torch.complex128,
    )
    return torch.view_as_real(points * turns[:, None]).reshape(x.shape)


@dataclass
class Wanted:
    """What one call of attention must give."""

    out: Tensor
    keys: Tensor
    values: Tensor
    told: str


@dataclass
class Case:
    """Calls of attention on one batch, and what is wanted of each."""

    weights: dict[str, Tensor]
    heads: int
    kv_heads: int
    padding: Tensor
    calls: list[dict[str, Any]] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)


def whole(case: Case, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Out, keys and values of all places of *x* at once, a token and a head at a time."""
    batch, count, _ = x.shape
    size = case.weights["query"].shape[0] // case.heads
    places = (torch.arange(count) - case.padding[:, None]).clamp(min=0)

    def parted(name: str, heads: int) -> Tensor:
        return (x @ case.weights[name].T).reshape(batch, count, heads, size).transpose(1, 2)

    queries = rotated(parted("query", case.heads), places, 10_000.0)
    keys, values = rotated(parted("key", case.kv_heads), places, 10_000.0), parted("value", case.kv_heads)
    out = torch.zeros(batch, count, case.weights["output"].shape[0], dtype=torch.float64)
    for row, start in enumerate(case.padding.tolist()):
        for place in range(start, count):
            parts = []
            for head in range(case.heads):
                shared = head * case.kv_heads // case.heads
                scores = keys[row, shared, start : place + 1] @ queries[row, head, place] / math.sqrt(size)
                parts.append(torch.softmax(scores, 0) @ values[row, shared, start : place + 1])
            out[row, place] = case.weights["output"] @ torch.cat(parts)
    return out, keys, values


SIZES = ((4, 2, 4, 10), (3, 1, 6, 18), (6, 3, 2, 5), (2, 2, 8, 12))
"""heads, kv_heads, size of a head, width."""


def cache_cases(rng: Rng, title: str) -> Iterator[Case]:
    """The cases of one part of the tests."""
    padded, portions = "padding" in title, "portions" in title
    for number, (heads, kv_heads, size, width) in enumerate(SIZES):
        if title.startswith("two answers"):
            if number < 2:
                yield _branched(rng, heads, kv_heads, size, width)
            continue
        batch, count = 3 if padded else 2, int(rng.integers(7, 10))
        padding = rng.permutation([0, 2, 5])[:batch] if padded else np.zeros(batch, int)
        case = _case(rng, heads, kv_heads, size, width, padding)
        cuts = [count]
        if portions:
            cuts = [3, 1, 1, count - 5] if number % 2 else [count - 3, 1, 1, 1]
        _called(case, _tokens(rng, case, count, width), cuts)
        yield case


def _case(rng: Rng, heads: int, kv_heads: int, size: int, width: int, padding: Any) -> Case:
    def weight(rows: int, columns: int) -> Tensor:
        return normal(rng, rows, columns) * 1.3 / math.sqrt(columns)

    weights = {
        "query": weight(heads * size, width),
        "key": weight(kv_heads * size, width),
        "value": weight(kv_heads * size, width),
        "output": weight(width, heads * size),
    }
    return Case(weights, heads, kv_heads, torch.tensor(padding))


def _tokens(rng: Rng, case: Case, count: int, width: int) -> Tensor:
    """Numbers of *count* tokens; at padding they are large, and at place 0 so large that a mask of -1e9 is nothing beside them."""
    x = normal(rng, len(case.padding), count, width)
    size = torch.full((count, 1), 30.0, dtype=torch.float64)
    size[0] = 1e12
    return torch.where((torch.arange(count) < case.padding[:, None])[..., None], size * x, x)


def _called(case: Case, x: Tensor, cuts: Sequence[int], after: int | None = None, seen: int = 0) -> None:
    """Add calls that take *x* from place *seen* on in portions of *cuts*."""
    out, keys, values = whole(case, x)
    size = case.weights["query"].shape[0] // case.heads
    for new in cuts:
        end = seen + new
        told = (
            f"attention with heads={case.heads}, kv_heads={case.kv_heads}, size {size}, padding {case.padding.tolist()}, "
            f"{new} new after {seen} in the cache"
        )
        case.calls.append({"x": x[:, seen:end].clone(), "after": after})
        case.wanted.append(Wanted(out[:, seen:end], keys[:, :, :end], values[:, :, :end], told))
        after, seen = len(case.calls) - 1, end


def _branched(rng: Rng, heads: int, kv_heads: int, size: int, width: int) -> Case:
    """One letter, then two answers that both go on from its cache."""
    case = _case(rng, heads, kv_heads, size, width, [0, 2])
    letter = _tokens(rng, case, 5, width)
    _called(case, letter, [5])
    for _ in range(2):
        answer = torch.cat([letter, normal(rng, 2, 3, width)], dim=1)
        _called(case, answer, [1, 2], after=0, seen=5)
    return case


def distribution(
    logits: Any, seen: Sequence[int] = (), penalty: float = 1.0, temperature: float = 1.0,
    top_k: int | None = None, top_p: float = 1.0, min_p: float = 0.0,
) -> list[float]:  # fmt: skip
    """The distribution of the next token, step by step over plain lists."""
    left: dict[int, float] = {}
    for token, logit in enumerate(float(value) for value in logits):
        once = token in set(seen)
        value = (logit / penalty if logit > 0 else logit * penalty) if once else logit
        if value != -math.inf:
            left[token] = value
    largest = max(left.values())
    if temperature == 0:
        winner = min(token for token, value in left.items() if value == largest)
        return [float(token == winner) for token in range(len(logits))]
    weight = {token: math.exp((value - largest) / temperature) for token, value in left.items()}
    if top_k is not None and top_k < len(weight):
        smallest = sorted(left.values(), reverse=True)[top_k - 1]
        weight = {token: share for token, share in weight.items() if left[token] >= smallest}
    if top_p < 1:
        total = math.fsum(weight.values())
        kept: dict[int, float] = {}
        so_far: list[float] = []
        for token in sorted(weight, key=lambda one: (-weight[one], one)):
            if math.fsum(so_far) / total >= top_p:
                break
            kept[token] = weight[token]
            so_far.append(weight[token])
        weight = kept
    bar = min_p * max(weight.values())
    weight = {token: share for token, share in weight.items() if share >= bar}
    total = math.fsum(weight.values())
    return [weight.get(token, 0.0) / total for token in range(len(logits))]


SAMPLING = {
    "penalty and temperature": 2,
    "top-k": 1,
    "top-p": 3,
    "min-p": 2,
    "all steps in their order": 3,
}
Settings = dict[str, Any]


def spread(rng: Rng, count: int) -> Any:
    """*count* logits whose chances fall by a third or so from one to the next, in mixed order, some below 0."""
    steps = np.log(rng.uniform(1.35, 1.6, count))
    return rng.permutation(np.cumsum(steps) - steps.sum() * 0.6)


def sampling_cases(rng: Rng, title: str) -> Iterator[tuple[Any, Settings]]:
    """Logits and settings of one part of the tests."""
    yield from CASES[title](rng)


def _bent(rng: Rng) -> Iterator[tuple[Any, Settings]]:
    logits = spread(rng, 9)
    order = np.argsort(-logits)
    logits[order[[4, 5]]] = 0.0, -0.4
    order = order.tolist()
    several = [order[-1], order[0], order[0], order[4], order[-2], order[0], order[5]]
    yield logits, {"seen": several, "penalty": float(rng.uniform(1.3, 1.6))}
    yield logits, {"seen": several, "penalty": float(rng.uniform(0.6, 0.8)), "temperature": 1.7}
    yield logits, {"temperature": float(rng.uniform(0.3, 0.6))}
    yield logits, {"seen": several}
    tied = logits.copy()
    tied[[order[1], order[2]]] = tied[order[0]]
    yield tied, {"temperature": 0.0}
    yield tied, {"temperature": 0.0, "top_k": 3, "top_p": 0.5, "min_p": 0.5}
    yield logits, {"temperature": 0.0, "seen": [order[0]], "penalty": 50.0}
    banned = logits.copy()
    banned[order[2]] = -math.inf
    yield banned, {"seen": [*several, order[2]], "penalty": 1.5, "temperature": 0.7}
    yield banned * 900 - 3000, {"temperature": 2.0}
    yield np.array([float(rng.normal())]), {"seen": [0], "penalty": 2.0}


def _largest(rng: Rng) -> Iterator[tuple[Any, Settings]]:
    logits = spread(rng, 8)
    order = np.argsort(-logits)
    for k in (1, 3, 7, 8, 9, 100, None):
        yield logits, {"top_k": k}
    tied = logits.copy()
    tied[order[[3, 4, 6]]] = tied[order[2]]
    yield tied, {"top_k": 3}
    twins = logits.copy()
    twins[order[1]] = twins[order[0]]
    yield twins, {"top_k": 3}
    banned = logits.copy()
    banned[order[[1, 5]]] = -math.inf
    yield banned, {"top_k": 5}
    yield banned, {"top_k": 7}


def _reaching(rng: Rng) -> Iterator[tuple[Any, Settings]]:
    logits = spread(rng, 8)
    chances = np.sort(distribution(logits))[::-1]
    sums = np.cumsum(chances)
    for kept in (1, 2, 4, 7):
        below = sums[kept - 2] if kept > 1 else 0.0
        yield logits, {"top_p": float(below + 0.02 * chances[kept - 1])}
        yield logits, {"top_p": float(sums[kept - 1] - 0.02 * chances[kept - 1])}
    equal = np.full(4, float(rng.normal()))
    yield equal, {"top_p": 0.5}
    yield equal, {"top_p": 0.75}
    yield equal, {"top_p": 0.6}
    pairs = np.full(6, -math.inf)
    pairs[rng.choice(6, 2, replace=False)] = float(rng.normal())
    yield pairs, {"top_p": 0.5}
    tail = np.concatenate([logits, logits.max() - np.array([45.0, 60.0])])
    yield rng.permutation(tail), {"top_p": 1}
    yield rng.permutation(tail), {"top_p": 1.0, "temperature": 0.8}
    wide = np.full(300, logits.min())
    wide[:40] = logits.max()
    yield rng.permutation(wide), {"top_p": 0.5 * 40 / distribution_mass(wide, 40)}


def distribution_mass(logits: Any, count: int) -> float:
    """Half a token less than all of the *count* largest would need, so that a stable order decides who is in."""
    return float(count / sum(sorted(distribution(logits), reverse=True)[:count])) * count / (count - 1)


def _at_least(rng: Rng) -> Iterator[tuple[Any, Settings]]:
    logits = spread(rng, 8)
    chances = np.sort(distribution(logits))[::-1]
    for kept in (2, 4):
        ratio = chances[kept - 1] / chances[0]
        yield logits, {"min_p": float(0.99 * ratio)}
        yield logits, {"min_p": float(1.01 * ratio)}
    tied = logits.copy()
    order = np.argsort(-logits)
    tied[order[2]] = tied[order[0]]
    yield tied, {"min_p": 1.0}
    yield tied, {"min_p": 1.0, "temperature": 0.35}
    yield logits, {"min_p": 0.0}
    yield logits, {"temperature": 2.5, "min_p": float(0.99 * (chances[3] / chances[0]) ** 0.4)}


def _together(rng: Rng) -> Iterator[tuple[Any, Settings]]:
    logits = spread(rng, 10)
    order = np.argsort(-logits).tolist()
    # Of the four largest the likeliest two reach p only among themselves: over all tokens three are needed.
    for k in (3, 4):
        own = np.sort(distribution(logits, top_k=k))[::-1]
        yield logits, {"top_k": k, "top_p": float(own[:2].sum() - 0.02 * own[1])}
    chances = np.sort(distribution(logits))[::-1]
    # Top-p first leaves three, of which min-p keeps three; the other way round top-p would keep two of three.
    two_of_three = chances[:2].sum() / chances[:3].sum()
    yield (
        logits,
        {
            "top_p": float(chances[:2].sum() + 0.1 * (two_of_three - chances[:2].sum())),
            "min_p": float(0.98 * chances[2] / chances[0]),
        },
    )
    # The temperature bends before top-p and min-p look.
    bent = np.sort(distribution(logits, temperature=2.0))[::-1]
    yield logits, {"temperature": 2.0, "top_p": float(bent[:3].sum() - 0.02 * bent[2])}
    cold = np.sort(distribution(logits, temperature=0.5))[::-1]
    yield logits, {"temperature": 0.5, "top_p": float(cold[:2].sum() - 0.02 * cold[1])}
    # The penalty changes who is among the largest.
    yield logits, {"seen": order[:2], "penalty": 9.0, "top_k": 3}
    settings: Settings = {"seen": [order[0], order[-1]], "penalty": 1.3, "temperature": 1.4, "top_k": 6}
    left = np.sort(distribution(logits, **settings))[::-1]
    yield logits, {**settings, "top_p": float(left[:4].sum() - 0.3 * left[3]), "min_p": float(0.97 * left[2] / left[0])}


CASES = {
    "penalty and temperature": _bent,
    "top-k": _largest,
    "top-p": _reaching,
    "min-p": _at_least,
    "all steps in their order": _together,
}


def shares(rng: Rng, count: int, without: Sequence[int] = ()) -> list[float]:
    """A distribution over *count* tokens, far from even, with 0 for those *without*."""
    drawn = rng.permutation(1.5 ** np.arange(count)) * rng.uniform(0.8, 1.2, count)
    drawn[list(without)] = 0
    return [float(value) for value in drawn / drawn.sum()]


def acceptance(target: Sequence[float], draft: Sequence[float]) -> tuple[list[float], list[float], float]:
    """accept, instead and rate."""
    agreed = np.minimum(target, draft)
    accept = [float(both / share) if share else 1.0 for both, share in zip(agreed, draft, strict=True)]
    rate = math.fsum(agreed)
    missing = np.asarray(target) - agreed
    instead = list(target) if list(target) == list(draft) else [float(part) / math.fsum(missing) for part in missing]
    return accept, instead, rate


def pairs(rng: Rng) -> Iterator[tuple[list[float], list[float]]]:
    """Targets and drafts: unlike, equal, with zeros on either side, without anything in common."""
    for count in (2, 5, 12):
        yield shares(rng, count), shares(rng, count)
    one = shares(rng, 4, without=[1])
    yield one, list(one)
    yield shares(rng, 5, without=[0, 3]), shares(rng, 5, without=[3, 4])
    yield shares(rng, 4, without=[0, 1]), shares(rng, 4, without=[2, 3])
    yield shares(rng, 6), [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    yield [0.7, 0.2, 0.1], [0.7, 0.2, 0.1]  # as floats they add up to a little less than 1
    yield [0.5, 0.3, 0.2], [0.500001, 0.299999, 0.2]  # nearly equal is not equal


@dataclass
class Speaking:
    """Two models that look back two tokens, and what is asked of them."""

    target: list[list[list[float]]]
    draft: list[list[list[float]]]
    prompt: list[int]
    length: int
    ahead: int
    told: str


SPECULATING = {
    "one round": 2,
    "several rounds": 3,
    "tokens that one of the models never says": 1,
    "two models that agree": 1,
    "a longer prompt": 1,
}


def _table(rng: Rng, count: int, without: Sequence[int] = ()) -> list[list[list[float]]]:
    return [[shares(rng, count, without) for _ in range(count)] for _ in range(count)]


def speculating_cases(rng: Rng, title: str) -> Iterator[Speaking]:
    """The cases of one part of the tests."""

    def case(
        count: int, length: int, ahead: int, prompt: Sequence[int] = (), same: bool = False, zeros: bool = False
    ) -> Speaking:
        target = _table(rng, count, [0] if zeros else [])
        draft = target if same else _table(rng, count, [1] if zeros else [])
        own = [int(token) for token in prompt] or rng.integers(0, count, 2).tolist()
        told = f"{count} words, prompt {own}, length={length}, ahead={ahead}"
        return Speaking(target, draft, own, length, ahead, told)

    if title == "one round":
        yield case(4, 1, 1)
        yield case(3, 1, 3)
    elif title == "several rounds":
        yield case(3, 2, 2)
        yield case(2, 5, 2)
        yield case(3, 3, 1)
        yield case(2, 4, 3)
    elif title.startswith("tokens"):
        yield case(3, 3, 2, zeros=True)
    elif title.startswith("two models"):
        yield case(3, 3, 2, same=True)
    else:
        order = rng.permutation(3)  # another pair of tokens at the end than at the beginning
        yield case(3, 2, 2, prompt=[*order, *order[::-1]])


def _round(case: Speaking, before: tuple[int, int], place: int = 0) -> Iterator[tuple[float, list[int], int]]:
    """Each way that a round can go from *place* on: its chance, the new tokens, and how many of them were accepted."""
    own = case.target[before[0]][before[1]]
    if place == case.ahead:
        for token, chance in enumerate(own):
            yield chance, [token], 0
        return
    accept, instead, rate = acceptance(own, case.draft[before[0]][before[1]])
    for token, share in enumerate(case.draft[before[0]][before[1]]):
        if share * accept[token] > 0:
            for chance, rest, taken in _round(case, (before[1], token), place + 1):
                yield share * accept[token] * chance, [token, *rest], taken + 1
    for token, chance in enumerate(instead):
        if rate < 1 - 1e-12:
            yield (1 - rate) * chance, [token], 0


def expected_counts(case: Speaking) -> tuple[float, float]:
    """The means of rounds and of accepted tokens."""
    known: dict[tuple[tuple[int, int], int], tuple[float, float]] = {}

    def left(before: tuple[int, int], missing: int) -> tuple[float, float]:
        if missing <= 0:
            return 0.0, 0.0
        if (before, missing) not in known:
            rounds, accepted = 1.0, 0.0
            for chance, tokens, taken in _round(case, before):
                last = [*before, *tokens][-2:]
                more = left((last[0], last[1]), missing - len(tokens))
                rounds += chance * more[0]
                accepted += chance * (taken + more[1])
            known[before, missing] = rounds, accepted
        return known[before, missing]

    return left((case.prompt[-2], case.prompt[-1]), case.length)
