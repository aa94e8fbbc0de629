"""The shell unit: every command and idea of the syllabus stands in its lessons; its data is rebuilt as it is."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2]
INSTRUCTOR = UNIT / "instructor"
SETTINGS = tomllib.loads((INSTRUCTOR / "unit.toml").read_text(encoding="utf-8"))


def cells(kind: str) -> str:
    """The text of all markdown cells, or of all code cells, of the unit's lessons."""
    found = []
    for path in sorted(INSTRUCTOR.glob("[0-9]-*.py")):
        for cell in re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            markdown = cell.partition("\n")[0].strip().startswith("[markdown]")
            if markdown == (kind == "markdown"):
                found.append(cell)
    return "\n".join(found)


@pytest.mark.parametrize("command", SETTINGS["commands"])
def test_every_command_is_explained(command: str) -> None:
    assert re.search(rf"`(?:[^`\n]* )?{re.escape(command)}(?: [^`\n]*)?`", cells("markdown"))


@pytest.mark.parametrize("command", SETTINGS["commands"])
def test_every_command_is_used(command: str) -> None:
    transcripts = "\n".join(re.findall(r"^#     (.*)$", cells("markdown"), flags=re.MULTILINE))
    assert re.search(rf"(?<![\w/.-]){re.escape(command)}(?![\w.-])", f"{cells('code')}\n{transcripts}")


@pytest.mark.parametrize("idea", SETTINGS["ideas"])
def test_every_idea_is_explained(idea: str) -> None:
    assert idea.lower() in cells("markdown").lower()


def test_the_data_is_rebuilt_as_it_is(tmp_path: Path) -> None:
    runpy.run_path(str(INSTRUCTOR / "make_data.py"))["main"](tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(UNIT / "data"): path.read_bytes() for path in (UNIT / "data").rglob("*") if path.is_file()}
    assert made == kept


def test_the_figures_are_redrawn_as_they_are() -> None:
    figures = runpy.run_path(str(INSTRUCTOR / "make_figures.py"))["FIGURES"]
    assert {path.stem for path in (UNIT / "figures").glob("*.svg")} == {figure.__name__ for figure in figures}
    for figure in figures:
        assert (UNIT / f"figures/{figure.__name__}.svg").read_text() == figure()
        assert f"`{figure.__name__}.svg`" in (UNIT / "figures/README.md").read_text()
        assert re.search(rf"!\[[^\]]{{40,}}\]\(figures/{figure.__name__}\.svg\)", cells("markdown")), (
            "its words for who can't see it"
        )


def test_the_bank_is_as_large_as_promised() -> None:
    names = [path.name for path in INSTRUCTOR.glob("answers/*/*.sh")]
    assert sum(name.startswith("right-") for name in names) >= 60
    assert sum(name.startswith("wrong-") for name in names) >= 80
