"""Show every attack to stock nbgrader, in a jail, and keep what came of it in stock.json.

Run by hand, ``python -m tests.hostile.stock_column [--new | NAME …]`` (half an hour for all of them), on Linux with
bubblewrap; ``--new`` leaves out what stock.json has already.
Each attack is handed in with honest work that is graded after it, on nbgrader's own settings.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.grading import stock
from tests.grading.lesson import key, master, submit
from tests.hostile import folders, jail, pages
from tests.hostile.attacks import ATTACKS, MARKER
from tests.hostile.folders import HONEST, NOTEBOOK, UNIT, student
from tests.hostile.record import STOCK
from tests.hostile.test_cells import ATTACKED, CELLS
from tests.hostile.test_cells import HONEST as MEAN
from tests.hostile.test_files import FILES, FORGERIES, LESSON, forged
from tests.hostile.test_pages import PAGES
from workbook.course import Course

ATTACKED_FILE = ("total-tests",)
EXPLAINED = {
    "a link to /dev/zero beside the notebook": f"it is copied until the disk is full (here: the jail's {jail.FILE_GB} GB)",
}
ALONE = {
    "an array interface that points into memory", "kill of the own process group", "duplicated ids", "schema version 99",
    "kill of every process that can be seen", "an endless loop that ignores SIGINT", "a crash of the interpreter",
    "threads and background processes left behind", "a link to /dev/zero beside the notebook", "a notebook of 200 MB",
    "a pipe in the notebook's place", "a notebook file of 200 MB on disk", "cells added by the thousand",
    "writing the gradebook and anything outside the box", "all sockets closed",
    *(attack.name for attack in ATTACKS if attack.group == "exhaustion"),
}  # fmt: skip
TOGETHER = ({attack.name for attack in ATTACKS} | {*FILES, *FORGERIES, *folders.FOLDERS, *PAGES}) - ALONE
"""Attacks that leave the batch alone: one class of them is faster."""


@dataclass(frozen=True)
class Case:
    """One attack: the lesson, the attacker's notebook, and the tests that it must not pass."""

    name: str
    source: dict[str, Any]
    data: bytes
    honest: bytes
    cells: tuple[str, ...]


def cases(target: str, port: int) -> Iterator[Case]:
    """All attacks; those by folder bring their own files later."""
    lesson = master(*CELLS)
    names = f"COURSE, PORT = {target!r}, {port}\n"
    for attack in ATTACKS:
        texts = {"total": names + attack.total, "scale": attack.scale, "shift": attack.shift, "mean": MEAN}
        yield Case(attack.name, lesson.source, submit(lesson, **texts).notebook, key(lesson).notebook, ATTACKED)
    honest = key(LESSON).notebook
    for name, data in FILES.items():
        yield Case(name, LESSON.source, data, honest, ATTACKED_FILE)
    for name, forge in FORGERIES.items():
        yield Case(name, LESSON.source, forged(forge).notebook, honest, ATTACKED_FILE)
    for name in folders.FOLDERS:
        yield Case(name, LESSON.source, folders.wrong(), honest, ATTACKED_FILE)
    for name in PAGES:
        essays = "essays" in name
        data = pages.notebook(outputs=not essays, essays=essays)
        yield Case(name, LESSON.source, data, honest, ATTACKED_FILE)


def course_of(batch: list[Case], folder: Path, template: Path) -> Course:
    """A course as nbgrader itself would have it, with the attackers' submissions and an honest one after them."""
    case = batch[0]
    if not template.exists():
        config = stock.CONFIG.format(preprocessors=json.dumps(stock.PREPROCESSORS, indent=4))
        made = folders.course_in(template, config=config)
        shutil.rmtree(made.source)
        shutil.rmtree(made.release)
        (made.source / UNIT / "data").mkdir(parents=True)
        (made.source / UNIT / "data" / "x.csv").write_text("a\n1\n")
        (made.source / UNIT / NOTEBOOK).write_text(json.dumps(case.source))
        (made.submitted / HONEST / UNIT / NOTEBOOK).write_bytes(case.honest)
        stock._nbgrader(made, "generate_assignment", UNIT, "--force")
    shutil.copytree(template, folder)
    course = Course(folder)
    for case in batch:
        own = folders.hand_in(course, student(case.name), case.data)
        if case.name in folders.FOLDERS:
            folders.FOLDERS[case.name](own, course)
    return course


