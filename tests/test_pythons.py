"""The other Pythons that the course is for: all code compiles there without a warning, and the kit runs but for torch.

Those are looked for on the path and among pyenv's. No torch is installed for them: packages that are plain Python come
from this environment, the few compiled ones that the kit's start needs from the index, once (``build/pythons``).
"""

from __future__ import annotations

import ast
import functools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import ROOT
from workbook.course import Course

VERSIONS = ("3.11", "3.12", "3.13")
COMPILED = ("msgpack", "psutil", "pydantic-core", "pyyaml", "pyzmq", "rpds-py", "tornado")
COMPILE = """
import json, sys, warnings
warnings.simplefilter("error")
for name, text in json.load(sys.stdin):
    try:
        compile(text, name, "exec", dont_inherit=True)
    except (SyntaxError, Warning) as error:
        print(f"{name}: {error!r}")
"""
IMPORT = """
import importlib, pkgutil, sys, warnings
warnings.simplefilter("error")
sys.modules["torch"] = None
import workbook
for module in pkgutil.walk_packages(workbook.__path__, "workbook."):
    if ".template." not in module.name:
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if error.name != "torch":
                print(f"{module.name}: {error!r}")
        except Exception as error:
            print(f"{module.name}: {error!r}")
"""


def python(version: str) -> Path:
    """The other Python *version*; skips the test where there is none."""
    found = shutil.which(f"python{version}")
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for path in [*([Path(found)] if found else []), *kept]:
        asked = [str(path), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        if subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version:
            return path
    pytest.skip(f"no Python {version} here")


def other(version: str) -> str:
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        pytest.skip("the whole suite runs on this one")
    return version


@functools.cache
def code() -> list[tuple[str, str]]:
    return list(_code())


def _code() -> Iterator[tuple[str, str]]:
    """Every file of Python in the repository, and every code cell that is Python without magics."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:  # no clone: a copy of the folder, say
        paths = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))
    else:
        paths = listed.stdout.splitlines()
    for path in paths:
        if path.endswith(".py") and (ROOT / path).is_file():
            text = (ROOT / path).read_text(encoding="utf-8")
            if "instructor" not in Path(path).parts[:-1] or parses(text):  # lessons' texts and answers hold magics
                yield path, text
    for lesson in Course(ROOT).lessons():
        cells = json.loads(lesson.source.read_text(encoding="utf-8"))["cells"]
        for number, cell in enumerate(cells):
            text = "".join(cell["source"])
            if cell["cell_type"] == "code" and parses(text):
                yield f"{lesson.unit.name}/{lesson.name}, cell {number}", text


def parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize("version", VERSIONS)
def test_all_code_compiles_without_a_warning(version: str) -> None:
    texts = [(name, text) for name, text in code() if "/template/" not in name]
    assert len(texts) > 1000, "the repository's files and its lessons' cells"
    ran = subprocess.run(
        [str(python(version)), "-c", COMPILE], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""


def normal(pin: str) -> str:
    """The name of a pinned package as PEP 503 writes it."""
    return pin.partition("==")[0].lower().replace("_", "-")


@pytest.fixture
def environment(request: pytest.FixtureRequest) -> Path:
    """The Python of a small environment of the version that the test asks for, made once and kept."""
    version = other(request.param)
    base, folder = python(version), ROOT / "build" / "pythons" / version
    made = folder / "bin" / "python"
    pins = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if normal(line) in COMPILED]
    assert len(pins) == len(COMPILED)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{version}.lock"), timeout=250):  # two tests of one version may run side by side
        stamp = folder / "pins.txt"
        if not stamp.is_file() or stamp.read_text() != "\n".join(pins):
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([base, "-m", "venv", folder], check=True, capture_output=True)
            install = [made, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", *pins]
            ran = subprocess.run(install, capture_output=True, text=True, check=False)
            if ran.returncode:
                pytest.skip(f"pip can't get {', '.join(COMPILED)} for Python {version}: {ran.stderr[-200:]}")
            shared = folder / "lib" / f"python{version}" / "site-packages" / "shared.pth"
            paths = [str(ROOT), sysconfig.get_path("purelib")]
            shared.write_text("\n".join(f"import sys; sys.path.append({path!r})" for path in paths))
            stamp.write_text("\n".join(pins))
    return made


def run(made: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the other Python, which keeps its byte code in a folder of its own, not beside this environment's."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    clean["PYTHONPYCACHEPREFIX"] = str(made.parent.parent / "pycache")
    return subprocess.run(
        [str(made), *arguments], cwd=ROOT, env=clean, capture_output=True, text=True, check=False, timeout=200
    )


@pytest.mark.parametrize("environment", VERSIONS, indirect=True)
def test_the_kit_runs_but_for_torch(environment: Path) -> None:
    imported = run(environment, "-c", IMPORT)
    assert (imported.stdout, imported.returncode) == ("", 0), imported.stderr
    for arguments in (["--help"], ["build", "--check"]):
        ran = run(environment, "-m", "workbook", *arguments)
        assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("environment", VERSIONS, indirect=True)
def test_what_a_cell_needs_is_read_off_its_text_as_here(environment: Path) -> None:
    plugins = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist"]
    ran = run(environment, "-m", "pytest", "-q", *plugins, "tests/authoring/test_slices.py", "-k", "stays or goes")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_versions_are_those_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
