"""Small pictures as SVG text: quick to draw, sharp at any size, with a text for those who can't see them.

A figure function shows the picture at once, so that it is there in a printed or exported page too; controls come
below it where a kernel runs that can answer them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

INK, PALE, LINE = "#1a1a2e", "#f4f4f1", "#c9c9c2"
GOOD, FAIR, BAD = "#0f7b6c", "#e0a526", "#7a2e4d"  # tell apart in deuteranopia and in grey
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")


def text(
    x: float, y: float, words: str, *, size: int = 13, anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    """A line of text at (x, y), the baseline's start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    style = f'font-size="{size}" text-anchor="{anchor}" fill="{colour}"{weight}'
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str, *, edge: str = "#ffffff") -> str:
    """A filled rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" stroke="{edge}"/>'


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = LINE, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def path(points: Iterable[tuple[float, float]], *, colour: str, width: float = 2.5) -> str:
    """A line through *points*."""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def dot(x: float, y: float, colour: str, radius: float = 5) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" stroke="#ffffff"/>'


def picture(width: int, height: int, shapes: Iterable[str], alt: str) -> str:
    """The whole SVG: *shapes* on a white ground, *alt* read aloud in place of the picture."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'style="max-width:100%;height:auto" role="img" aria-label="{escape(alt, quote=True)}" '
        'font-family="system-ui, Helvetica, Arial, sans-serif">'
    )
    return "\n".join([head, f"<title>{escape(alt)}</title>", box(0, 0, width, height, "#ffffff"), *shapes, "</svg>\n"])


def show(svg: str) -> None:
    """Show an SVG in a notebook; outside of IPython do nothing."""
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import HTML, display
    except ImportError:
        return
    if get_ipython() is not None:
        display(HTML(svg))


def controlled(draw: Callable[..., str], **controls: dict[str, Any]) -> None:
    """Below a picture that stands there already: controls, and the picture that *draw* makes of their values.

    Each control is ``{"widget": name of the ipywidgets class, ...its arguments}``. Without a kernel nothing is shown.
    """
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if not hasattr(get_ipython(), "kernel"):
        return
    import ipywidgets

    inputs = {}
    for name, settings in controls.items():
        arguments = {key: value for key, value in settings.items() if key != "widget"}
        inputs[name] = getattr(ipywidgets, settings["widget"])(**arguments)
    output = ipywidgets.HTML()

    def refresh(_: object = None) -> None:
        output.value = draw(**{name: control.value for name, control in inputs.items()})

    for control in inputs.values():
        control.observe(refresh, names="value")
    refresh()
    display(ipywidgets.VBox([*inputs.values(), output]))
