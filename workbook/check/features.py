"""Feature matrices, judged column by column and by name, so that a message can say which column went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbook.check.failure import Failure, show

if TYPE_CHECKING:
    import numpy


def same_features(
    actual: Any,
    expected: numpy.ndarray,
    names: Sequence[str],
    kind: str,
    *,
    function: str = "transform",
    within: float = 1e-4,
) -> None:
    """Fail unless *actual* is the float32 array *expected*; say in which named column it differs, and how.

    *kind* names the instance: "a category that training never saw", say; *function* what was called. A number may be off
    by *within*, and by as large a share of itself.
    """
    import numpy

    what = f"{function}, {kind}"
    if type(actual) is not numpy.ndarray:
        raise Failure(what, "a NumPy array", show(actual), "to_numpy() makes one of a data frame")
    if actual.dtype != numpy.float32:
        raise Failure(what, "dtype float32", f"dtype {actual.dtype}", ".astype('float32') at the end")
    if actual.shape != expected.shape:
        rows = actual.shape[:1] != expected.shape[:1]
        look = "how many rows come back, and how long each is" if rows else "which columns are asked for"
        raise Failure(what, f"shape {expected.shape}", f"shape {actual.shape}", look)
    for position, name in enumerate(names):
        came, wanted = actual[:, position], expected[:, position]
        if not numpy.isfinite(came).all():
            raise Failure(f"{what}: column {name!r}", "finite numbers", "NaN or infinity", "missing values, a std of 0")
        near = numpy.isclose(came, wanted, rtol=within, atol=within)
        if not near.all():
            row = int(numpy.argmin(near))
            digits = next(n for n in (4, 6, 9) if n == 9 or f"{came[row]:.{n}f}" != f"{wanted[row]:.{n}f}")
            told = f"{wanted[row]:.{digits}f}", f"{came[row]:.{digits}f}"
            raise Failure(f"{what}: column {name!r}, row {row}", *told)
