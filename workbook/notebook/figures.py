"""Figures of matplotlib with a text for those who can't see them: JupyterLab gives a plain picture none."""

from __future__ import annotations

import base64
from html import escape
from typing import Any


def describe(shell: Any) -> None:
    """Have every figure shown as a picture with its description from now on, in the IPython *shell*.

    Under its base class: `%matplotlib` forgets what stands under the class itself.
    """
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type_by_name("matplotlib.figure", "FigureBase", html)


def html(figure: Any) -> str:
    """The figure as it would be shown, with its description."""
    from IPython.core.pylabtools import print_figure

    data = base64.b64encode(print_figure(figure, base64=False)).decode("ascii")
    return f'<img src="data:image/png;base64,{data}" alt="{escape(description(figure), quote=True)}" style="max-width:100%">'


def description(figure: Any) -> str:
    """What the figure's own words say: titles, what the axes show, and what the legend tells apart."""
    parts = [_text(figure.get_suptitle())]
    for axes in figure.axes:
        said = [_text(axes.get_title())]
        said += [
            f"{name} axis: {label}" for name in ("x", "y") if (label := _text(getattr(axes, f"get_{name}label")()))
        ]
        legend = axes.get_legend()
        told = [_text(one.get_text()) for one in legend.get_texts()] if legend else []
        said += [f"shown are {', '.join(told)}"] if told else []
        parts.append("; ".join(filter(None, said)))
    words = ". ".join(filter(None, parts))
    return f"Chart: {words}." if words else "A chart without words."


def _text(words: str) -> str:
    return " ".join(str(words).split())
