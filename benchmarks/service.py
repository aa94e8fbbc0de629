"""The class service under load, on loopback: many students hand in within a minute.

python -m benchmarks.service [--students 300] [--hand-ins 3] [--seconds 60] [--jobs 2] [--kill 0] [--hub] [--folder FOLDER]

The service runs in a process of its own, on the tiny course of the tests, with tokens in place of a hub. With ``--kill N``
that process is killed N times at random, and begun again; students then send again what was not acknowledged. Reports the
time until the receipt and until the grade, the service's memory, and whether anything was lost or graded twice. With
``--hub`` the service runs in a real JupyterHub, students ask through its proxy with tokens of the hub's, and what is killed is
the hub, its proxy, the service or a grader.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.ioloop import IOLoop

from benchmarks.hub import HubProcess
from tests.classroom.tiny import RIGHT, UNIT, tiny_course
from tests.conftest import ROOT
from tests.ports import free_port
from tests.service.served import PREFIX, Tokens
from tests.service.test_hand_in import files
from workbook.classroom.gradebook.read import notebooks
from workbook.classroom.workers import local_crew
from workbook.course import Course
from workbook.service.desk import Desk
from workbook.service.identity import Person
from workbook.service.web import Service, server
from workbook.service.worker import Worker


class Anybody(Tokens):
    """Each token is a student's name."""

    def __init__(self) -> None:
        super().__init__({})

    async def person(self, handler: object) -> Person | None:
        return Person(handler.request.headers["Authorization"].removeprefix("token "))  # type: ignore[attr-defined]


def serve(root: Path, port: int, jobs: int) -> None:
    """The service's process."""

    async def run() -> None:
        desk = Desk(Course(root))
        worker = Worker(desk, local_crew(jobs))
        server(Service(desk, worker, Anybody(), PREFIX)).listen(port, "127.0.0.1")
        await worker.run()

    asyncio.run(run())


