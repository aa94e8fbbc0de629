"""Draw figures/: the three streams with a pipe, and the requests per minute of the incident. Same bytes every time."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

UNIT = Path(__file__).resolve().parent.parent
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#444444"
FONT = 'font-family="DejaVu Sans, Arial, sans-serif"'


def text(x: float, y: float, words: str, size: int = 15, colour: str = GREY, anchor: str = "middle") -> str:
    """One line of words."""
    return f'<text x="{x}" y="{y}" {FONT} font-size="{size}" fill="{colour}" text-anchor="{anchor}">{words}</text>'


def arrow(points: str, colour: str, dashed: bool = False) -> str:
    """A line with a head at its end."""
    style = ' stroke-dasharray="7 5"' if dashed else ""
    head = "a" if colour == BLUE else "b"
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="3"{style} marker-end="url(#{head})"/>'
    )


def page(width: int, height: int, parts: list[str]) -> str:
    """A whole SVG."""
    marks = "".join(
        f'<marker id="{name}" markerWidth="10" markerHeight="8" refX="7" refY="4" orient="auto">'
        f'<path d="M0,0 L8,4 L0,8 z" fill="{colour}" stroke="none"/></marker>'
        for name, colour in (("a", BLUE), ("b", ORANGE))
    )
    back = f'<rect width="{width}" height="{height}" fill="white"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return "\n".join([head, f"<defs>{marks}</defs>", back, *parts, "</svg>", ""])


def streams() -> str:
    """``sort < names.txt | uniq > out.txt``, with its streams."""
    parts = []
    for x, name in ((180, "sort"), (430, "uniq")):
        parts.append(
            f'<rect x="{x}" y="60" width="110" height="64" rx="8" fill="#f2f2f2" stroke="{GREY}" stroke-width="2"/>'
        )
        parts.append(text(x + 55, 99, name, 19, "#111111"))
        parts.append(arrow(f"{x + 55},124 {x + 55},192", ORANGE, dashed=True))
        parts.append(text(x + 66, 162, "2 standard error", 13, ORANGE, "start"))
    parts += [arrow("95,92 176,92", BLUE), arrow("290,92 426,92", BLUE), arrow("540,92 612,92", BLUE)]
    parts += [text(50, 97, "names.txt"), text(655, 97, "out.txt"), text(136, 80, "0 input", 13, BLUE)]
    parts += [
        text(358, 80, "1 output | 0 input", 13, BLUE),
        text(576, 80, "1 output", 13, BLUE),
        text(358, 116, "the pipe", 13, BLUE),
    ]
    parts.append(
        f'<rect x="180" y="196" width="360" height="34" rx="6" fill="#fff4ec" stroke="{ORANGE}" stroke-width="2"/>'
    )
    parts += [
        text(360, 218, "the screen: errors go past the pipe", 14),
        text(350, 32, "sort &lt; names.txt | uniq &gt; out.txt", 18, "#111111"),
    ]
    return page(700, 250, parts)


def requests() -> str:
    """Requests and failed answers, minute by minute, in the published incident."""
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for path in sorted((UNIT / "data/incident/access").iterdir()):
        for line in path.read_text().splitlines():
            found = re.match(r'[^"]*\[[^:]*:(\d\d:\d\d)[^"]*"[^"]*" (\d)', line)
            if found:
                (bad if found[2] == "5" else good)[found[1]] += 1
    minutes = sorted(good | bad)
    high = max((good + bad).values())
    parts = [text(350, 26, "Requests per minute, 14 March", 16, "#111111")]
    for number in range(0, high + 1, 5):
        y = 230 - number * 180 / high
        parts.append(
            f'<line x1="50" y1="{y:.1f}" x2="690" y2="{y:.1f}" stroke="#dddddd"/>'
            + text(42, y + 5, str(number), 13, GREY, "end")
        )
    width = 640 / len(minutes)
    for i, minute in enumerate(minutes):
        x, low = 50 + i * width, 230 - good[minute] * 180 / high
        tall = bad[minute] * 180 / high
        parts.append(
            f'<rect x="{x:.1f}" y="{low:.1f}" width="{width * 0.85:.1f}" height="{230 - low:.1f}" fill="{BLUE}"/>'
        )
        parts.append(
            f'<rect x="{x:.1f}" y="{low - tall:.1f}" width="{width * 0.85:.1f}" height="{tall:.1f}" fill="{ORANGE}"/>'
        )
        if i % 15 == 0:
            parts.append(text(x, 252, minute, 13))
    parts += [
        f'<rect x="60" y="42" width="14" height="14" fill="{BLUE}"/>',
        text(80, 54, "answered", 14, GREY, "start"),
    ]
    parts += [
        f'<rect x="165" y="42" width="14" height="14" fill="{ORANGE}"/>',
        text(185, 54, "failed (5xx)", 14, GREY, "start"),
    ]
    return page(700, 265, parts)


if __name__ == "__main__":
    (UNIT / "figures").mkdir(exist_ok=True)
    (UNIT / "figures/streams.svg").write_text(streams())
    (UNIT / "figures/requests.svg").write_text(requests())
