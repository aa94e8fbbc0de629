"""What lesson 5 asks of a .dockerignore, file by file."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from ship_ignore import hides
from workbook.check.failure import fail

__all__ = ["sees"]

TOPS = (".git", "data", "notebooks", "tests")


def _private(path: str) -> bool | None:
    """Whether the file must be hidden; None if it may be seen or not."""
    parts = path.split("/")
    name = posixpath.basename(path)
    if parts[0] in TOPS or name.endswith(".pem") or "__pycache__" in parts[:-1]:
        return True
    if name == ".env.example":
        return False if parts[0] == "app" else None
    if name == ".env" or name.startswith(".env."):
        return True
    return False if parts[0] in ("app", "model") or path == "requirements.txt" else None


def sees(rules: str, paths: Sequence[str]) -> None:
    """Each path of the context is hidden or seen as it should be."""
    if not isinstance(rules, str):
        fail("dockerignore() returns a text", actual=type(rules).__name__)
    for path in paths:
        wanted, hidden = _private(path), hides(path, rules)
        if wanted is not None and wanted != hidden:
            fail(f"the file {path}", expected="hidden" if wanted else "seen", actual="hidden" if hidden else "seen",
                 look="which line matches it last")  # fmt: skip
