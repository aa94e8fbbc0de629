"""The clock of the coding test: time left for each part, kept in a file beside the notebook.

The file ``exam-<paper>.json`` holds when the paper was started and finished and how long each part took. It is
written at each change, so that a restarted kernel or a closed tab loses nothing; it is handed in with the notebook.
Times are seconds since 1970. A paper that was finished stays finished.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbook.check.exam import MINUTES, PAPERS

PAUSE = "pause"


@dataclass
class Times:
    """When a paper was started and finished, and how many seconds each part took."""

    paper: str
    started: float
    finished: float | None = None
    part: str = "A"
    since: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)

    def seconds(self, part: str, now: float) -> float:
        """How long *part* has been worked on."""
        running = self.finished is None and part == self.part
        return self.spent.get(part, 0.0) + (max(now - self.since, 0.0) if running else 0.0)

    def late(self, now: float) -> list[str]:
        """The parts that took longer than their minutes."""
        return [part for part, limit in MINUTES.items() if self.seconds(part, now) > 60 * limit]

    def turn(self, part: str, now: float) -> None:
        """Go to *part*, or to no part; what was running is added up."""
        if part not in MINUTES and part != PAUSE:
            raise ValueError(f"there is no part {part!r}")
        if self.finished is None:
            self.spent[self.part] = self.seconds(self.part, now)
            self.part, self.since = part, now

    def finish(self, now: float) -> None:
        """Stop the clock. A second time changes nothing."""
        if self.finished is None:
            self.turn(PAUSE, now)
            self.finished = now


def file_of(paper: str, folder: Path | None = None) -> Path:
    """Where the times of *paper* are kept: beside the notebook."""
    if paper not in PAPERS:
        raise ValueError(f"there is no paper {paper!r}; there are {' and '.join(PAPERS)}")
    return (folder or Path.cwd()) / f"exam-{paper}.json"


def load(paper: str, folder: Path | None = None) -> Times | None:
    """The times of *paper*; None when it was not started, or when the file says something else."""
    try:
        found = json.loads(file_of(paper, folder).read_text(encoding="utf-8"))
        finished = found["finished"]
        return Times(
            paper,
            float(found["started"]),
            None if finished is None else float(finished),
            str(found["part"]),
            float(found["since"]),
            {part: float(found["spent"].get(part, 0.0)) for part in MINUTES},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save(times: Times, folder: Path | None = None) -> None:
    """Write the times, all or nothing."""
    path = file_of(times.paper, folder)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(vars(times), indent=1) + "\n", encoding="utf-8")
    os.replace(partial, path)


def begin(paper: str, now: float, folder: Path | None = None) -> Times:
    """The times of *paper*, from the file or started at *now*."""
    times = load(paper, folder)
    if times is None:
        times = Times(paper, started=now, since=now)
        save(times, folder)
    return times


def picture(times: Times, now: float) -> str:
    """The clock as HTML: a line a part, the running one marked, late ones said so."""
    rows = []
    for part, limit in MINUTES.items():
        left = 60 * limit - times.seconds(part, now)
        running = part == times.part and times.finished is None
        words = f"{minutes(left)} left" if left >= 0 else f"{minutes(-left)} over: late"
        style = "font-weight:600;" if running else ""
        style += "color:#a4262c;" if left < 0 else ""
        share = min(max(left / (60 * limit), 0.0), 1.0)
        bar = (
            '<div style="width:160px;height:10px;border:1px solid #767676;border-radius:5px;overflow:hidden">'
            f'<div style="width:{share:.0%};height:100%;background:#0b6aa2"></div></div>'
        )
        rows.append(
            f'<tr style="{style}"><td style="text-align:left">{"▶" if running else ""} {part}</td>'
            f'<td style="text-align:left">{words}</td><td>{bar}</td></tr>'
        )
    whole = sum(60 * limit for limit in MINUTES.values()) - ((times.finished or now) - times.started)
    total = f"{minutes(whole)} left of 90 minutes" if whole >= 0 else f"{minutes(-whole)} over 90 minutes: late"
    head = f"Paper {times.paper}, finished" if times.finished else f"Paper {times.paper}"
    return f'<div role="timer" aria-label="{head}: {total}"><b>{head}: {total}</b><table>{"".join(rows)}</table></div>'


def minutes(seconds: float) -> str:
    """``75`` → ``1:15``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def start(paper: str, now: Callable[[], float] = time.time) -> None:
    """Start the clock of *paper*, or go on where it was; show it, with a button for each part.

    Where the folder can't be written to, as in the grader, nothing is shown.
    """
    try:
        times = begin(paper, now())
    except OSError:
        return
    from IPython import get_ipython
    from IPython.display import HTML, display

    if get_ipython() is None or getattr(get_ipython(), "kernel", None) is None:
        display(HTML(picture(times, now())))
        return
    _widget(times, now)


def finish(paper: str, now: Callable[[], float] = time.time) -> None:
    """Stop the clock of *paper* for good, and say how long each part took."""
    times = load(paper)
    if times is None:
        print("The clock was not started.")
        return
    try:
        times.finish(now())
        save(times)
    except OSError:
        return
    print(told(times))


def told(times: Times) -> str:
    """Start, finish and time of each part, as text."""
    end = times.finished or time.time()
    lines = [f"Paper {times.paper}: started {stamp(times.started)}, " + (
        f"finished {stamp(times.finished)}" if times.finished else "not finished")]  # fmt: skip
    for part, limit in MINUTES.items():
        late = ", late" if part in times.late(end) else ""
        lines.append(f"  {part}: {minutes(times.seconds(part, end))} of {limit}:00{late}")
    return "\n".join(lines)


def stamp(seconds: float | None) -> str:
    """A time, in UTC, as text."""
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


def _widget(times: Times, now: Callable[[], float]) -> None:
    """The clock with buttons; a background task moves it on each second until the paper is finished."""
    import asyncio

    import ipywidgets
    from IPython.display import display

    face = ipywidgets.HTML(picture(times, now()))
    value = times.part if times.part in MINUTES else None
    buttons = ipywidgets.ToggleButtons(options=list(MINUTES), value=value, description="Now on:")
    buttons.style.button_width = "48px"

    def show() -> None:
        fresh = load(times.paper) or times
        face.value = picture(fresh, now())

    def turned(change: dict[str, Any]) -> None:
        fresh = load(times.paper) or times
        if change["new"] is not None:
            fresh.turn(change["new"], now())
            save(fresh)
        show()

    async def tick() -> None:
        while (load(times.paper) or times).finished is None:
            show()
            await asyncio.sleep(1)
        buttons.disabled = True
        show()

    buttons.observe(turned, names="value")
    display(ipywidgets.VBox([face, buttons]))
    global _task
    if _task is not None:
        _task.cancel()
    _task = asyncio.get_running_loop().create_task(tick())


_task: Any = None
