"""What the tests of the lesson on answering compare, and in which words a difference is told. What is expected comes with the call."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor

import answer_desk as desk
import answer_trials as trials
from workbook.check.failure import UNWRITTEN, Failure, show

EXACT = 1e-9
"""In 64-bit numbers two ways to sum a few hundred products differ by less than 1e-12."""


def same(actual: Any, expected: Tensor, what: str, look: str = "") -> None:
    """Fail unless *actual* is a 64-bit tensor of *expected*'s shape, and each of its numbers within EXACT."""
    if not isinstance(actual, Tensor):
        raise Failure(what, f"a tensor of shape {tuple(expected.shape)}", show(actual), look)
    if actual.shape != expected.shape or actual.dtype != expected.dtype:
        wanted, came = (
            f"shape {tuple(one.shape)}, {str(one.dtype).removeprefix('torch.')}" for one in (expected, actual)
        )
        raise Failure(what, wanted, came, look)
    apart = (actual - expected).abs()
    wrong = ~(apart <= EXACT * (1 + expected.abs()))
    if bool(wrong.any()):
        place = tuple(int(index) for index in wrong.nonzero()[0])
        told = f"{what}, at {list(place)} ({int(wrong.sum())} of {wrong.numel()} numbers differ)"
        raise Failure(told, f"{float(expected[place]):.10g}", f"{float(actual[place]):.10g}", look)


def returned(function: Any, args: tuple[Any, ...], settings: dict[str, Any], what: str, new: bool = False) -> Any:
    """What *function* returns; fail if it raises an error, changes what it was given, or, where it must be *new*, returns that."""
    seen = trials.called(function, args, settings)
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what}: it isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a result", seen["error"])
    if seen["changed"]:
        raise Failure(
            f"{what} changed what it was given",
            "arguments as they were",
            "another value in one of them",
            "steps in place; work on a copy",
        )
    if new and seen["shared"]:
        raise Failure(what, "a new tensor", "one that lies where an argument lies", "a copy, in every case")
    return seen["result"]


def turned(rotate: Any, args: tuple[Any, ...], settings: dict[str, Any], expected: Tensor, what: str) -> None:
    """Fail unless rotate gives *expected*, and leaves its arguments alone."""
    look = "which columns make a pair, its speed, the position of each row"
    same(returned(rotate, args, settings, what, new=True), expected, what, look)


def drawn_from(distribution: Any, logits: Any, settings: dict[str, Any], expected: Sequence[float]) -> None:
    """Fail unless the distribution from *logits* under *settings* is *expected*."""
    shown = ", ".join(f"{value:.4g}" for value in logits[:8]) + (", …" if len(logits) > 8 else "")
    told = ", ".join(f"{name}={_short(value)}" for name, value in settings.items())
    what = f"distribution([{shown}]{', ' if told else ''}{told})"
    probabilities(returned(distribution, (logits,), settings, what), expected, what)


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else show(value)


def accepts(
    acceptance: Any,
    target: list[float],
    draft: list[float],
    accept: Sequence[float],
    instead: Sequence[float],
    rate: float,
) -> None:
    """Fail unless acceptance gives these three for *target* and *draft*."""
    shown = (", ".join(f"{value:.4g}" for value in one) for one in (target, draft))
    what = "acceptance([{}], [{}])".format(*shown)
    result = returned(acceptance, (target, draft), {}, what)
    if not isinstance(result, dict) or set(result) != {"accept", "instead", "rate"}:
        raise Failure(what, "a dict with the keys 'accept', 'instead' and 'rate'", show(result))
    probabilities(result["accept"], accept, f"{what}: accept", "min(1, target / draft)")
    near(result["instead"], instead, f"{what}: instead")
    near([result["rate"]], [rate], f"{what}: rate")


