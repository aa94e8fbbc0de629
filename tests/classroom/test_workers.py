"""Executors that die: a task whose worker dies is tried again, then given up by name; the others finish."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores
from tests.grading.dying import double_or_die
from workbook.classroom.workers import Dispatcher, WorkerDied, dask_crew, local_crew
from workbook.course import Course
from workbook.errors import WorkbookError


def run(tasks: list[tuple[int, str]], jobs: int = 2) -> dict[int, object]:
    return {task[0]: made for task, made in Dispatcher(local_crew(jobs), double_or_die).run(tasks)}


def test_every_task_is_done_once() -> None:
    assert run([(number, "") for number in range(12)]) == {number: 2 * number for number in range(12)}


def test_a_task_that_always_kills_its_worker_is_named_and_the_others_are_done() -> None:
    made = run([(0, ""), (1, ""), (-1, ""), (2, ""), (13, ""), (3, "")])
    assert [made[number] for number in range(4)] == [0, 2, 4, 6]
    assert isinstance(made[-1], WorkerDied)
    assert isinstance(made[13], ValueError)


def test_a_worker_that_dies_once_costs_nobody_anything(tmp_path: Path) -> None:
    assert run([(1, ""), (2, str(tmp_path / "died")), (3, "")]) == {1: 2, 2: 4, 3: 6}


def test_tasks_are_read_only_as_workers_get_free() -> None:
    taken = []

    def tasks() -> Iterator[tuple[int, str]]:
        for number in range(100):
            taken.append(number)
            yield number, ""

    running = Dispatcher(local_crew(1), double_or_die).run(tasks())
    next(running)
    assert len(taken) <= 4
    running.close()


def test_a_scheduler_that_does_not_answer_is_reported() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(WorkbookError, match="No Dask scheduler answers"):
        dask_crew("tcp://127.0.0.1:9")


@pytest.mark.filterwarnings("ignore")
def test_dask_workers_with_more_than_one_thread_are_refused() -> None:
    distributed = pytest.importorskip("distributed")
    options = {"processes": False, "n_workers": 1, "dashboard_address": None, "protocol": "tcp://"}
    with (
        distributed.LocalCluster(threads_per_worker=2, **options) as cluster,
        pytest.raises(WorkbookError, match="more than one thread") as caught,
    ):
        dask_crew(cluster.scheduler_address)
    assert "--nthreads 1" in caught.value.mend


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_gives_the_same_grades_also_when_a_worker_dies(tiny: Course) -> None:
    distributed = pytest.importorskip("distributed")
    for number in range(20):
        hand_in(tiny, f"s{number:02d}", **dict(list(RIGHT.items())[: number % 5]))
    autograde(tiny)
    here = scores(tiny)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        done = 0

        def kill_one(count: int, _total: int, _name: str) -> None:
            nonlocal done
            if count == 5:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            done = count

        report = autograde(tiny, crew=dask_crew(cluster.scheduler_address), force=True, progress=kill_one)
    assert (report.problems, done) == ([], 20)
    assert scores(tiny) == here
    assert UNIT in {line.unit for line in report.lines}
