"""Whether answers of the lesson on explanations have their form and the numbers that are expected of them.

Nothing here computes an explanation: what an exercise expects comes with the call. Where luck is in it, six standard errors are let
pass, which a sound answer leaves once in 10⁸ runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import explain_watch as watch
from workbook.check.failure import UNWRITTEN, Failure

Floats = NDArray[np.float64]
Answer = Callable[..., Any]
Seen = Mapping[str, Any]
ERRORS = 6.0
"""How many standard errors luck may do."""
MOST_ROWS = 100_000
EXAMPLE = {
    "classes": [[[1, "product", [0, 1]], [2, "sum", [2]]]], "centre": [0, 0, 0], "unit": [1, 1, 1], "single": True,
}  # fmt: skip
"""The example of the text: a·b + 2c."""
EXAMPLE_X, EXAMPLE_ROWS = np.array([3.0, 2.0, 5.0]), np.array([[1.0, 0.0, 4.0], [3.0, 2.0, 2.0]])


def _sound(seen: Seen, name: str, what: str) -> None:
    """Fail if the answer isn't written, raised an error, changed its arguments or used a generator of the whole process."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{name} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{name}, {what}: an error", "a result", seen["error"])
    if not seen["kept"]:
        raise Failure(f"{name}, {what}", "arguments that stay as they were", "an array that was changed in place")
    if not seen["global"]:
        raise Failure(f"{name}, {what}", "all chance from rng", "a generator of the whole process was used or seeded")


def _list(values: Sequence[float] | Floats) -> str:
    return "[" + ", ".join(f"{float(value):.6g}" for value in values) + "]"


def _near(got: Sequence[float], expected: Sequence[float], slack: float) -> bool:
    return len(got) == len(expected) and bool(np.all(np.abs(np.subtract(got, expected)) <= slack))


def set_values(answer: Answer, cases: Sequence[tuple[watch.Model, Any, Any, Sequence[int], float, str]]) -> None:
    """Fail unless the value of each set is the one expected: cases of model, x, background, set, value, and what it is called."""
    calls: list[Any] = [(model, [x, background], [list(chosen)]) for model, x, background, chosen, _, _ in cases]
    for seen, (_, x, background, chosen, expected, kind) in zip(watch.on_tables(answer, calls), cases, strict=False):
        what = f"{kind}, chosen={list(chosen)}"
        _sound(seen, "set_value", what)
        given = f" (x {_list(x)}, background {np.asarray(background).tolist()})" if np.size(background) < 7 else ""
        if seen["number"] is None:
            raise Failure(f"set_value, {what}", "a number", seen["came"])
        if not abs(seen["number"] - expected) <= 1e-8 * (1 + abs(expected)):
            raise Failure(
                f"set_value, {what}{given}", f"{expected:.8g}", f"{seen['number']:.8g}",
                "whose values stand in the chosen columns, and whose in the others; the mean of predictions, not the prediction of a mean",
            )  # fmt: skip


def _explained(seen: Seen, name: str, what: str, count: int) -> tuple[float, list[float]]:
    """The pair (base, values) that was seen; fail unless it is one, with *count* finite values."""
    _sound(seen, name, what)
    pair = seen["pair"]
    if pair is None or len(pair["rest"]) != count:
        raise Failure(
            f"{name}, {what}", f"a pair (base, values): a number and {count} number{'s' * (count > 1)}", seen["came"]
        )
    if not np.isfinite([pair["first"], *pair["rest"]]).all():
        raise Failure(f"{name}, {what}", "finite numbers", seen["came"])
    return pair["first"], pair["rest"]


