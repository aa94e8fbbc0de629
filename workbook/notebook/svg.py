"""Small pictures as SVG text: the same bytes on every machine, sharp at any size, with a text for those who can't see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

INK, GREY, LINE, PALE, PAPER = "#1a1a2e", "#888888", "#c9c9c2", "#e9e9e6", "#ffffff"
GOOD, FAIR, BAD = "#0f7b6c", "#e0a526", "#7a2e4d"  # tell apart in deuteranopia and in grey
# Colours that stay apart for colour-blind eyes (Okabe and Ito, 2008).
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#e69f00", "#009e73", "#cc79a7"
SKY, VERMILION, YELLOW = "#56b4e9", "#d55e00", "#f0e442"
SERIES = (BLUE, VERMILION, GREEN, PURPLE)

_ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
    f'<path d="M0 0 L10 5 L0 10 z" fill="{INK}"/></marker></defs>'
)


def text(
    x: float, y: float, words: str, *, size: float = 13, anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    """A line of text at (x, y), the baseline's start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    kept = ' style="white-space:pre"' if "  " in words else ""  # else a row of blanks is drawn as one
    style = f'font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"{weight}{kept}'
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'


def box(
    x: float, y: float, width: float, height: float, fill: str, *, edge: str = PAPER, thick: float = 1, dash: str = ""
) -> str:
    """A filled rectangle."""
    style = f'fill="{fill}" stroke="{edge}"{_stroke(thick, dash)}'
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" {style}/>'


def line(
    x1: float, y1: float, x2: float, y2: float, *, colour: str = LINE, width: float = 1, dash: str = "",
    arrow: bool = False,
) -> str:  # fmt: skip
    """A straight line."""
    head = ' marker-end="url(#arrow)"' if arrow else ""
    style = f'stroke="{colour}"{_stroke(width, dash)}{head}'
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {style}/>'


def path(points: Iterable[tuple[float, float]], *, colour: str, width: float = 2.5, dash: str = "") -> str:
    """A line through *points*."""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}"{_stroke(width, dash)}/>'


def dot(x: float, y: float, colour: str, radius: float = 5) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" stroke="#ffffff"/>'


def picture(width: float, height: float, shapes: Iterable[str], alt: str) -> str:
    """The whole SVG: *shapes* on a white ground, *alt* read aloud in place of the picture."""
    shapes = list(shapes)
    if any("url(#arrow)" in shape for shape in shapes):
        shapes.insert(0, _ARROW)
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'style="max-width:100%;height:auto" role="img" aria-label="{escape(alt, quote=True)}" '
        'font-family="system-ui, Helvetica, Arial, sans-serif">'
    )
    return "\n".join([head, f"<title>{escape(alt)}</title>", box(0, 0, width, height, "#ffffff"), *shapes, "</svg>\n"])


@dataclass
class Picture:
    """Shapes drawn one after the other on a sheet of `width` by `height` pixels; x to the right, y down."""

    width: float
    height: float
    alt: str
    shapes: list[str] = field(default_factory=list)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str = PAPER, *,
        line: str = INK, thick: float = 1, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle with its outline."""
        self.shapes.append(box(x, y, width, height, fill, edge=line, thick=thick, dash="4 3" if dashed else ""))

    def text(
        self, x: float, y: float, words: str, *,
        size: float = 13, colour: str = INK, anchor: str = "middle", bold: bool = False,
    ) -> None:  # fmt: skip
        """*words* with their middle (or start, or end) at x and their vertical middle at y."""
        self.shapes.append(text(x, y + 0.35 * size, words, size=size, anchor=anchor, colour=colour, bold=bold))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *,
        colour: str = INK, thick: float = 1, dashed: bool = False, arrow: bool = False,
    ) -> None:  # fmt: skip
        """A straight line, with an arrow's head at its end if asked for."""
        dash = "4 3" if dashed else ""
        self.shapes.append(line(x1, y1, x2, y2, colour=colour, width=thick, dash=dash, arrow=arrow))

    def __str__(self) -> str:
        return picture(self.width, self.height, self.shapes, self.alt)


def _stroke(width: float, dash: str) -> str:
    return (f' stroke-width="{width:g}"' if width != 1 else "") + (f' stroke-dasharray="{dash}"' if dash else "")
