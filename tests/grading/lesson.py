"""Small masters and submissions for the engine's tests, built from text."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from workbook.grading.model import Limits, Master, Submission

ROLES = {
    "answer": {"grade": False, "solution": True, "locked": False},
    "tests": {"grade": True, "solution": False, "locked": True},
    "read-only": {"grade": False, "solution": False, "locked": True},
    "essay": {"grade": True, "solution": True, "locked": False},
}


def cell(role: str, name: str, source: str, points: float = 0) -> dict[str, Any]:
    """One cell of a master."""
    made: dict[str, Any] = {
        "cell_type": "markdown" if role in ("essay", "markdown") else "code",
        "id": name,
        "metadata": {},
        "source": source,
    }
    if role in ROLES:
        marks = {**ROLES[role], "grade_id": name, "schema_version": 3, "task": False, "cell_type": made["cell_type"]}
        if points:
            marks["points"] = points
        made["metadata"]["nbgrader"] = marks
    if made["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """A notebook of *cells*."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": list(cells), "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def cut(text: str, begin: str, end: str, left: str = "") -> str:
    """*text* without the regions between *begin* and *end*."""
    kept, inside = [], False
    for line in text.splitlines():
        if begin in line:
            inside = True
            if left:
                kept.append(" " * (len(line) - len(line.lstrip())) + left)
        if not inside:
            kept.append(line)
        if end in line:
            inside = False
    return "\n".join(kept)


def master(*cells: dict[str, Any], files: Path | None = None, **limits: Any) -> Master:
    """A master whose release has neither solutions nor hidden tests."""
    source = notebook(*cells)
    release = copy.deepcopy(source)
    for entry in release["cells"]:
        text = cut(entry["source"], "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
        entry["source"] = cut(text, "### BEGIN SOLUTION", "### END SOLUTION", "raise NotImplementedError()")
    values = {"seconds": 10, **limits}
    return Master("99-fake", "1-fake", source, release, files, (), Limits(**values))


def submit(lesson: Master, **answers: str) -> Submission:
    """The release with some answer cells filled in; underscores in names stand for hyphens."""
    filled = copy.deepcopy(lesson.release)
    for entry in filled["cells"]:
        name = entry["id"].replace("-", "_")
        if name in answers:
            entry["source"] = answers[name]
    return Submission("student", json.dumps(filled).encode())


def key(lesson: Master) -> Submission:
    """The solution key as a submission."""
    return Submission("key", json.dumps(lesson.source).encode())
