"""Fixtures for the class service's tests."""

from tests.classroom.conftest import empty_gradebook, tiny

__all__ = ["empty_gradebook", "tiny"]
