"""The credit desk's model, as the supplier of lesson 6 delivered it: it can be asked, and says nothing about itself.

It knows no answer of the lesson: every exercise asks it, or other models, from outside.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["COLUMNS", "LIMIT", "chance"]

COLUMNS = ["age", "income", "rent", "months", "orders", "late", "bills"]
"""Age (years), income and rent (euros a month), months at this address, orders paid in the past, late payments, open bills."""
LIMIT = 0.5
"""Whoever's chance of paying reaches this gets the instalments."""


def chance(applicants: pd.DataFrame) -> NDArray[np.float64]:
    """The chance, from 0 to 1, that each of the *applicants* (a frame with the columns above) pays in full."""
    age, income, rent, months, orders, late, bills = (applicants[name].to_numpy(float) for name in COLUMNS)
    burden = rent / income
    odds = (
        -0.3
        + 0.7 * (income - 2400) / 800
        - 24 * np.clip(burden - 0.41, 0, 0.25)
        + 0.9 * np.clip(months, 0, 24) / 24
        + 0.22 * np.clip(orders, 0, 8)
        - 0.9 * np.clip(orders - 8, 0, None)
        - 0.75 * late
        - 0.6 * bills
        + 0.012 * (age - 40)
    )
    return np.asarray(1 / (1 + np.exp(-odds)))
