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


def controlled(draw: Callable[..., str], controls: Mapping[str, dict[str, Any]], *, columns: int = 1) -> None:
    """Controls, and below them the picture that *draw* makes of their values, drawn anew when one moves.

    Each control is ``{"widget": name of the ipywidgets class, ...its arguments}``. The picture is an ordinary output,
    so a converted notebook keeps it. Without a kernel there is only the picture.
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

    def drawn() -> dict[str, str]:
        return bundle(draw(**{name: control.value for name, control in inputs.items()}))

    layout = {"grid_template_columns": f"repeat({columns}, max-content)"}
    display(ipywidgets.GridBox(list(inputs.values()), layout=layout))
    handle = display(drawn(), raw=True, display_id=True)
    for control in inputs.values():
        control.observe(lambda _change: handle.update(drawn(), raw=True), names="value")


def slider(name: str, low: float, high: float, value: float, **settings: Any) -> dict[str, Any]:
    """The control of a number from *low* to *high*: of whole numbers unless one of them is a float."""
    kind = "FloatSlider" if any(isinstance(number, float) for number in (low, high, value)) else "IntSlider"
    style = {"description_width": "90px"}
    return {"widget": kind, "min": low, "max": high, "value": value, "description": name, "style": style, **settings}


def _shell() -> Any:
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()