def happened(case: Case, course: Course, jailed: jail.Jailed | None) -> str:
    """What one attack brought about, in words."""
    who = student(case.name)
    points = stock.points_of(course, UNIT)
    most = 4 * len(case.cells)
    gained = sum(points.get((who, "1-fake", cell)) or 0 for cell in case.cells)
    graded = (course.autograded / who / UNIT / NOTEBOOK).is_file()
    told = [f"{gained:g} of {most} points gained" if graded else "not graded", *_seen(course, who, graded)]
    if case.name in EXPLAINED:
        told.append(EXPLAINED[case.name])
    if jailed is None:  # one of many
        return "; ".join(told)
    if jailed.memory_mb > 1500:
        told.append(f"{jailed.memory_mb / 1024:.1f} GB of memory taken (the jail's limit is {jail.MEMORY_GB})")
    if jailed.tmp_mb > 100 or jailed.tmp_files > 1000:
        told.append(f"{jailed.tmp_files} files, {jailed.tmp_mb} MB left in /tmp (the jail's limit is {jail.TMP_MB})")
    if jailed.left:
        told.append(f"{sum(jailed.left.values())} processes left running")
    if not jailed.ended and jailed.seconds >= jail.SECONDS:
        told.append(f"the batch hangs (stopped after {jail.SECONDS} s)")
    elif not jailed.ended:
        told.append("the grader itself was killed")
    elif jailed.seconds > 60:
        told.append(f"took {jailed.seconds:.0f} s")
    if points.get((HONEST, "1-fake", "total-tests")) != 4:
        told.append("nobody after it is graded")
    return "; ".join(told)


def _seen(course: Course, who: str, graded: bool) -> Iterator[str]:
    """What was read or written that should not have been."""
    if graded:
        notebook = json.loads((course.autograded / who / UNIT / NOTEBOOK).read_text(encoding="utf-8"))
        outputs = json.dumps([cell.get("outputs") for cell in notebook["cells"]])
        if "FOUND {" in outputs and MARKER.split("-")[-1] in outputs:
            yield "hidden tests read"
        if "REACHED [(" in outputs:
            yield "network reached"
    if (course.root / "pwned").exists():
        yield "files of the course written"
    copied = [path for path in (course.autograded / who).rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    if any(MARKER.encode() in path.read_bytes() for path in copied):
        yield "the secret is copied into the student's folder"
    with sqlite3.connect(course.gradebook) as database:
        if database.execute("select count(*) from grade where manual_score = 50").fetchone()[0]:
            yield "50 points written into the gradebook, for everybody"


def page_of(course: Course, case: Case) -> str:
    """What the feedback page of nbgrader does with scripts."""
    stock._nbgrader(course, "generate_feedback", UNIT, "--force")
    page = course.feedback / student(case.name) / UNIT / "1-fake.html"
    if not page.is_file():
        return "no page"
    found = pages.Dangers()
    found.feed(page.read_text(encoding="utf-8").partition("<body")[2])
    if any("pwned" in danger for danger in found.found):
        return "live in the feedback page: they run in the reader's browser"
    return "no script in the page"


def main() -> None:
    """Write stock.json, or what is new of the attacks that are named."""
    found: dict[str, str] = json.loads(STOCK.read_text()) if STOCK.exists() else {}
    wanted = sys.argv[1:]
    batches: dict[str, list[Case]] = {}
    with (
        tempfile.TemporaryDirectory(dir="/var/tmp", prefix="jail-") as scratch,
        socket.create_server(("", 0)) as server,
    ):
        Path(scratch).chmod(0o755)
        target = Path(scratch) / "course"
        for case in cases(str(target), server.getsockname()[1]):
            if case.name not in found if wanted == ["--new"] else not wanted or re.search("|".join(wanted), case.name):
                alone = case.name not in TOGETHER
                batches.setdefault(f"{len(case.cells)}{case.name if alone else ''}", []).append(case)
        for batch in batches.values():
            course = course_of(batch, target, Path(scratch) / f"template-{len(batch[0].cells)}")
            jailed = jail.run(course, UNIT, jail.SECONDS * len(batch))
            for case in batch:
                found[case.name] = happened(case, course, jailed if len(batch) == 1 else None)
                if case.name in PAGES:
                    found[case.name] = page_of(course, case)
                print(f"{case.name}: {found[case.name]} ({jailed.seconds:.0f} s)", flush=True)
            if len(batch) > 1 and stock.points_of(course, UNIT).get((HONEST, "1-fake", "total-tests")) != 4:
                raise SystemExit("one of these ended the batch; take it out of TOGETHER")
            STOCK.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
            shutil.rmtree(target)


if __name__ == "__main__":
    main()
