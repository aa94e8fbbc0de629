"""Whether answers of the lesson on recommendation have their form and agree with what a test expects. Nothing here computes an answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import recommend_watch as watch
from workbook import check
from workbook.check.failure import Failure, show

Floats = NDArray[np.float64]


def unchanged(function: Callable[..., Any], arguments: tuple[Any, ...], names: Sequence[str]) -> None:
    """Fail if a call changes one of its *arguments*, called *names*."""
    for name, same in zip(names, watch.kept(function, arguments), strict=True):
        check.that(same, f"the call changes {name}: work on a copy")


def table(got: Any, expected: Mapping[str, Mapping[str, float]], told: str) -> None:
    """Fail unless *got* holds the expected similarities, entry by entry."""
    check.equal(sorted(_keys(got, told)), sorted(expected), f"the articles of {told}")
    for one, near in expected.items():
        inner = _keys(got[one], f"{told}, at {one!r}")
        check.equal(
            sorted(inner),
            sorted(near),
            f"{told}: those read together with {one!r}",
            look="the article itself is none of them",
        )
        for other, value in near.items():
            check.close(got[one][other], value, f"{told}: similarity of {one!r} and {other!r}", rtol=1e-7, atol=1e-9)


def _keys(got: Any, told: str) -> list[str]:
    if not isinstance(got, dict):
        raise Failure(told, "a dict", show(got))
    return [str(key) for key in got]


def shown(
    recommend: Callable[..., Any], call: tuple[Any, ...], expected: list[str], told: str = ""
) -> None:  # fmt: skip
    """Fail unless *recommend* lists what is expected, and say of which kind the first article is that shouldn't be there."""
    reads, catalogue, reader, k, shrink = call
    mine = sorted({article for one, article in reads if one == reader})
    got = recommend(list(reads), list(catalogue), reader, k, shrink)
    what = f"{told}recommend for {reader!r}, who has read {', '.join(mine) or 'nothing'}; k = {k}, shrink = {shrink}"
    if got == expected and type(got) is list:
        return
    if not isinstance(got, list):
        raise Failure(what, "a list of articles", show(got))
    raise Failure(what, show(expected), show(got), _look(got, reads, catalogue, mine, expected))


def _look(got: list[Any], reads: Any, catalogue: list[str], mine: Collection[str], expected: list[str]) -> str:
    if any(one in mine for one in got):
        return "what the reader has read already"
    if any(one not in catalogue for one in got):
        return "what isn't in the catalogue any more"
    read = {article for _, article in reads}
    if len(got) != len(expected):
        return "how many there are to show: the list is filled up as far as the catalogue goes"
    if [one for one in got if one not in read] != [one for one in expected if one not in read]:
        return "the place for an article that nobody has read"
    if set(got) == set(expected):
        return "the order: score, then number of readers, then the catalogue's order; repeated reads count once"
    return "which articles score highest: similarities to all that the reader has read, added up; repeated reads count once"


def factors(got: Any, shape: tuple[int, int], what: str) -> Floats:
    """The array *got*; fail unless it has the *shape* and finite numbers."""
    if not isinstance(got, np.ndarray):
        raise Failure(what, f"an array of shape {shape}", show(got))
    if got.shape != shape:
        raise Failure(what, f"an array of shape {shape}", f"shape {got.shape}", "a row for each row of counts")
    numbers = np.asarray(got, dtype=float)
    if not np.isfinite(numbers).all():
        raise Failure(what, "finite numbers", "NaN or infinity", "readers without reads; start values")
    return numbers


def half(got: Any, expected: Floats, call: tuple[Any, ...]) -> None:
    """Fail unless the half-step *got* agrees with *expected*, row by row."""
    counts, fixed, alpha, weight = call
    what = f"half_step for counts of shape {counts.shape} and {fixed.shape[1]} factors, alpha = {alpha:g}, weight = {weight:g}"
    came = factors(got, expected.shape, what)
    for row, (one, other) in enumerate(zip(came, expected, strict=True)):
        if not np.allclose(one, other, rtol=1e-5, atol=1e-7):
            told = "without reads" if not counts[row].any() else f"with counts {np.round(counts[row], 2).tolist()}"
            raise Failure(
                f"{what}: row {row}, {told}", _numbers(other), _numbers(one), "each row has confidences of its own"
            )


