"""What a data loader gives, seen next to the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.check.failure import Failure, show
from workbook.check.observers import beside


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
