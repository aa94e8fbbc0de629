"""From a source notebook to its release, through nbgrader's own preprocessors."""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets import default

STUBS = {
    "python": "# YOUR CODE HERE\nraise NotImplementedError()",
    "sql": "-- YOUR QUERY HERE",
    "shell": "# YOUR SCRIPT HERE\nexit 99",
    "text": "YOUR ANSWER HERE",
}
_SHELL_MAGICS = ("%%bash", "%%sh", "%%script")


def cell_language(source: str) -> str:
    """``python``, ``sql``, ``shell`` or ``text``, by the cell magic on the first line."""
    first = source.lstrip().partition("\n")[0].split()
    if not first or not first[0].startswith("%%"):
        return "python"
    if first[0] == "%%sql":
        return "sql"
    if first[0] in _SHELL_MAGICS:
        return "shell"
    if first[0] == "%%writefile":
        name = first[-1]
        by_ending = {"sh": "shell", "bash": "shell", "sql": "sql", "py": "python"}
        return by_ending.get(name.rpartition(".")[2], "text")
    return "python"


class ClearSolutionsByLanguage(ClearSolutions):  # type: ignore[misc]
    """nbgrader's ClearSolutions, with a stub in the language of the cell instead of the notebook's."""

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        if cell.cell_type == "code":
            language = cell_language(cell.source)
        return bool(super()._replace_solution_region(cell, language))

    @default("code_stub")  # type: ignore[untyped-decorator]
    def _code_stub_default(self) -> dict[str, str]:
        return dict(STUBS)


# The order matters. Checksums of the source come before hidden tests go, as nbgrader's autograder compares with
# them; checksums of the release come last, as they tell whether a student wrote anything. nbgrader's SaveCells, which
# writes the gradebook, stands between them in nbgrader_config.py and is left out here.
PREPROCESSORS = (
    LockCells,
    ClearSolutionsByLanguage,
    ClearOutput,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)


def release_notebook(source: NotebookNode) -> NotebookNode:
    """What students get: stubs for solutions, no hidden tests, no outputs, cells locked, checksums set."""
    notebook = copy.deepcopy(source)
    resources: dict[str, object] = {}
    for preprocessor in PREPROCESSORS:
        notebook, resources = preprocessor().preprocess(notebook, resources)
    return notebook
