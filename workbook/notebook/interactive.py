"""A picture with controls: where no kernel runs, in a printed or exported page, the picture stands by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any


def show(picture: str) -> None:
    """Show an SVG in a notebook; outside of IPython do nothing."""
    if _shell() is not None:
        from IPython.display import display

        display(bundle(picture), raw=True)


def bundle(picture: str) -> dict[str, str]:
    """The SVG for IPython's `display(..., raw=True)`, with its title where only text can be shown."""
    title = re.search("<title>(.*?)</title>", picture, re.DOTALL)
    return {"text/html": picture, "text/plain": unescape(title[1]) if title else "A picture."}


def controlled(
    draw: Callable[..., str],
    controls: Mapping[str, dict[str, Any]],
    *,
    columns: int = 1,
    most: Callable[[dict[str, Any]], Mapping[str, float]] | None = None,
) -> None:
    """Controls, and below them the picture that *draw* makes of their values, drawn anew when one moves.

    Each control is ``{"widget": name of the ipywidgets class, ...its arguments}``. With more than one of *columns* they stand
    side by side as far as there is room. *most* says of the values how far controls go then, by name. The picture is an
    ordinary output, so a converted notebook keeps it. Without a kernel there is only the picture.
    """
    shell = _shell()
    if not hasattr(shell, "kernel"):
        show(draw(**{name: settings["value"] for name, settings in controls.items()}))
        return
    import ipywidgets
    from IPython.display import display

    inputs = {}
    for name, settings in controls.items():
        arguments = {key: value for key, value in settings.items() if key != "widget"}
        inputs[name] = getattr(ipywidgets, settings["widget"])(**arguments)

    _line_up([one for one in inputs.values() if one.style.description_width == "initial"])

    def values() -> dict[str, Any]:
        return {name: control.value for name, control in inputs.items()}

    def fit() -> None:
        for name, limit in (most(values()) if most else {}).items():
            if inputs[name].max != limit:
                inputs[name].max = limit

    def drawn() -> dict[str, str]:
        fit()
        return bundle(draw(**values()))

    flow = "row wrap" if columns > 1 else "column"
    display(ipywidgets.Box(list(inputs.values()), layout={"display": "flex", "flex_flow": flow, "width": "100%"}))
    handle = display(drawn(), raw=True, display_id=True)
    for control in inputs.values():
        control.observe(lambda _change: handle.update(drawn(), raw=True), names="value")


def _line_up(inputs: list[Any]) -> None:
    """Give all labels the room of the longest, so that none is cut and the sliders begin below each other."""
    room = 14 + 7 * max((len(one.description) for one in inputs), default=0)
    for one in inputs:
        one.style.description_width = f"{room}px"
        one.layout.width = f"{230 + room}px"


def slider(name: str, low: float, high: float, value: float, **settings: Any) -> dict[str, Any]:
    """The control of a number from *low* to *high*: of whole numbers unless one of them is a float."""
    kind = "FloatSlider" if any(isinstance(number, float) for number in (low, high, value)) else "IntSlider"
    look = {"style": {"description_width": "initial"}, "layout": {"max_width": "calc(100% - 4px)"}}  # less its margins
    return {"widget": kind, "min": low, "max": high, "value": value, "description": name, **look, **settings}


def _shell() -> Any:
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()