@dataclass
class Seen:
    """What the students saw."""

    acknowledged: dict[int, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    again: int = 0
    refused: dict[int, int] = field(default_factory=dict)


async def student(
    name: str, token: str, course: Course, port: int, times: Sequence[float], begin: float, seen: Seen
) -> None:
    """Hand in at each of *times*, another answer each time, again and again until it is acknowledged."""
    client = AsyncHTTPClient()
    for number, moment in enumerate(times):
        await asyncio.sleep(max(0, begin + moment - time.monotonic()))
        texts = {
            key: data.decode() for key, data in files(course, **{**RIGHT, "why": f"Attempt {number} of {name}"}).items()
        }
        began = time.monotonic()
        while True:
            try:
                reply = await client.fetch(
                    f"http://127.0.0.1:{port}{PREFIX}api/units/{UNIT}", method="POST", body=json.dumps({"files": texts}),
                    headers={"Authorization": f"token {token}"}, request_timeout=60, connect_timeout=60,
                )  # fmt: skip
            except HTTPClientError as error:
                seen.refused[error.code] = seen.refused.get(error.code, 0) + 1
                await asyncio.sleep(1)
            except OSError:
                seen.again += 1
                await asyncio.sleep(0.5)
            else:
                break
        seen.seconds.append(time.monotonic() - began)
        receipt = json.loads(reply.body)["receipt"]
        seen.acknowledged[receipt["number"]] = receipt["sha256"]


class Process:
    """The service, and its memory."""

    def __init__(self, root: Path, port: int, jobs: int) -> None:
        self.port = port
        self._command = [sys.executable, "-m", "benchmarks.service", "--serve", str(root), str(port), str(jobs)]
        self.own = self.below = 0.0
        self.kills = 0
        self.start()

    def start(self) -> None:
        """Begin it, and wait for nothing."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(self._command, cwd=ROOT, env=environment)

    def tokens(self, names: Sequence[str]) -> dict[str, str]:
        """For each student a token: the name."""
        return {name: name for name in names}

    def look(self) -> None:
        """Note the largest memory in MB, of the service and of all below it."""
        with suppress(psutil.Error, AttributeError):
            me = psutil.Process(self.process.pid)
            self.own = max(self.own, me.memory_info().rss / 2**20)
            self.below = max(self.below, sum(one.memory_full_info().pss for one in me.children(recursive=True)) / 2**20)

    def kill(self, chance: random.Random) -> None:
        """Kill the service, or a worker of it alone."""
        with suppress(psutil.Error):
            children = psutil.Process(self.process.pid).children()
            self.kills += 1
            if children and chance.random() < 0.5:
                chance.choice(children).kill()
                return
        self.end()
        self.start()

    def end(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


async def load(process: Process | HubProcess, course: Course, options: argparse.Namespace) -> tuple[Seen, float]:
    """All students, and what kills meanwhile; until everything is graded and published."""
    AsyncHTTPClient.configure(None, max_clients=1000)
    chance, seen, port = random.Random(options.seed), Seen(), process.port
    names = [f"student-{number:03d}" for number in range(options.students)]
    tokens = process.tokens(names)
    await asyncio.sleep(6)
    begin = time.monotonic()
    work = [
        asyncio.create_task(
            student(name, tokens[name], course, port,
                    sorted(chance.uniform(0, options.seconds) for _ in range(options.hand_ins)), begin, seen)
        )
        for name in names
    ]  # fmt: skip
    desk = Desk(course)
    kills = sorted(
        chance.uniform(0, max(options.seconds, options.kill * (12 if options.hub else 4))) for _ in range(options.kill)
    )
    while True:
        await asyncio.sleep(0.5)
        await asyncio.to_thread(process.look)
        if kills and time.monotonic() - begin > kills[0]:
            kills.pop(0)
            await asyncio.to_thread(process.kill, chance)
        if process.process.poll() is not None:
            process.start()
        if all(one.done() for one in work) and not kills and not desk.store.waiting() and not desk.store.unpublished():
            break
    for one in work:
        one.result()
    seconds = time.monotonic() - begin
    process.end()
    return seen, seconds


def share(values: Sequence[float]) -> str:
    """p50, p95 and p99."""
    cuts = statistics.quantiles(values, n=100)
    return f"p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--hand-ins", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hub", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(Path(options.serve[0]), int(options.serve[1]), int(options.serve[2]))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place)
        process: Process | HubProcess
        if options.hub:
            process = HubProcess(folder)
            course = process.course
        else:
            course = tiny_course(folder / "course")
            process = Process(course.root, free_port(), options.jobs)
        seen, seconds = IOLoop.current().run_sync(lambda: load(process, course, options))
        kept = {one.number: one for one in Desk(course).store.all()}
        graded = [(one.graded - one.received).total_seconds() for one in kept.values() if one.graded]
        lost = {
            number
            for number, sha256 in seen.acknowledged.items()
            if number not in kept or kept[number].sha256 != sha256
        }
        states = sorted({(one.state, one.gradings) for one in kept.values()})
        totals: dict[str, float] = {}
        for row in notebooks(course.gradebook, [UNIT]):
            totals[row.student] = totals.get(row.student, 0) + row.score
        print(
            f"{options.students} students, {len(kept)} hand-ins in {options.seconds:g} s, {process.kills} kills; all done after {seconds:.0f} s"
        )
        if isinstance(process, HubProcess):
            print("killed: " + ", ".join(f"{piece} {times}" for piece, times in process.killed.items()))
        print(f"receipt: {share(seen.seconds)}; sent again {seen.again}, refused {seen.refused}")
        print(f"grade:   {share(graded)}")
        print(f"memory:  service {process.own:.0f} MB, graders {process.below:.0f} MB")
        print(
            f"lost: {len(lost)}; states and how often graded: {states}; points in the gradebook: {sorted(set(totals.values()))} of {len(totals)} students"
        )


if __name__ == "__main__":
    main()
