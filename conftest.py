"""Has pytest run the units' own tests, which lie beside their text."""

import gc

pytest_plugins = ["workbook.authoring.pytest_units"]


def pytest_collection_finish() -> None:
    """Spare every later collection of garbage the 12,000 tests: with them a single one takes a second."""
    gc.collect()
    gc.freeze()
