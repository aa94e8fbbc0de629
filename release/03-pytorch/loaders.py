"""What a data loader gives, seen next to the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.check.failure import Failure, show
from workbook.check.observers import beside
from workbook.check.values import MAPPINGS


@beside
def epochs(
    make_loader: Callable[..., Any],
    args: list[Any],
    *,
    count: int = 1,
    global_seed: int = 0,
    between: list[Any] | None = None,
    broken_off: bool = False,
) -> dict[str, Any]:
    """Make a loader and run through it *count* times: lists of batches as "epochs", and two answers.

    ``given_kept`` tells whether the lists in *args* are at each batch what they were before. The global seeds of torch,
    NumPy and Python are set to *global_seed* before the loader is made, and again before each pass; ``state_kept`` tells
    whether making the loader and running through it left torch's global random state as it was. The states from before
    the call are restored. With *between*, a second loader is made of these arguments, and run through before each pass.
    With *broken_off*, another pass ends after its first batch before each pass: the batches in "broken_off".
    """
    import copy
    import random

    import numpy
    import torch

    def begin(seed: int) -> torch.Tensor:
        random.seed(seed)
        numpy.random.seed(seed)
        torch.default_generator.manual_seed(seed)  # torch.manual_seed writes down its stack for three devices
        return torch.get_rng_state()

    given = copy.deepcopy(args)
    before, states = torch.get_rng_state(), (random.getstate(), numpy.random.get_state())
    try:
        start = begin(global_seed)
        loader = make_loader(*args)
        state_kept, given_kept = torch.equal(start, torch.get_rng_state()), args == given
        other = [] if between is None else make_loader(*between)
        seen: list[list[Any]] = []
        broken: list[Any] = []
        for number in range(count):
            list(other)
            if broken_off:
                broken.append(next(iter(loader)))
            start = begin(global_seed + 100 * number)
            seen.append([])
            for batch in loader:
                seen[-1].append(batch)
                given_kept = given_kept and args == given
            state_kept = state_kept and torch.equal(start, torch.get_rng_state())
        kept = {"state_kept": bool(state_kept), "given_kept": bool(given_kept and args == given)}
        return {"epochs": seen, "broken_off": broken, **kept}
    finally:
        torch.set_rng_state(before)
        random.setstate(states[0])
        numpy.random.set_state(states[1])


def labels_of(batches: Any, what: str) -> list[int]:
    """The labels of all *batches*, in order; fails if a batch is not a dict of tensors with ``labels``."""
    import torch

    found: list[int] = []
    for batch in batches:
        if type(batch) not in MAPPINGS or type(batch.get("labels")) is not torch.Tensor:
            raise Failure(what, "batches that are dicts with a tensor 'labels'", show(batch), "collate_fn")
        found += batch["labels"].tolist()
    return found
