"""The engine of another checkout and this one's, in turn, on one lesson that both understand: CPU, wall and memory.

    python -m benchmarks.engines ../other-checkout [--rounds 6] [--notebooks 40]

The lesson is made here of plain Python, frames and tensors and needs nothing of any unit, so that what differs is the
engine alone. Each round runs both, the order changes from round to round, and ratios are taken round by round: what else
the machine does weighs on both. CPU counts the template and all that it forked.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# Runs in either checkout, so it uses what both have: tests/grading/lesson.py and the engine's grade().
MEASURE = r"""
import json, sys, time
import psutil
from tests.grading.lesson import cell, master, submit
from workbook.grading.engine import grade

def exercise(number):
    kind = number % 3
    key = ("return [x * {n} for x in values]", "return values.groupby('g').v.sum() * {n}", "return values.softmax(1) * {n}")[kind].format(n=number + 1)
    given = ("[1, 2, 3]", "pd.DataFrame(dict(g=list('abca') * 50, v=range(200)))", "torch.arange(600.).reshape(20, 30)")[kind]
    expected = key[len("return "):]
    return (
        cell("answer", f"f{number}", f"def f{number}(values):\n    ### BEGIN SOLUTION\n    {key}\n    ### END SOLUTION"),
        cell("tests", f"f{number}-tests",
            f"from workbook import check\nvalues = {given}\nfor turn in range(5):\n"
            f"    check.equal(f{number}(values), {expected}, 'what f{number} returns')", 2),
    )

head = cell("read-only", "head", "import pandas as pd\nimport torch")
lesson = master(head, *[one for number in range(9) for one in exercise(number)])
own = submit(lesson, **{f"f{n}": next(c["source"] for c in lesson.source["cells"] if c["id"] == f"f{n}") for n in range(9)})

def used():
    me = psutil.Process()
    return sum(sum(one.cpu_times()[:4]) for one in (me, *me.children(recursive=True)))

for _ in range(12):
    result = grade(own, lesson)
assert result.points == result.max_points == 18, result
count = int(sys.argv[1])
cpu, wall = used(), time.monotonic()
for _ in range(count):
    grade(own, lesson)
spent = used() - cpu, time.monotonic() - wall
me, held = psutil.Process(), []
for _ in range(10):  # the least: a fork may still be ending
    held.append(sum(one.memory_full_info().pss for one in (me, *me.children(recursive=True))))
    time.sleep(0.2)
memory = min(held)
print(json.dumps([spent[0] / count, spent[1] / count, memory / 2**20]))
"""


MEASURES = (("CPU", "s", 3), ("wall", "s", 3), ("memory", "MB", 0))


def measured(checkout: Path, notebooks: int) -> tuple[float, float, float]:
    """CPU and wall seconds a notebook with the engine of *checkout*, and what its processes hold afterwards, in MB."""
    surroundings = {**os.environ, "PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", MEASURE, str(notebooks)]
    run = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{checkout} can't be measured:\n{run.stderr}")
    cpu, wall, memory = json.loads(run.stdout.splitlines()[-1])
    return cpu, wall, memory


def main() -> None:
    """Measure both in turn, and print each round's ratio and the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--notebooks", type=int, default=40)
    options = parser.parse_args()
    ratios = []
    for number in range(options.rounds):
        places = [options.other.resolve(), ROOT]
        found = {place: measured(place, options.notebooks) for place in (places if number % 2 else places[::-1])}
        old, new = found[places[0]], found[places[1]]
        ratios.append([mine / other for mine, other in zip(new, old, strict=True)])
        told = ", ".join(
            f"{name} {a:.{digits}f} -> {b:.{digits}f} {unit}"
            for (name, unit, digits), a, b in zip(MEASURES, old, new, strict=True)
        )
        print(f"{told}; load {os.getloadavg()[0]:.1f}", flush=True)
    for (name, _, _), of in zip(MEASURES, zip(*ratios, strict=True), strict=True):
        print(f"{name}, this engine to the other: median {statistics.median(of):.3f} ({min(of):.3f} to {max(of):.3f})")


if __name__ == "__main__":
    main()
