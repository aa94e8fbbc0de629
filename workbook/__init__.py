"""The AI Engineer Workbook: graded notebooks from the shell to a PyTorch coding test."""

__version__ = "0.1.0"
