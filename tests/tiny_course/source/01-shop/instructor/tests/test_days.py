"""The shop's days, for the tests of the workbook itself."""

from __future__ import annotations

import shops
from hidden import days


def test_a_day_sells_every_good_twice() -> None:
    assert len(days.day(3)) == 2 * len(shops.prices())
