"""The AI Engineer Workbook: graded notebooks from the shell to a PyTorch coding test."""

from typing import Any

from workbook import hidden

__version__ = "0.1.0"

hidden.install()


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext workbook`` calls: ``%check`` and ``%progress`` in this IPython."""
    from workbook import magics

    magics.load(shell)