def shapley(answer: Answer, cases: Sequence[tuple[watch.Model, Any, Any, float, Sequence[float], str]]) -> None:
    """Fail unless each start and its exact Shapley values are those expected: cases of model, x, background, base, values, and their name."""
    calls: list[Any] = [(model, [x, background], []) for model, x, background, _, _, _ in cases]
    for seen, (_, _, _, base, expected, kind) in zip(watch.on_tables(answer, calls, MOST_ROWS), cases, strict=False):
        got_base, got = _explained(seen, "shapley_values", kind, len(expected))
        slack = 1e-7 * (1 + abs(base) + float(np.abs(expected).sum()))
        if not abs(got_base - base) <= slack:
            raise Failure(
                f"shapley_values, {kind}: base", f"{base:.8g}", f"{got_base:.8g}",
                "the mean prediction over the background rows, before any feature is known",
            )  # fmt: skip
        if not _near(got, expected, slack):
            total = sum(got)
            off = abs(total - sum(expected)) > slack
            told = f", whose sum is {total:.6g} and not {sum(expected):.6g}" if off else ""
            raise Failure(
                f"shapley_values, {kind}: values", _list(expected), _list(got) + told,
                "the mean over all orders of the features: how many orders have just this set before the feature?",
            )  # fmt: skip


def weights(answer: Answer, cases: Mapping[int, Sequence[float]]) -> None:
    """Fail unless kernel_weights(d) is what is expected for each d."""
    for seen, (d, expected) in zip(watch.plainly(answer, [[d] for d in cases]), cases.items(), strict=False):
        what = f"d = {d}"
        _sound(seen, "kernel_weights", what)
        if seen["values"] is None or len(seen["values"]) != len(expected):
            sizes = f"sets of 1 to {d - 1} features" if d > 2 else "sets of 1 feature"
            raise Failure(f"kernel_weights, {what}", f"{len(expected)} numbers: {sizes}", seen["came"])
        if not np.allclose(seen["values"], expected, rtol=1e-9, atol=0):
            raise Failure(
                f"kernel_weights, {what}", _list(expected), _list(seen["values"]), "the weight of one set of each size"
            )


def fits(answer: Answer, cases: Sequence[tuple[Any, Any, Any, float, float, Sequence[float]]], kind: str) -> None:
    """Fail unless fit_sets finds the values expected: cases of sets, values, weights, base, full, and the values φ."""
    calls: list[Any] = [list(case[:5]) for case in cases]
    for seen, (sets, _, given, base, full, expected) in zip(watch.plainly(answer, calls), cases, strict=False):
        what = f"fit_sets, {kind}, {len(sets)} sets of {len(expected)} features, weights from {min(given):.2g} to {max(given):.2g}"
        _sound(seen, "fit_sets", what.removeprefix("fit_sets, "))
        got = seen["values"]
        if got is None or len(got) != len(expected):
            raise Failure(what, f"{len(expected)} numbers", seen["came"])
        slack = 1e-7 * (1 + float(np.abs(expected).sum()))
        if not abs(sum(got) - (full - base)) <= slack:
            raise Failure(f"{what}: the sum of the values", f"full - base = {full - base:.8g}", f"{sum(got):.8g}")
        if not _near(got, expected, slack):
            raise Failure(
                f"{what}: values", _list(expected), _list(got),
                "the weights; the base; the sum must hold while the error is made small, not afterwards",
            )  # fmt: skip


def sampled(
    answer: Answer, model: watch.Model, x: Floats, background: Floats, draws: int, seeds: list[int],
    base: float, total: float, kind: str,
) -> list[list[float]]:  # fmt: skip
    """The values of each run; fail unless each has its form, its start *base* and the sum *total*."""
    return [run["pair"]["rest"] for run in runs(answer, model, x, background, draws, seeds, base, total, kind)]


