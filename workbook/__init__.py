"""The AI Engineer Workbook: graded notebooks from the shell to a PyTorch coding test."""

from workbook import hidden

__version__ = "0.1.0"

hidden.install()
