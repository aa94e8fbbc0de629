"""Seeds of generated instances: from one number, the same on every machine, and told in every failure."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    import torch

VARIABLE = "WORKBOOK_SEED"


def base() -> int:
    """The run's seed: the environment variable WORKBOOK_SEED, or 0."""
    return int(os.environ.get(VARIABLE, "0"))


def seed(name: str) -> int:
    """A seed of 32 bits for the instances called *name*, from the run's seed."""
    digest = hashlib.sha256(f"{base()}:{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def rng(name: str) -> numpy.random.Generator:
    """A NumPy generator for the instances called *name*."""
    import numpy

    return numpy.random.default_rng(seed(name))


def torch_generator(name: str) -> torch.Generator:
    """A torch generator (CPU) for the instances called *name*."""
    import torch

    return torch.Generator().manual_seed(seed(name))
