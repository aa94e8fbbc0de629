"""A picture with sliders: without a running kernel the picture stands by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook.notebook.figures.svg import Picture


def show(draw: Callable[..., Picture], sliders: Mapping[str, Any], columns: int = 2) -> None:
    """Shows `draw(**values)` below its `sliders` (ipywidgets by parameter name), and draws it anew when one moves.

    The picture is an ordinary output, so a converted notebook keeps it.
    """
    import ipywidgets
    from IPython.display import display

    def values() -> dict[str, Any]:
        return {name: slider.value for name, slider in sliders.items()}

    rows = list(sliders.values())
    display(ipywidgets.GridBox(rows, layout=ipywidgets.Layout(grid_template_columns=f"repeat({columns}, 340px)")))
    handle = display(draw(**values()).bundle(), raw=True, display_id=True)

    def redraw(change: Any) -> None:
        if handle is not None:
            handle.update(draw(**values()).bundle(), raw=True)

    for slider in rows:
        slider.observe(redraw, names="value")
