"""Check the types of the units' own Python and hidden packages, one unit after the other: they share names.

    python tools/mypy_units.py [UNIT…]

As strict as the kit. Every unit is checked, those of the tests' tiny course too; the exit code is 1 if one has a mistake.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workbook.course import Course, Unit, own_python

ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> int:
    """Run mypy on the named units, or on all that have Python of their own."""
    status = 0
    for unit in [*Course(ROOT).units, *Course(ROOT / "tests" / "tiny_course").units]:
        files = [*own_python(unit.source), *(unit.hidden_folder.rglob("*.py") if unit.hidden else ())]
        modules = [str(path) for path in files if path.suffix == ".py"]
        if modules and (unit.name in names or not names):
            print(f"{unit.name}: ", end="", flush=True)
            command = [sys.executable, "-m", "mypy", *modules]
            status |= subprocess.run(command, cwd=ROOT, env=_environment(unit)).returncode
    return status


def _environment(unit: Unit) -> dict[str, str]:
    return {**os.environ, "MYPYPATH": os.pathsep.join(map(str, (unit.source, unit.instructor)))}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
