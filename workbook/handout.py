"""The README of a student's bundle: what to run, what a check can tell there, and how to hand in."""

from __future__ import annotations

import re

from workbook.course import Course

_TEXT = """# {title}: your copy

This is the course as students get it: the notebooks, and the tools to work on them. You need Linux, WSL or macOS, and Python
3.11 to 3.13.

## Begin

{begin}

This copies the notebooks to `work/` and opens JupyterLab there, with your course on the left. Press **Begin**. What you write
in `work/` is yours; nothing here throws it away.

| unit | minutes | points |
|---|---|---|
{units}

## Is my answer right?

Press **Check** below an exercise. The answer is graded with the visible tests: the hidden ones are with your instructor, and they
decide. So a full score here is a good sign and not yet a grade. Solutions are with your instructor too.

In a terminal{activate}:

| command | what it does |
|---|---|
| `workbook check {first}` | grades your saved copies of a unit with the visible tests: points, and what to mend |
| `workbook progress` | your points in all units |
| `workbook reset {first}` | the notebooks as they were released; yours go to `work/backups/` |

## Hand in

{hand_in}{more}
"""
_MAKE = """```
make lab
```

The first time it sets everything up, which takes one to three minutes and 2 GB."""
_PIP = """```
python3 -m venv .venv
.venv/bin/pip install --editable .
.venv/bin/workbook lab
```"""


def readme(course: Course) -> str:
    """The README for *course*'s students. It names only what their copy holds."""
    names = {path.relative_to(course.root).as_posix() for path in course.bundled}
    units = [(unit, unit.public_settings) for unit in course.units]
    rows = [
        f"| `{unit.name}` {unit.title} | {facts.get('minutes', '')} | {facts.get('points', '')} |"
        for unit, facts in units
    ]
    first = units[0][0].name if units else ""
    lesson = f"work/{first}/{units[0][0].lessons[0].name}.ipynb" if units and units[0][0].lessons else "work/"
    own = course.root / "README.md"
    heading = re.search(r"^# (.+)$", own.read_text(encoding="utf-8"), re.MULTILINE) if own.is_file() else None
    return _TEXT.format(
        title=heading[1].strip() if heading else "The course",
        begin=_MAKE if "Makefile" in names else _PIP,
        units="\n".join(rows),
        activate=" (`source .venv/bin/activate` once; JupyterLab's own terminals need nothing)",
        first=first,
        hand_in=(
            "Save, and hand in the notebooks as they lie in `work/`, with their names as they are "
            f"(`{lesson}`, say), in the way that your instructor has told you. Files that a lesson tells you to hand in too "
            "lie beside its notebook. Outputs don't matter: everything is run again."
        ),
        more="\n\nMore, with pictures: [docs/student.md](docs/student.md)." if "docs/student.md" in names else "",
    )
