"""The package as it is built: what is in it, that no answer is, and that it works where only it is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import workbook
from tests.conftest import ROOT
from workbook import workspace
from workbook.authoring import copied
from workbook.authoring.text import read
from workbook.course import Course

BUILD = "from setuptools import build_meta as b; b.build_wheel('../built'); b.build_sdist('../built')"
LAB = "workbook/jupyter/labextension/"
"""JupyterLab's half, which a wheel has where Jupyter looks, once: tested below."""
MOST_BYTES = 700_000
"""Of the wheel, compressed: some 240 modules, of which the class service, collecting, the class report, similar answers and the sheets for talks came last."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with wheel and sdist, built from a copy of all that is kept in the repository but pictures and data."""
    folder = tmp_path_factory.mktemp("package")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        path = ROOT / name
        if path.is_file() and (
            path.suffix in (".py", ".toml", ".md", ".txt", ".in") or name.startswith(("workbook/", "LICENSE"))
        ):
            (folder / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "copy" / name).write_bytes(path.read_bytes())
    (folder / "built").mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=folder / "copy", capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return folder / "built"


@pytest.fixture(scope="module")
def unpacked(built: Path) -> dict[str, dict[str, Path]]:
    """The files of wheel and sdist by their names there."""
    [wheel], [sdist] = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(built / "sdist", filter="data")
    [inner] = (built / "sdist").iterdir()
    return {
        name: {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for name, folder in (("wheel", built / "wheel"), ("sdist", inner))
    }


@pytest.mark.parametrize("form", ["wheel", "sdist"])
def test_it_holds_all_of_the_package(unpacked: dict[str, dict[str, Path]], form: str) -> None:
    package = Path(workbook.__file__).parent
    ours = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    names = {f"workbook/{path.relative_to(package).as_posix()}" for path in ours}
    elsewhere = {name for name in names if name.startswith(LAB)} if form == "wheel" else set()
    assert names - elsewhere == {name for name in unpacked[form] if name.startswith("workbook/")}
    for name in ("workbook/py.typed", "workbook/authoring/template/lesson/lesson.py"):
        assert name in unpacked[form]


@pytest.mark.parametrize("form", ["wheel", "sdist"])
def test_it_holds_nothing_else(unpacked: dict[str, dict[str, Path]], form: str) -> None:
    own = r"workbook/|[^/]*\.data/data/(share/jupyter/labextensions|etc/jupyter/jupyter_server_config\.d)/|[^/]*(\.dist-info|\.egg-info)/|LICENSES?\b|(README\.md|pyproject\.toml|setup\.cfg|MANIFEST\.in|PKG-INFO)$"
    assert [name for name in unpacked[form] if not re.match(own, name)] == []
    kit = [name for name in unpacked[form] if "/template/" not in name]
    assert [name for name in kit if {"hidden", "answers", "tests"} & set(name.split("/"))] == []


def test_wheel_and_sdist_hold_the_same_package(unpacked: dict[str, dict[str, Path]]) -> None:
    texts = [
        {name: path.read_bytes() for name, path in found.items() if re.match(rf"workbook/(?!{LAB[9:]})", name)}
        for found in unpacked.values()
    ]
    assert texts[0] == texts[1]


def test_no_answer_is_in_it(unpacked: dict[str, dict[str, Path]]) -> None:
    for unit in Course(ROOT).units:
        assert copied.verify(unit, [read(lesson.text) for lesson in unit.lessons], unpacked["wheel"]) == []


def test_an_answer_in_it_would_be_found(unpacked: dict[str, dict[str, Path]]) -> None:
    unit = next(unit for unit in Course(ROOT).units if unit.secret_python)
    secret = max(unit.secret_python, key=lambda path: path.stat().st_size)
    assert copied.verify(unit, [], {**unpacked["wheel"], "workbook/planted.py": secret})


def test_it_is_small(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    assert wheel.stat().st_size < MOST_BYTES


def test_it_brings_and_enables_the_extensions_of_jupyterlab_and_its_server(
    unpacked: dict[str, dict[str, Path]],
) -> None:
    data = {name.partition(".data/data/")[2]: path for name, path in unpacked["wheel"].items() if ".data/data/" in name}
    enabled = json.loads(data["etc/jupyter/jupyter_server_config.d/workbook.json"].read_text())
    assert enabled["ServerApp"]["jpserver_extensions"] == {"workbook.jupyter": True}
    place = "share/jupyter/labextensions/ai-engineer-workbook"
    loaded = json.loads(data[f"{place}/package.json"].read_text())["jupyterlab"]["_build"]["load"]
    assert f"{place}/{loaded}" in data
    below = {name.removeprefix(f"{place}/") for name in data if name.startswith(place)}
    whole = workspace.LABEXTENSION
    assert below == {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}


def test_it_works_where_only_it_is_installed(built: Path, tmp_path: Path) -> None:
    """Other packages come from this environment, through a .pth file; the checkout is not to be seen."""
    venv.create(tmp_path / "venv", symlinks=True)
    made = tmp_path / "venv" / "bin" / "python"
    [wheel] = built.glob("*.whl")
    [place] = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--python", made, "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    (place / "others.pth").write_text(sysconfig.get_path("purelib"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def run(*arguments: str, folder: Path = tmp_path) -> str:
        command = [str(made), "-m", *arguments]
        ran = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=200)
        assert ran.returncode == 0, f"{arguments}: {ran.stdout}\n{ran.stderr}"
        return ran.stdout

    where = subprocess.run(
        [made, "-c", "import workbook; print(workbook.__file__)"],
        cwd=tmp_path, env=clean, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(place)
    script = subprocess.run(
        [made.with_name("workbook"), "--help"], env=clean, capture_output=True, text=True, check=True
    )
    assert "autograde" in script.stdout
    assert run("workbook", "--version").strip().endswith(workbook.__version__)
    run("workbook", "new", "course", "mine")
    course = tmp_path / "mine"
    run("workbook", "build", folder=course)
    run("workbook", "build", "--check", folder=course)
    assert re.search(r"(\d+) of \1 as they should be", run("workbook", "bank", "01-first", folder=course))
    run("workbook", "key", "01-first", folder=course)
    assert "1 of 1 lessons not begun" in run("workbook", "progress", folder=course)


def test_a_start_of_the_command_loads_nothing_heavy() -> None:
    """Nor does reading notebooks make a grammar at each start, as some versions of jsonschema do."""
    code = "import sys, workbook.cli; print([m for m in ('torch', 'pandas', 'numpy', 'nbformat', 'IPython') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
    code = "import sys, nbformat; print([m for m in ('lark', 'rfc3987_syntax') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