def _numbers(values: Floats) -> str:
    return "[" + ", ".join(f"{value:.5f}" for value in values) + "]"


def fitted(seen: Mapping[str, Any], readers: int, articles: int, d: int, what: str) -> tuple[Floats, Floats]:
    """The two arrays of a fit that was watched; fail if it changed what it may not."""
    if len(seen["came"]) != 2:
        raise Failure(what, "a pair of arrays (readers' factors, articles' factors)", show(seen["came"]))
    check.that(seen["kept"], f"{what}: the call changes counts")
    check.that(seen["alone"], f"{what}: NumPy's shared generator was used; all chance comes from rng")
    first, second = seen["came"]
    return factors(first, (readers, d), f"{what}: readers' factors"), factors(
        second, (articles, d), f"{what}: articles' factors"
    )


def settled(came: Floats, best: Floats, what: str) -> None:
    """Fail unless the predictions of the last half-step are those of the exact one."""
    if not np.allclose(came, best, rtol=1e-4, atol=1e-6):
        far = float(np.abs(came - best).max())
        raise Failure(
            f"{what}: the articles' factors aren't the best for the readers' factors returned",
            "predictions that differ by less than 0.000001", f"a difference of {far:.4g}", "a round ends with the articles",
        )  # fmt: skip


def low(objective: float, most: float, what: str) -> None:
    """Fail if the *objective* lies above *most*."""
    if not objective <= most:
        raise Failure(
            f"{what}: the objective", f"at most {most:.4f}", f"{objective:.4f}", "the number of rounds; the start"
        )


def parted(got: Any, train: list[Any], test: Mapping[str, set[str]], told: str) -> None:
    """Fail unless *got* is (train, test) as expected."""
    if not isinstance(got, tuple | list) or len(got) != 2:
        raise Failure(told, "a pair (train, test)", show(got))
    rows, later = got
    if not isinstance(rows, list):
        raise Failure(f"{told}: train", "a list of reads", show(rows))
    came = [tuple(row) for row in rows]
    for row in came:
        if row not in train:
            raise Failure(f"{told}: train", "reads before the cut only", f"{row}")
    for row in train:
        if row not in came:
            raise Failure(f"{told}: train", f"{row} in it", "it is missing")
    check.equal(len(came), len(train), f"{told}: how many reads train has", look="the same read may stand there twice")
    check.that(came == train, f"{told}: train isn't in the order of reads")
    if not isinstance(later, dict):
        raise Failure(f"{told}: test", "a dict", show(later))
    for reader in test:
        check.equal(
            later.get(reader, "nothing"),
            test[reader],
            f"{told}: test of {reader!r}",
            look="the cut itself; what was read before; repeated reads",
        )
    check.equal(sorted(map(str, later)), sorted(test), f"{told}: readers in test")


def judged(
    judge: Callable[..., Any], call: tuple[Any, ...], expected: Mapping[str, Any], told: str, only: Sequence[str] = ()
) -> None:
    """Fail unless *judge* gives the expected measures (those in *only*, or all)."""
    scores, test, k, catalogue = call
    own = (
        {reader: dict(given) for reader, given in scores.items()},
        {reader: set(wanted) for reader, wanted in test.items()},
    )
    got = judge(*own, k, list(catalogue))
    if not isinstance(got, dict):
        raise Failure(told, "a dict", show(got))
    check.equal(sorted(map(str, got)), sorted(expected), f"{told}: the keys")
    for name in only or expected:
        if expected[name] is None:
            check.that(got[name] is None, f"{told}: {name} is None where no reader is judged")
        else:
            check.close(got[name], expected[name], f"{told}: {name}", rtol=1e-6, atol=1e-9, look=LOOK[name])


LOOK = {
    "readers": "those with at least one article in test",
    "recall": "ties; whom the mean is over; all test articles of a reader stand below the line",
    "ndcg": "ties; 1/log2(rank + 1); an ideal list has min(k, test articles) hits",
    "mrr": "ties; the first hit within k, else 0",
    "coverage": "the lists of all readers in scores; ties by name at the end; the catalogue stands below the line",
}
