"""The class service on JupyterHub's next line beside the pinned one; ``make test-hub HUB=6.1.1`` chooses it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

NEXT = os.environ.get("HUB", "6.1.1")


@pytest.fixture
def packages() -> Path:
    """The other hub and what it needs, beside this environment's own packages; fetched once and kept."""
    folder = ROOT / "build" / f"hub-{NEXT}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(exist_ok=True)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    others = folder.parent / "constraints-hub.txt"
    others.write_text("".join(pin for pin in pins if not pin.startswith("jupyterhub==")), encoding="utf-8")
    half = folder.with_suffix(".new")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--constraint", str(others), "--target", str(half)]
    subprocess.run([*install, f"jupyterhub=={NEXT}"], check=True)
    return half.rename(folder)


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.timeout(1200)
def test_the_class_service_works_on_the_next_line_of_jupyterhub(packages: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    paths = filter(None, [str(packages), os.environ.get("PYTHONPATH")])
    environment = {**clean, "WORKBOOK_HUB": NEXT, "PYTHONPATH": os.pathsep.join(paths)}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/service/test_hub.py"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
