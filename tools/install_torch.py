"""Installs PyTorch, first and alone: `python tools/install_torch.py [cpu|default] [--plan]`, run by the environment's own Python.

The plain wheel for Linux brings CUDA along, 3 GB that a machine without an NVIDIA card has no use for. So without one the
CPU wheel is taken from PyTorch's own index, if that can be reached, else the plain one. `cpu` and `default` choose.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PATIENCE = 4.0  # seconds for the index to answer
CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"
Pip = list[str]


def pinned(constraints: str) -> str:
    """``torch==`` and the version that *constraints* pin."""
    found = re.search(r"^torch==\S+", constraints, re.MULTILINE)
    return found[0] if found else "torch"


def reachable(index: str = CPU_INDEX) -> bool:
    """Whether PyTorch's index answers now."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"{index}/torch/", method="HEAD"), timeout=PATIENCE
        ) as reply:
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def has_nvidia() -> bool:
    """Whether there is an NVIDIA card whose driver is installed."""
    return shutil.which("nvidia-smi") is not None or Path("/proc/driver/nvidia/version").exists()


def plans(wish: str, linux: bool, nvidia: Callable[[], bool], answers: Callable[[], bool]) -> list[tuple[str, Pip]]:
    """What to try, in order, as words and as pip's arguments; of a wish there is one way only."""
    requirement = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    plain = ["--constraint", str(CONSTRAINTS), "torch"]
    cpu = ("the CPU build, from PyTorch's own index", ["--no-deps", "--index-url", CPU_INDEX, requirement])
    if wish == "cpu":
        return [cpu]
    if wish == "default":
        return [("the plain build, as TORCH=default asks", plain)]
    if not linux:
        return [("the plain build, which is the right one for this system", plain)]
    if nvidia():
        return [("the plain build, as there is an NVIDIA card", plain)]
    if not answers():
        return [("the plain build, as PyTorch's own index with the smaller CPU build does not answer", plain)]
    return [cpu, ("the plain build, as the CPU build could not be had", plain)]


def size() -> str:
    """What is installed of torch and of what the plain build brings for graphics cards, and how large that is."""
    names = [
        name
        for found in importlib.metadata.distributions()
        if (name := str(found.metadata["Name"] or "")) == "torch" or name.startswith(("nvidia", "triton", "cuda"))
    ]
    files = [
        found.locate_file(file)
        for name in names
        for found in [importlib.metadata.distribution(name)]
        for file in found.files or ()
    ]
    total = sum(Path(str(path)).stat().st_size for path in files if Path(str(path)).is_file())
    return f"torch {importlib.metadata.version('torch')}, {total / 1e9:.1f} GB"


def main(arguments: list[str]) -> int:
    """Install; 2 where nothing that was asked for could be had."""
    wish = next((word for word in arguments if not word.startswith("-")), "")
    if wish not in ("", "cpu", "default"):
        print(f"TORCH is cpu or default, not {wish!r}.", file=sys.stderr)
        return 2
    for why, pip in plans(wish, sys.platform == "linux", has_nvidia, reachable):
        print(f"PyTorch: {why}", flush=True)
        if "--plan" in arguments:
            return 0
        if subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *pip], check=False).returncode == 0:
            importlib.invalidate_caches()
            print(f"PyTorch: {size()}")
            return 0
    print(
        "PyTorch could not be installed. Other builds: make setup TORCH=cpu, make setup TORCH=default", file=sys.stderr
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
