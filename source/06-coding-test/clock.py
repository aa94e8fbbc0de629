"""The clock of the coding test: time left for each part, in a widget with a button for each.

The times are written at each change to ``exam-<paper>.json`` beside the notebook and into the clock's own output, so
that a restarted kernel or a closed tab loses nothing and both are handed in (see paper_times.py). A paper that was
finished stays finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from paper_times import KEY, Times, file_of, load, minutes, save, stamp, told
from papers import MINUTES, is_sample

__all__ = ["Times", "begin", "file_of", "finish", "load", "picture", "save", "start"]


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
            f'<tr style="{style}"><td style="text-align:left;min-width:2.4em">{"▶" if running else ""} {part}</td>'
            f'<td style="text-align:left;min-width:8em">{words}</td><td>{bar}</td></tr>'
        )
    whole = sum(60 * limit for limit in MINUTES.values()) - ((times.finished or now) - times.started)
    total = f"{minutes(whole)} left of 90 minutes" if whole >= 0 else f"{minutes(-whole)} over 90 minutes: late"
    head = f"Paper {times.paper}, finished" if times.finished else f"Paper {times.paper}"
    return f'<div role="timer" aria-label="{head}: {total}"><b>{head}: {total}</b><table>{"".join(rows)}</table></div>'


def start(paper: str, now: Callable[[], float] = time.time) -> None:
    """Start the clock of *paper*, or go on where it was; show it, with a button for each part.

    Outside a Jupyter kernel, as in the grader, and in a folder that can't be written to no clock is started; nor is it while the
    notebook's name is still the sample's, unless the paper was begun before.
    """
    if not _in_jupyter():
        return
    if is_sample(_name()) and load(paper) is None:
        print(
            "The clock has not been started: the name is still the sample's.\n"
            "Write your own in the cell at the top, run that cell,\nthe one that draws the sheet, and this one."
        )
        return
    try:
        times = begin(paper, now())
    except OSError:
        print("The clock can't be kept: this folder can't be written to.")
        return
    _widget(times, now)


def finish(paper: str, now: Callable[[], float] = time.time) -> None:
    """Stop the clock of *paper* for good, and say how long each part took."""
    from IPython.display import display

    if not _in_jupyter():
        return
    times = load(paper)
    if times is None:
        print("The clock was not started.")
        return
    try:
        times.finish(now())
        save(times)
    except OSError:
        return
    display({"text/plain": told(times)}, metadata=_metadata(times), raw=True)


def _in_jupyter() -> bool:
    """Whether a Jupyter kernel runs this; says so if not. The grader's processes have none, and no clock there."""
    from IPython import get_ipython

    inside = getattr(get_ipython(), "kernel", None) is not None
    if not inside:
        print("The clock runs in Jupyter only.")
    return inside


def _name() -> object:
    """The name that the notebook gives, in the cell at its top."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get("student") if shell is not None else None


def _metadata(times: Times) -> dict[str, Any]:
    """What goes with an output into the notebook: the times, for whoever the notebook is handed in to."""
    return {"workbook": {KEY: asdict(times)}}


def _note(times: Times) -> dict[str, str]:
    """The line below the clock, as a mime bundle."""
    if times.finished is not None:
        return {"text/plain": told(times)}
    on = f"on part {times.part} since {stamp(times.since)}"
    return {"text/plain": f"Started {stamp(times.started)}, {on}. Kept in {file_of(times.paper).name}."}


def _widget(times: Times, now: Callable[[], float]) -> None:
    """The clock with buttons; a background task moves it on each second until the paper is finished."""
    import asyncio

    import ipywidgets
    from IPython.display import display

    face = ipywidgets.HTML(picture(times, now()))
    value = times.part if times.part in MINUTES else None
    buttons = ipywidgets.ToggleButtons(options=list(MINUTES), value=value, description="Now on:")
    buttons.style.button_width = "48px"
    buttons.disabled = times.finished is not None

    def show() -> None:
        fresh = load(times.paper) or times
        face.value = picture(fresh, now())

    def turned(change: dict[str, Any]) -> None:
        fresh = load(times.paper) or times
        if change["new"] is not None:
            fresh.turn(change["new"], now())
            save(fresh)
            note.update(_note(fresh), metadata=_metadata(fresh), raw=True)
        show()

    async def tick() -> None:
        while (load(times.paper) or times).finished is None:
            show()
            await asyncio.sleep(1)
        buttons.disabled = True
        show()
        note.update(_note(load(times.paper) or times), metadata=_metadata(load(times.paper) or times), raw=True)

    buttons.observe(turned, names="value")
    display(ipywidgets.VBox([face, buttons], layout=ipywidgets.Layout(padding="0 0 6px 0")))
    note = display(_note(times), metadata=_metadata(times), raw=True, display_id=True)
    global _task
    if _task is not None:
        _task.cancel()
    _task = asyncio.get_running_loop().create_task(tick())


_task: Any = None