def near(actual: Any, expected: Sequence[float], what: str) -> None:
    """Fail unless *actual* is a row of numbers, each within EXACT of *expected*."""
    try:
        got = np.asarray(actual, dtype=float)
    except (TypeError, ValueError):
        raise Failure(what, f"{len(expected)} numbers", show(actual)) from None
    if got.shape != (len(expected),):
        raise Failure(what, f"{len(expected)} numbers", f"shape {got.shape}: {show(actual)}")
    if not bool((abs(got - np.asarray(expected)) <= EXACT).all()):
        wanted, came = (", ".join(f"{value:.6g}" for value in one) for one in (expected, got.tolist()))
        raise Failure(what, wanted, came)


def call(seen: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    """What was seen of one call; fail if it raised an error or changed what it was given."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(
            f"{what} raised an error",
            "a pair (out, cache)",
            f"{seen['error']} (it returned: {seen['came'] or 'nothing'})",
        )
    if seen["changed"]:
        raise Failure(
            f"{what} changed what it was given",
            f"{seen['changed']} as it was",
            "other numbers",
            "steps in place, such as += and item assignment",
        )
    return seen


def cached(seen: Mapping[str, Any], shape: Sequence[int], what: str) -> None:
    """Fail unless the cache's keys and values are tensors of *shape*."""
    for name in ("keys", "values"):
        got = seen[name]
        if tuple(got.shape) != tuple(shape):
            raise Failure(
                f'{what}: cache["{name}"]',
                f"shape {tuple(shape)}",
                f"shape {tuple(got.shape)}",
                "each token is in the cache once; heads of the cache are kv_heads",
            )


def stored(seen: Mapping[str, Any], keys: Tensor, values: Tensor, padding: Tensor, what: str) -> None:
    """Fail unless the cache holds *keys* and *values* wherever no padding is."""
    real = np.arange(keys.shape[2]) >= padding.numpy()[:, None]
    for name, expected in (("keys", keys), ("values", values)):
        for row in range(len(keys)):
            same(
                seen[name][row][:, real[row]],
                expected[row][:, real[row]],
                f'{what}: cache["{name}"] of row {row}',
                "keys are turned, values aren't",
            )


def probabilities(actual: Any, expected: Sequence[float], what: str, look: str = "") -> None:
    """Fail unless *actual* is a row of numbers, each within a billionth of its own size, and 0 where 0 is expected."""
    try:
        got = np.asarray(actual, dtype=float)
    except (TypeError, ValueError):
        raise Failure(what, f"{len(expected)} probabilities", show(actual), look) from None
    if got.shape != (len(expected),):
        came = show(actual) if got.ndim == 0 else f"shape {got.shape}"
        raise Failure(what, f"{len(expected)} probabilities in a row", came, look)
    for token, (one, wanted) in enumerate(zip(got.tolist(), expected, strict=True)):
        if not abs(one - wanted) <= EXACT * wanted:
            told = ", ".join(f"{value:.4g}" for value in got.tolist()[:8])
            raise Failure(
                f"{what}: the probability of token {token}",
                f"{wanted:.6g}",
                f"{one:.6g}; all: [{told}{', …' if len(got) > 8 else ''}]",
                look,
            )


def law_of(table: Sequence[Any], prompt: Sequence[int], length: int) -> dict[tuple[int, ...], float]:
    """The chance of each row of *length* tokens, if each is drawn from *table* by the last two."""
    law: dict[tuple[int, ...], float] = {(): 1.0}
    for _ in range(length):
        longer = {}
        for tokens, chance in law.items():
            first, last = [*prompt, *tokens][-2:]
            for token, share in enumerate(table[first][last]):
                longer[(*tokens, token)] = chance * share
        law = longer
    return law


def spoken(seen: Mapping[str, Any], law: Mapping[tuple[int, ...], float], what: str) -> list[list[Any]]:
    """The ways that were seen; fail unless each has its tokens and its calls, and the chance of each row of tokens is that of *law*."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what}: speculate isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what}: speculate raised an error", "a dict with tokens, rounds and accepted", seen["error"])
    if not seen["kept"]:
        raise Failure(f"{what}: speculate changed the prompt that it was given", "a list as it was", "another one")
    length = len(next(iter(law)))
    found: dict[tuple[int, ...], float] = dict.fromkeys(law, 0.0)
    for weight, tokens, *_, odd in seen["ways"]:
        if len(tokens) != length or tuple(tokens) not in found:
            raise Failure(
                f'{what}: "tokens"',
                f"{length} new tokens of the vocabulary",
                show(tokens),
                "what goes beyond length is cut off; the prompt is not repeated",
            )
        if odd:
            raise Failure(
                f"{what}: the calls",
                "text that begins with the prompt, and ahead drafted tokens in each call of target",
                odd,
            )
        found[tuple(tokens)] += weight
    for row in law:
        if abs(found[row] - law[row]) > EXACT:
            raise Failure(
                f"{what}: the chance that the tokens {list(row)} come out", f"{law[row]:.6f}, as without a draft", f"{found[row]:.6f}",
                "from what a rejected token is replaced; whose distribution belongs to which place; "
                "draft is called after the text and all that is drafted",
            )  # fmt: skip
    return list(seen["ways"])


def counted(ways: Sequence[Sequence[Any]], rounds: float, accepted: float, ahead: int, what: str) -> None:
    """Fail unless rounds are the calls of target, and their mean and that of the accepted tokens are as expected."""
    for _, tokens, told, taken, called, drafted, _ in ways:
        if told != called:
            raise Failure(
                f'{what}: "rounds" where the tokens are {tokens}', f"{called}, so often was target called", f"{told}"
            )
        if drafted != told * ahead:
            raise Failure(f"{what}: calls of draft in {told} rounds", f"{told * ahead}: {ahead} a round", f"{drafted}")
        if not 0 <= taken <= drafted:
            raise Failure(f'{what}: "accepted" of {drafted} drafted tokens', f"0 to {drafted}", f"{taken}")
    mean_rounds = math.fsum(way[0] * way[2] for way in ways)
    mean_accepted = math.fsum(way[0] * way[3] for way in ways)
    look = (
        "accept with chance min(1, target / draft), up to the first rejection, in each round, the last one too; "
        "draft is called after the text and all that is drafted"
    )
    if abs(mean_rounds - rounds) > EXACT * 10:
        raise Failure(f'{what}: the mean of "rounds"', f"{rounds:.6f}", f"{mean_rounds:.6f}", look)
    if abs(mean_accepted - accepted) > EXACT * 10:
        raise Failure(f'{what}: the mean of "accepted"', f"{accepted:.6f}", f"{mean_accepted:.6f}", look)


def scheduled(
    seen: tuple[Sequence[Any], str],
    letters: list[desk.Letter],
    pages: int,
    limit: int,
    most: float,
    what: str,
    page: int = 16,
) -> desk.Run:
    """The run in which *seen* was decided; fail unless memory, order and time are within their bounds."""
    decided, error = seen
    if error.startswith("NotImplementedError"):
        raise Failure("schedule isn't written yet", look=UNWRITTEN)
    if error:
        raise Failure(f"{what}: schedule in step {len(decided) - 1}", "a list of ids", error)
    told = iter(decided)
    run = desk.run(lambda _: next(told, []), letters, pages, page, limit)
    if run.fault:
        raise Failure(
            f"{what}: {run.fault}",
            f"all of {len(letters)} letters answered, with at most {pages} pages in use",
            "the run was stopped",
            'pages at the end of an answer, rounded up for each letter by itself; a page has state["page"] tokens',
        )
    number, times = max(run.overtaken.items(), key=lambda one: one[1])
    if times > limit:
        raise Failure(
            f"{what}: letter {number} was overtaken",
            f"at most {limit} times",
            f"{times} times",
            "several may start in one step, and each of them counts",
        )
    if run.steps > most * run.least:
        raise Failure(
            f"{what}: steps until all are answered",
            f"at most {most:g} × {run.least} = {most * run.least:.0f}",
            f"{run.steps}",
            "whether pages lie idle while a letter waits that would fit",
        )
    return run
