"""Rebuild data/: each lesson that needs files has a ``make_data_<topic>.py`` beside this one, with a ``main(folder)`` of its own.

Run from anywhere: ``python source/09-pipeline-and-service/instructor/make_data.py [FOLDER]``.
"""

from __future__ import annotations

import hashlib
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.append(str(HERE.parent))  # the unit's own Python; hidden lies beside this file


def main(folder: Path = HERE.parent / "data") -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for script in sorted(HERE.glob("make_data_*.py")):
        runpy.run_path(str(script))["main"](folder)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data"
    main(target)
    for path in sorted(target.glob("*.*")):
        if path.name != "README.md":
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size}")
