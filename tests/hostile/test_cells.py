"""Attacks from cells: no point gained, nothing seen or changed outside the box, the honest exercise still graded."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.grading.lesson import cell, key, master, submit
from tests.hostile.attacks import ATTACKS, MARKER, Attack
from tests.hostile.record import note
from workbook.grading.engine import grade
from workbook.grading.model import Master, Result
from workbook.grading.template import handle as warm

CELLS = [
    cell("read-only", "setup", "import numpy as np\nimport torch\nfrom workbook import check"),
    cell("answer", "total", "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION"),
    cell(
        "tests",
        "total-tests",
        "assert total([1, 2]) == 3\nassert abs(total([0.5, 0.25]) - 0.75) < 1e-9\n### BEGIN HIDDEN TESTS\n"
        f"assert total([5, 6, 7]) == 18  # {MARKER}\nassert total([]) == 0\n### END HIDDEN TESTS",
        4,
    ),
    cell("answer", "scale", "def scale(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"),
    cell(
        "tests",
        "scale-tests",
        "assert torch.equal(scale(torch.ones(2)), torch.full((2,), 2.0))\n### BEGIN HIDDEN TESTS\n"
        f"assert torch.allclose(scale(torch.arange(3.0)), 2 * torch.arange(3.0))  # {MARKER}\n"
        "np.testing.assert_allclose(np.asarray(scale(torch.ones(2))), [2, 2])\n### END HIDDEN TESTS",
        4,
    ),
    cell("answer", "shift", "def shift(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION"),
    cell(
        "tests",
        "shift-tests",
        "check.equal(shift(2), 3, 'shift(2)')\n### BEGIN HIDDEN TESTS\n"
        f"check.close(shift(torch.zeros(2)), torch.ones(2), 'shift')  # {MARKER}\n### END HIDDEN TESTS",
        4,
    ),
    cell(
        "answer",
        "mean",
        "def mean(values):\n    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
    ),
    cell("tests", "mean-tests", "assert mean([1, 3]) == 2", 4),
]
ATTACKED = ("total-tests", "scale-tests", "shift-tests")
HONEST = "def mean(values):\n    return sum(values) / len(values)"


@dataclass(frozen=True)
class Target:
    """A course on disk with everything that an attack may look for, and a server that it may try to reach."""

    lesson: Master
    folder: Path
    port: int

    def hits(self) -> list[str]:
        """What an attack changed out here."""
        marks = [
            self.folder,
            self.folder.parent,
            *map(Path, ("/", "/usr", "/usr/local", "/etc", "/root", "/home", "/opt")),
        ]
        found = [str(place) for place in marks if os.access(place, os.X_OK) and (place / "pwned").exists()]
        if (self.folder / "gradebook.db").read_text() != MARKER:
            found.append("gradebook")
        return found + (["/tmp"] if Path("/tmp/inside").exists() else [])


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("course")
    for name in ("source/1.ipynb", "release/1.ipynb", "submitted/other/1.ipynb", "gradebook.db", "unit/data/x.csv"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MARKER if not name.endswith("csv") else "a\n1\n")
    os.environ["WORKBOOK_SECRET"] = MARKER
    limits = {"seconds": 2.5, "total_seconds": 25, "memory_mb": 400, "processes": 40, "output_kb": 64, "disk_mb": 32}
    lesson = master(*CELLS, files=folder / "unit", **limits)
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert grade(key(lesson), lesson).points == 16
        yield Target(lesson, folder, server.getsockname()[1])
    del os.environ["WORKBOOK_SECRET"]
    warm.default.drop(folder / "unit")


def points(result: Result) -> dict[str, float]:
    return {test.id: test.points for test in result.tests}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_from_a_cell_gains_nothing(attack: Attack, target: Target) -> None:
    names = f"COURSE, PORT = {str(target.folder)!r}, {target.port}\n"
    began = time.monotonic()
    texts = {"total": names + attack.total, "scale": attack.scale, "shift": attack.shift, "mean": HONEST}
    result = grade(submit(target.lesson, **texts), target.lesson)
    seconds = time.monotonic() - began
    printed = json.dumps(result.outputs["total"])
    told = [test.message for test in result.tests]
    honest = (0, 4) if attack.group in ("kernel", "boundary") else (4,)  # who breaks the own kernel loses the rest too
    assert [points(result)[name] for name in ATTACKED] == [0, 0, 0], told
    assert points(result)["mean-tests"] in honest, told
    assert "tangerine" not in printed and "tangerine" not in "".join(told)
    for word in ("REACHED", "WRITTEN", "DONE"):
        assert word not in printed or f"{word} []" in printed
    assert target.hits() == []
    assert len(result.to_json()) < 1_500_000
    assert seconds < 25
    note(attack.group, attack.name, f"{result.tests[0].outcome}: {told[0].splitlines()[0]}")


def test_the_next_submission_is_none_the_worse(target: Target) -> None:
    assert points(grade(key(target.lesson), target.lesson)) == dict.fromkeys((*ATTACKED, "mean-tests"), 4)


def test_no_process_is_left_behind(target: Target) -> None:
    import psutil

    for _ in range(100):
        template = warm.default.get(target.lesson.files, ())
        left = list(psutil.Process(template._process.pid).children(recursive=True))
        branches = [lesson for lesson in template.branches if lesson.branch is not None]
        if len(left) <= 2 + len(branches):  # bubblewrap's first process and the template
            return
        time.sleep(0.05)
    raise AssertionError([child.cmdline() for child in left])
