"""The course inside JupyterLab and Notebook 7: a Jupyter Server extension below ``/workbook/api/``.

It is loaded by every Jupyter server in whose environment the package is installed. Outside of a course it says so on
request, and does nothing else. docs/jupyter-api.md tells the requests.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Where Jupyter Server finds the extension."""
    return [{"module": "workbook.jupyter"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the requests to *server*, Jupyter's application."""
    from workbook.jupyter.handlers import add

    add(server)
