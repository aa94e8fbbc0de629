"""A big class: time and memory as it grows.

python -m benchmarks.scale [--sizes 100 300 1000] [--jobs 2] [--course FOLDER] [--unit 00-welcome] [--dask]
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.speed import hand_in_key
from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom.batch import autograde
from workbook.classroom.workers import Crew, dask_crew, local_crew
from workbook.course import Course, Unit


class Peak:
    """The largest memory that this process and all below it held, sampled."""

    def __enter__(self) -> Peak:
        self.own = self.below = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(0.2):
            below = 0
            for child in me.children(recursive=True):
                try:
                    below += child.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue  # it ended meanwhile, or may not be looked at
            self.own = max(self.own, me.memory_info().rss / 2**20)
            self.below = max(self.below, below / 2**20)


def grade(unit: Unit, size: int, crew: Crew, folder: Path) -> tuple[float, Peak, dict[tuple[str, str, str], float]]:
    """Grade a class of *size* on the unit's first lesson; seconds, memory, points."""
    lesson = unit.lessons[0]
    course = stock.copy_of(unit, folder, [lesson])
    hand_in_key(course, lesson, size)
    with Peak() as peak:
        started = time.monotonic()
        report = autograde(course, [unit.name], crew=crew)
        seconds = time.monotonic() - started
    if report.problems:
        raise SystemExit(f"not graded: {report.problems[:3]}")
    return seconds, peak, stock.points_of(course, unit.name)


def dask(unit: Unit, size: int, folder: Path) -> None:
    """The same class on a two-worker Dask cluster, and whether the grades are the same."""
    from distributed import LocalCluster

    _, _, here = grade(unit, size, local_crew(2), folder / "local")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        seconds, _, there = grade(unit, size, dask_crew(cluster.scheduler_address), folder / "dask")
    print(f"{size} submissions on two Dask workers: {seconds:.1f} s; the same grades: {here == there}")


def main() -> None:
    """Measure and print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--unit", default="00-welcome")
    parser.add_argument("--dask", action="store_true", help="instead: the first size on a Dask cluster")
    options = parser.parse_args()
    unit = Course(options.course).unit(options.unit)
    with tempfile.TemporaryDirectory(prefix="workbook-scale-") as name:
        if options.dask:
            dask(unit, options.sizes[0], Path(name))
            return
        for size in options.sizes:
            seconds, peak, _ = grade(unit, size, local_crew(options.jobs), Path(name) / str(size))
            memory = f"writer {peak.own:.0f} MB, workers and templates {peak.below:.0f} MB"
            print(f"{size} submissions: {seconds:.1f} s, {seconds / size * 1000:.0f} ms each; {memory}", flush=True)


if __name__ == "__main__":
    main()
