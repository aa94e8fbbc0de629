"""Dev containers, Binder and a hosted CI: their files parse, and what they name is here. Their services are not asked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.classroom.tiny import UNIT, tiny_course
from tests.conftest import ROOT

COMMANDS = re.compile(r"(?:^|&& |sudo )((?:tools|\.ci)/\S+)")


def test_the_dev_container_sets_the_course_up_and_takes_its_python() -> None:
    found = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    make, lab = found["postCreateCommand"].split(" && ")
    assert re.search(rf"^{make.removeprefix('make ')}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert lab == ".venv/bin/workbook lab --version"
    version = found["image"].rpartition(":")[2]
    assert version in ("3.11", "3.12", "3.13")
    assert found["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"] == ".venv/bin/python"


def test_the_hosted_ci_calls_what_the_project_calls_itself() -> None:
    found = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in found["jobs"]["test"]["steps"] if "run" in step]
    named = [name for run in runs for name in COMMANDS.findall(run)]
    assert ".ci/run" in named
    assert [name for name in named if not os.access(ROOT / name, os.X_OK)] == []
    assert found["permissions"] == {"contents": "read"}


def test_binder_installs_the_package_with_the_pins() -> None:
    lines = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = next(line.partition(" ")[2] for line in lines if line.startswith("--constraint"))
    assert (ROOT / ".binder" / pins).is_file() and lines[-1] == "."
    assert (ROOT / ".binder" / "runtime.txt").read_text().strip() in ("python-3.11", "python-3.12", "python-3.13")


@pytest.mark.timeout(120)
def test_binders_last_step_copies_the_lessons_and_the_learners_settings(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    (course.root / "workbook").symlink_to(ROOT / "workbook")
    prefix = tmp_path / "prefix"
    (prefix / "etc" / "jupyter").mkdir(parents=True)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "NB_PYTHON_PREFIX": str(prefix), "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [ROOT / ".binder" / "postBuild"], cwd=course.root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (course.unit(UNIT).work / "1-numbers.ipynb").is_file()
    settings = json.loads((prefix / "etc" / "jupyter" / "labconfig" / "page_config.json").read_text())
    assert settings["disabledExtensions"]
