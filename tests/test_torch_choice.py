"""`make setup` takes the PyTorch that fits the machine, says which, and lets one choose."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from types import ModuleType

import pytest

from tests.conftest import ROOT

SCRIPT = ROOT / "tools" / "install_torch.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("install_torch", SCRIPT)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("wish", "linux", "nvidia", "answers", "builds"),
    [
        ("", True, False, True, ["cpu", "plain"]),
        ("", True, False, False, ["plain"]),
        ("", True, True, True, ["plain"]),
        ("", False, False, True, ["plain"]),
        ("cpu", True, True, False, ["cpu"]),
        ("default", True, False, True, ["plain"]),
    ],
)
def test_the_cpu_build_is_taken_without_a_card_where_it_can_be_had(
    script: ModuleType, wish: str, linux: bool, nvidia: bool, answers: bool, builds: list[str]
) -> None:
    found = script.plans(wish, linux, lambda: nvidia, lambda: answers)
    assert ["cpu" if "--index-url" in pip else "plain" for _, pip in found] == builds
    for why, pip in found:
        assert why.startswith("the ")
        assert "--constraint" in pip or "torch==" in pip[-1], "torch of the version that is pinned"


def test_an_index_that_does_not_answer_costs_a_few_seconds_at_most(script: ModuleType) -> None:
    started = time.monotonic()
    assert not script.reachable("http://127.0.0.1:9")
    assert time.monotonic() - started < 6


def test_what_is_installed_is_told_with_its_size(script: ModuleType) -> None:
    words = script.size()
    assert words.startswith("torch 2.") and words.endswith(" GB") and float(words.split()[-2]) > 0.1


def test_an_odd_wish_is_refused_with_the_way_out() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "gpu"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "TORCH is cpu or default" in done.stderr
