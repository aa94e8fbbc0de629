"""What a training in a process of its own needs, and nothing that takes long to import."""

from __future__ import annotations

import random
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """*value* with NumPy's texts and numbers as Python's; what is neither text, number, list nor dict becomes None."""
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, bool | int | float | str) else None


def drawing_fit(columns: Any, target: Any) -> list[float]:
    """Weights that depend on each entry, on its place, and on both global generators."""
    first, second = random.random(), float(np.random.rand())
    places = np.arange(1, len(target) + 1) ** 0.5 * (np.asarray(target) + first)
    return [float(weight) + second for weight in places @ np.asarray(columns)]
