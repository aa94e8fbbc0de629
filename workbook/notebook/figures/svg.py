"""Small pictures as SVG text: the same bytes on every machine, sharp at any size, with a text for those who can't see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

# Colours that stay apart for colour-blind eyes (Okabe and Ito, 2008), and greys.
BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
)
INK, GREY, PALE, PAPER = "#222222", "#888888", "#e8e8e8", "#ffffff"


@dataclass
class Picture:
    """Shapes on a sheet of `width` by `height` pixels; x to the right, y down."""

    width: float
    height: float
    alt: str
    shapes: list[str] = field(default_factory=list)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = PAPER,
        *,
        line: str = INK,
        thick: float = 1,
        dashed: bool = False,
    ) -> None:
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self.shapes.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" '
            f'stroke="{line}" stroke-width="{thick:g}"{dash}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 13,
        colour: str = INK,
        anchor: str = "middle",
        bold: bool = False,
    ) -> None:
        """`words` with their middle (or start, or end) at x and their vertical middle at y."""
        weight = ' font-weight="bold"' if bold else ""
        self.shapes.append(
            f'<text x="{x:g}" y="{y + 0.35 * size:g}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str = INK,
        thick: float = 1,
        dashed: bool = False,
        arrow: bool = False,
    ) -> None:
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        head = ' marker-end="url(#arrow)"' if arrow else ""
        self.shapes.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="{thick:g}"{dash}{head}/>'
        )

    def __str__(self) -> str:
        arrow = (
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0 0 L10 5 L0 10 z" fill="{INK}"/></marker></defs>'
        )
        body = "\n".join(self.shapes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'role="img" font-family="Helvetica, Arial, sans-serif" style="max-width: 100%; height: auto">\n<title>{escape(self.alt)}</title>\n'
            f'{arrow}\n<rect width="100%" height="100%" fill="{PAPER}"/>\n{body}\n</svg>\n'
        )

    def bundle(self) -> dict[str, str]:
        """The picture for IPython's `display(..., raw=True)`."""
        return {"image/svg+xml": str(self), "text/plain": self.alt}
