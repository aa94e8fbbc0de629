"""Preprocessing: generated dirty tables, verdicts on feature matrices, and what a data loader gives.

A feature matrix is judged column by column and by name, so that a message can say which column went wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from workbook.check.beside import beside
from workbook.check.failure import Failure, show

if TYPE_CHECKING:
    import numpy
    import pandas


def dirty_frame(
    rng: numpy.random.Generator, rows: int, numeric: Sequence[str], categories: dict[str, dict[str, int]]
) -> pandas.DataFrame:
    """A table with *rows* rows: numbers with two decimals in *numeric*, texts in the other columns.

    *categories* tells for each text column how often each text must occur; the rest of the rows takes the first
    text. Nothing is missing: see :func:`with_holes`.
    """
    import numpy
    import pandas

    columns: dict[str, Any] = {}
    for name in numeric:
        values = rng.normal(rng.uniform(-50, 50), rng.uniform(2, 9), rows)
        columns[name] = numpy.round(values, 2)
    for name, counts in categories.items():
        texts = [text for text, count in counts.items() for _ in range(count)]
        texts += [next(iter(counts))] * (rows - len(texts))
        columns[name] = [texts[index] for index in rng.permutation(rows)]
    return pandas.DataFrame(columns)


def with_holes(
    rng: numpy.random.Generator, frame: pandas.DataFrame, columns: Sequence[str], share: float
) -> pandas.DataFrame:
    """A copy of *frame* in which a *share* of each of *columns*, at least one value, is missing."""
    import pandas

    frame = frame.copy()
    for name in columns:
        count = max(1, round(share * len(frame)))
        rows = [int(row) for row in rng.permutation(len(frame))[:count]]
        numbers = pandas.api.types.is_numeric_dtype(frame[name])
        frame[name] = [None if row in rows else value for row, value in enumerate(frame[name].tolist())]
        if numbers:
            frame[name] = frame[name].astype("float64")
    return frame


def same_features(
    actual: Any, expected: numpy.ndarray, names: Sequence[str], kind: str, *, function: str = "transform"
) -> None:
    """Fail unless *actual* is the float32 array *expected*; say in which named column it differs, and how.

    *kind* names the instance: "a category that training never saw", say; *function* what was called.
    """
    import numpy

    what = f"{function}, {kind}"
    if type(actual) is not numpy.ndarray:
        raise Failure(what, "a NumPy array", show(actual), "to_numpy() makes one of a data frame")
    if actual.dtype != numpy.float32:
        raise Failure(what, "dtype float32", f"dtype {actual.dtype}", ".astype('float32') at the end")
    if actual.shape != expected.shape:
        raise Failure(what, f"shape {expected.shape}", f"shape {actual.shape}", "which columns training fixed")
    for position, name in enumerate(names):
        came, wanted = actual[:, position], expected[:, position]
        if not numpy.isfinite(came).all():
            raise Failure(f"{what}: column {name!r}", "finite numbers", "NaN or infinity", "missing values, a std of 0")
        if not numpy.allclose(came, wanted, rtol=1e-4, atol=1e-4):
            row = int(numpy.argmax(~numpy.isclose(came, wanted, rtol=1e-4, atol=1e-4)))
            raise Failure(f"{what}: column {name!r}, row {row}", f"{wanted[row]:.4f}", f"{came[row]:.4f}")


@beside
def epochs(make_loader: Callable[..., Any], args: list[Any], *, count: int = 1, global_seed: int = 0) -> dict[str, Any]:
    """Make a loader and run through it *count* times: ``{"epochs": lists of batches, "state_kept": bool}``.

    torch's global seed is set to *global_seed* before the loader is made and again before it runs; ``state_kept`` tells
    whether the loader left torch's global random state as it was. The state from before the call is restored.
    """
    import torch

    before = torch.get_rng_state()
    try:
        torch.manual_seed(global_seed)
        loader = make_loader(*args)
        torch.manual_seed(global_seed)
        start = torch.get_rng_state()
        seen = [list(loader) for _ in range(count)]
        return {"epochs": seen, "state_kept": bool(torch.equal(start, torch.get_rng_state()))}
    finally:
        torch.set_rng_state(before)


def labels_of(batches: Any, what: str) -> list[int]:
    """The labels of all *batches*, in order; fails if a batch is not a dict of tensors with ``labels``."""
    import torch

    found: list[int] = []
    for batch in batches:
        if type(batch) is not dict or type(batch.get("labels")) is not torch.Tensor:
            raise Failure(what, "batches that are dicts with a tensor 'labels'", show(batch), "collate_fn")
        found += batch["labels"].tolist()
    return found
