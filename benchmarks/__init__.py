"""Timed comparisons, run by hand: ``python -m benchmarks.speed``. Never part of the tests."""