def runs(
    answer: Answer, model: watch.Model, x: Floats, background: Floats, draws: int, seeds: list[int],
    base: float, total: float, kind: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """The same, with all that was seen of each run."""
    seen_runs = watch.by_seeds(answer, model, x, background, draws, seeds)
    slack = 1e-7 * (10 + abs(base) + abs(total))
    for seen in seen_runs:
        got_base, got = _explained(seen, "kernel_shap", kind, len(x))
        if not abs(got_base - base) <= slack:
            raise Failure(f"kernel_shap, {kind}: base", f"{base:.8g}", f"{got_base:.8g}")
        if not abs(sum(got) - total) <= slack:
            raise Failure(f"kernel_shap, {kind}: the sum of the values", f"{total:.8g}", f"{sum(got):.8g}")
    return seen_runs


def drawn_sets(seen: Seen, x: Floats, background: Floats, draws: int, kind: str) -> Floats:
    """The sets that were drawn, a row of 0 and 1 each, from the rows that predict was asked for; fail unless they are as many as they should be.

    x differs from the background everywhere.
    """
    there = (seen["rows"] == x).astype(float)
    m, d = len(background), len(x)
    what = f"kernel_shap, {kind}: rows that predict was asked for"
    expected = (draws + 2) * m
    if len(there) != expected:
        raise Failure(
            what, f"{expected}: the values of {draws} draws and of two sets more, of {m} background rows each", str(len(there))
        )  # fmt: skip
    sets, times = np.unique(there, axis=0, return_counts=True)
    size = sets.sum(axis=1)
    if np.any(times % m):
        raise Failure(what, f"each set with all {m} background rows", "a set with some of them")
    times = times // m
    for end, told in ((0, "the empty set"), (d, "the full set")):
        if times[size == end].tolist() != [1]:
            raise Failure(
                what, f"{told} once", f"{int(times[size == end].sum())} times: draws have 1 to {d - 1} features"
            )
    inner = (size > 0) & (size < d)
    return np.repeat(sets[inner], times[inner], axis=0)


def even_draws(sets: Floats, shares: Sequence[float], kind: str) -> None:
    """Fail unless sets of 1, 2, ... features came in these *shares*, and every set of a size as often as the others."""
    n, d = sets.shape
    sizes = sets.sum(axis=1)
    what = f"kernel_shap, {kind}: of {n} draws over several seeds"

    def held(got: float, part: float, told: str) -> None:
        if abs(got - part) > ERRORS * math.sqrt(part * (1 - part) / n):
            raise Failure(f"{what}, those with {told}", f"about {100 * part:.1f} in 100", f"{100 * got:.1f} in 100")

    count = np.bincount(sizes.astype(int), minlength=d)[1:d]
    off = float((np.square(count - n * np.array(shares)) / (n * np.array(shares))).sum())
    if off > stats.chi2.isf(1e-8, d - 2):
        raise Failure(
            f"{what}, how many have 1, 2, ... features", _list(np.round(n * np.array(shares))), _list(count.astype(float)), "the chance of each size"
        )  # fmt: skip
    both = sum(share * size * (size - 1) for size, share in enumerate(shares, start=1)) / (d * (d - 1))
    for i in range(d):
        held(float(sets[:, i].mean()), 0.5, f"feature {i}")
        for j in range(i):
            held(float((sets[:, i] * sets[:, j]).mean()), both, f"the features {j} and {i}")


def _complements(sets: Floats) -> int:
    """How many pairs of rows have no feature together, and every feature between them."""
    size = sets.sum(axis=1)
    return int(np.triu((sets @ sets.T == 0) & (size[:, None] + size == sets.shape[1]), 1).sum())


def each_for_itself(runs_of_sets: Sequence[Floats], shares: Sequence[float], kind: str) -> None:
    """Fail if sizes come in fixed numbers, or sets together with their complements: neither happens if each is drawn for itself."""
    n, d = runs_of_sets[0].shape
    what = f"kernel_shap, {kind}, {len(runs_of_sets)} seeds"
    counts = np.array([np.bincount(sets.sum(axis=1).astype(int), minlength=d)[1:d] for sets in runs_of_sets])
    for size, share in enumerate(shares, start=1):
        usual = n * share * (1 - share)
        spread = float(np.square(counts[:, size - 1] - n * share).sum())
        if spread < usual * stats.chi2.ppf(1e-9, len(counts)):
            raise Failure(
                f"{what}: mean square by which the number of sets of size {size} differs from {n * share:.1f}",
                f"about {usual:.1f}",
                f"{spread / len(counts):.2f}",
                "the size is drawn anew for each set",
            )
    chance = sum(share**2 / math.comb(d, size) for size, share in enumerate(shares, start=1))
    usual = n * (n - 1) / 2 * chance
    met = float(np.mean([_complements(sets) for sets in runs_of_sets]))
    if abs(met - usual) > n / 4:
        raise Failure(
            f"{what}: pairs of draws of which one has just the features that the other lacks, in the mean of the seeds",
            f"about {usual:.0f}",
            f"{met:.0f}",
            "each set is drawn for itself",
        )


def exactly(made: Sequence[Sequence[float]], expected: Sequence[float], kind: str) -> None:
    """Fail unless all of *made* are *expected*."""
    for got in made:
        if not _near(got, expected, 1e-7 * (1 + float(np.abs(expected).sum()))):
            raise Failure(f"kernel_shap, {kind}: values", _list(expected), _list(got))


def within(made: Sequence[Sequence[float]], exact: Sequence[float], bound: float, kind: str) -> None:
    """Fail unless the root mean square error of *made* against *exact* is at most *bound*."""
    error = math.sqrt(float(np.mean(np.square(np.subtract(made, exact)))))
    if not error <= bound:
        raise Failure(
            f"kernel_shap, {kind}: the root mean square error over {len(made)} seeds", f"at most {bound:.4g}", f"{error:.4g}"
        )  # fmt: skip


def chance(first: Any, again: Any, other: Any, name: str) -> None:
    """Fail unless the same seed gave the same, and another seed something else."""
    if first != again:
        raise Failure(
            f"{name} with generators of the same seed", "the same numbers", "other numbers", "take all chance from rng"
        )
    if first == other:
        raise Failure(f"{name} with generators of two seeds", "other numbers", "the same ones", "draw from rng")


def rows_around(
    answer: Answer, model: watch.Model, x: Floats, scales: Floats, label: int, seed: int, settings: dict[str, Any], kind: str
) -> dict[str, Any]:  # fmt: skip
    """What was seen of one run; fail unless it has its form and asked about as many rows as it should, each once."""
    seen = watch.around_table(answer, model, x, scales, label, seed, settings)
    _explained(seen, "lime_table", kind, len(x))
    draws = settings.get("draws", 1000)
    if len(seen["rows"]) != draws:
        raise Failure(f"lime_table, {kind}: rows that predict was asked for", f"{draws}", f"{len(seen['rows'])}")
    if len(np.unique(seen["rows"], axis=0)) != draws:
        raise Failure(f"lime_table, {kind}: rows that predict was asked for", f"{draws} different ones", "some twice")
    if np.any(np.all(seen["rows"] == x, axis=1)):
        raise Failure(f"lime_table, {kind}: rows that predict was asked for", "rows around x", "x itself among them")
    return dict(seen)


def normal_rows(rows: Floats, x: Floats, scales: Floats, kind: str) -> None:
    """Fail unless *rows* were drawn around *x*, each column from its own normal distribution with the deviation in *scales*."""
    units = (rows - x) / scales
    n, d = units.shape
    what = f"lime_table, {kind}: the rows that predict was asked for"
    for column in range(d):
        middle, spread = float(units[:, column].mean()), float(units[:, column].std())
        if abs(middle) > ERRORS / math.sqrt(n):
            raise Failure(
                f"{what}, column {column}", f"a mean near x's {x[column]:.6g}", f"{rows[:, column].mean():.6g}"
            )
        if abs(spread - 1) > ERRORS / math.sqrt(2 * n):
            raise Failure(
                f"{what}, column {column}", f"a standard deviation near {scales[column]:.6g}", f"{spread * scales[column]:.6g}",
                "each column has its own unit",
            )  # fmt: skip
        for within, part in ((1, 0.682689), (2, 0.954500)):
            share = float((np.abs(units[:, column]) < within).mean())
            if abs(share - part) > ERRORS * math.sqrt(part * (1 - part) / n):
                raise Failure(
                    f"{what}, column {column}", f"{100 * part:.1f} in 100 within {within} standard deviation{'s' * (within > 1)}: normal",
                    f"{100 * share:.1f} in 100",
                )  # fmt: skip
    if d > 1 and np.abs(np.corrcoef(units.T) - np.eye(d)).max() > ERRORS / math.sqrt(n):
        raise Failure(what, "columns that are drawn independently", "columns that move together")


def line(
    seen: Seen, start: float, expected: Sequence[float], slack: Sequence[float], kind: str, look: str = ""
) -> None:
    """Fail unless the local model is *start* and the weights *expected*, each within its own *slack* (start's comes first)."""
    pair = seen["pair"]
    got = [pair["first"], *pair["rest"]]
    wanted = [start, *expected]
    if not np.all(np.abs(np.subtract(got, wanted)) <= slack):
        raise Failure(
            f"lime_table, {kind}", f"start {wanted[0]:.6g}, weights {_list(wanted[1:])}" + _give(slack), f"start {got[0]:.6g}, weights {_list(got[1:])}",
            look or "the column label; distances in standard deviations; the kernel's width; the penalty",
        )  # fmt: skip


def _give(slack: Sequence[float]) -> str:
    return f" (give or take {max(slack):.2g})" if max(slack) > 1e-4 else ""


def texts_around(
    answer: Answer, model: watch.Model, text: str, label: int, seed: int, settings: dict[str, Any], kind: str
) -> dict[str, Any]:  # fmt: skip
    """What was seen of one run; fail unless it gives each word a weight and asked about texts with some words gone."""
    seen = watch.around_text(answer, model, text, label, seed, settings)
    _sound(seen, "lime_text", kind)
    words = sorted(set(text.split()))
    if seen["words"] is None or set(seen["words"]) != set(words):
        raise Failure(f"lime_text, {kind}", f"a dict with a number for each of the words {words}", seen["came"])
    draws = settings.get("draws", 1000)
    if len(seen["texts"]) != draws:
        raise Failure(f"lime_text, {kind}: texts that predict was asked for", f"{draws}", f"{len(seen['texts'])}")
    for asked in seen["texts"]:
        left = set(asked.split())
        if asked != " ".join(word for word in text.split() if word in left):
            raise Failure(
                f"lime_text, {kind}: a text that predict was asked for", f"{text!r} without some of its words, joined by single blanks",
                f"{asked!r}", "a word that stands twice goes or stays at both places; the order stays",
            )  # fmt: skip
        if len(left) == len(words):
            raise Failure(
                f"lime_text, {kind}: a text that predict was asked for", "at least one word gone", "all there"
            )
    return dict(seen)


def even_sizes(texts: Sequence[str], text: str, kind: str) -> None:
    """Fail unless as many texts have 1, 2, ... words gone, and every set of a size is gone as often."""
    words = sorted(set(text.split()))
    d, n = len(words), len(texts)
    left = [set(asked.split()) for asked in texts]
    gone = np.array([[word not in those for word in words] for those in left])

    def held(share: float, part: float, told: str) -> None:
        if abs(share - part) > ERRORS * math.sqrt(part * (1 - part) / n):
            raise Failure(
                f"lime_text, {kind}: {told}", f"about {100 * part:.1f} in 100 texts", f"{100 * share:.1f} in 100"
            )

    for size in range(1, d + 1):
        word = "words" if size > 1 else "word"
        held(float((gone.sum(axis=1) == size).mean()), 1 / d, f"{size} of {d} {word} gone")
    for place, word in enumerate(words):
        held(float(gone[:, place].mean()), (d + 1) / (2 * d), f"{word!r} gone")
    both = (d + 1) / (3 * d)
    for i in range(d):
        for j in range(i):
            held(float((gone[:, i] & gone[:, j]).mean()), both, f"{words[j]!r} and {words[i]!r} gone together")


def word_weights(seen: Seen, expected: Mapping[str, float], slack: float, kind: str) -> None:
    """Fail unless each word's weight is the one *expected*, within *slack*."""
    for word, wanted in expected.items():
        if not abs(seen["words"][word] - wanted) <= slack:
            raise Failure(
                f"lime_text, {kind}: the weight of {word!r}", f"{wanted:.6g}" + _give([slack]), f"{seen['words'][word]:.6g}",
                "the column label; the distance; the kernel's width; the penalty; 1 stands for a word that is there",
            )  # fmt: skip
