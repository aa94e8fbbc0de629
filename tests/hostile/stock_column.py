"""Show the attacks that a machine survives to stock nbgrader, once, and keep what they gained in stock.json.

Run by hand, ``python -m tests.hostile.stock_column``, on a machine that you can throw away: stock nbgrader runs every
attack with your own rights.
"""

from __future__ import annotations

import copy
import json
import re
import socket
import tempfile
from pathlib import Path
from typing import Any

from tests.grading import stock
from tests.grading.lesson import key, master, submit
from tests.hostile.attacks import ATTACKS, MARKER
from tests.hostile.record import STOCK
from tests.hostile.test_cells import ATTACKED, CELLS, HONEST
from tests.hostile.test_files import FILES, FORGERIES, LESSON, WRONG, by_name
from tests.hostile.test_files import HONEST as MEAN
from workbook.course import Course

SHOWN_FILES = ("an empty file", "invalid UTF-8", "not a notebook", "JSON, but no notebook")
NOT_SHOWN = ("cells added by the thousand", "cells of odd types", "NUL bytes and half surrogates", "wrong kernel")
UNIT = "99-fake"


def student(name: str) -> str:
    """A folder name for an attack."""
    return re.sub(r"\W+", "-", name).strip("-")


def course_of(folder: Path, source: dict[str, Any], submissions: dict[str, bytes]) -> Course:
    """A course with one lesson and a submission for each attack."""
    for path, data in {f"source/{UNIT}/1-fake.ipynb": json.dumps(source).encode()}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(data)
    for name, data in submissions.items():
        place = folder / "submitted" / student(name) / UNIT / "1-fake.ipynb"
        place.parent.mkdir(parents=True)
        place.write_bytes(data)
    return Course(folder)


def from_cells(folder: Path) -> dict[str, str]:
    """What attacks from cells gained."""
    lesson = master(*CELLS)
    shown = [attack for attack in ATTACKS if attack.stock]
    target = folder / "cells-stock"
    with socket.create_server(("127.0.0.1", 0)) as server:
        names = f"COURSE, PORT = {str(target)!r}, {server.getsockname()[1]}\n"
        made = {
            attack.name: submit(
                lesson, total=names + attack.total, scale=attack.scale, shift=attack.shift, mean=HONEST
            ).notebook
            for attack in shown
        }
        ran = stock.run(course_of(folder / "cells", lesson.source, made), UNIT)
    return {attack.name: told(ran, target, attack.name, ATTACKED, 12) for attack in shown}


def from_files(folder: Path) -> dict[str, str]:
    """What a forged or broken file gained, and whether honest work that was handed in with it was graded."""
    made = {name: FILES[name] for name in SHOWN_FILES}
    for name, forge in FORGERIES.items():
        if name not in NOT_SHOWN:
            notebook = copy.deepcopy(LESSON.release)
            by_name(notebook, "total")["source"], by_name(notebook, "mean")["source"] = WRONG, MEAN
            forge(notebook)
            made[name] = json.dumps(notebook).encode()
    found = {}
    for number, (name, data) in enumerate(made.items()):
        place = folder / f"files{number}"
        ran = stock.run(course_of(place, LESSON.source, {name: data, "zz honest": key(LESSON).notebook}), UNIT)
        found[name] = told(ran, place.with_name(f"{place.name}-stock"), name, ("total-tests",), 4)
        if ran.points.get((student("zz honest"), "1-fake", "total-tests")) != 4:
            found[name] += "; the batch ended, and nobody after it is graded"
    return found


def told(ran: stock.StockRun, course: Path, name: str, cells: tuple[str, ...], most: int) -> str:
    """What one attack brought about, in words."""
    points = [ran.points.get((student(name), "1-fake", cell)) for cell in cells]
    graded = course / "autograded" / student(name) / UNIT / "1-fake.ipynb"
    if not graded.exists():
        return "not graded"
    text = graded.read_text()
    outputs = json.dumps([cell.get("outputs") for cell in json.loads(text)["cells"] if cell["id"] == "total"])
    seen = [
        word
        for word, mark in (("hidden tests read", MARKER.split("-")[-1]), ("network reached", "REACHED [("))
        if mark in outputs
    ]
    gained = sum(point or 0 for point in points)
    return ", ".join([f"{gained:g} of {most} points gained", *seen])


def main() -> None:
    """Write stock.json."""
    with tempfile.TemporaryDirectory() as name:
        found = from_cells(Path(name)) | from_files(Path(name))
    STOCK.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    for attack, happened in found.items():
        print(f"{attack}: {happened}")


if __name__ == "__main__":
    main()
