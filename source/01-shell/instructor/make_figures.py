"""Draw figures/: what a shell does to words, lines and streams, step by step, and the incident's requests. Same bytes every time."""

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
    parts += [text(50, 97, "names.txt"), text(655, 97, "out.txt"), text(136, 76, "0 input", 13, BLUE)]
    parts += [
        text(358, 76, "1 output | 0 input", 13, BLUE),
        text(576, 76, "1 output", 13, BLUE),
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


def box(x: float, y: float, width: float, words: str, colour: str = GREY, fill: str = "#f2f2f2", size: int = 15) -> str:
    """Words in a frame, 30 high, ``y`` at its top."""
    frame = (
        f'<rect x="{x}" y="{y}" width="{width}" height="30" rx="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )
    return frame + code(x + width / 2, y + 21, words, size)


def code(x: float, y: float, words: str, size: int = 15, colour: str = "#111111", anchor: str = "middle") -> str:
    """One line as it is typed."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    mono = 'font-family="DejaVu Sans Mono, Courier New, monospace" xml:space="preserve"'
    return f'<text x="{x}" y="{y}" {mono} font-size="{size}" fill="{colour}" text-anchor="{anchor}">{words}</text>'


def words() -> str:
    """What the shell hands to cat: without quotes two names, with quotes one."""
    parts = [text(350, 28, "name holds the text  trip report.txt", 16, "#111111")]
    for y, typed, pieces, colour, said in (
        (50, "cat $name", ["trip", "report.txt"], ORANGE, "two files that nobody has"),
        (110, 'cat "$name"', ["trip report.txt"], BLUE, "the file that was meant"),
    ):
        parts += [code(30, y + 21, typed, 17, anchor="start"), arrow(f"170,{y + 15} 232,{y + 15}", colour)]
        x = 240
        for piece in pieces:
            width = 20 + 9.1 * len(piece)
            parts.append(box(x, y, width, piece, colour, "white"))
            x += width + 12
        parts.append(text(x + 8, y + 20, said, 14, colour, "start"))
    return page(700, 160, parts)


def modes() -> str:
    """rwxr-x--- as three groups of three, with their sums: 7, 5, 0."""
    parts = []
    for group, (who, letters) in enumerate((("owner (u)", "rwx"), ("group (g)", "r-x"), ("others (o)", "---"))):
        x = 60 + group * 200
        parts.append(text(x + 75, 26, who, 15, "#111111"))
        for place, letter in enumerate(letters):
            value = (4, 2, 1)[place] if letter != "-" else 0
            parts.append(
                box(x + place * 52, 40, 46, letter, BLUE if value else GREY, "white" if value else "#f2f2f2", 18)
            )
            parts.append(code(x + place * 52 + 23, 94, str(value), 16, BLUE if value else GREY))
            parts += [code(x + place * 52 + 49, 94, "+", 14, GREY)] if place < 2 else []
        parts.append(code(x + 75, 130, f"= {sum((4, 2, 1)[i] for i, c in enumerate(letters) if c != '-')}", 20))
    return page(640, 146, parts)


def patterns() -> str:
    """Three names under a glob and two regular expressions: the part that each finds, and whether the name is kept."""
    letter, size = 9.63, 16  # the width of a letter at that size
    columns = [("glob  *.csv", r"^.*\.csv$"), ("grep '.csv'", ".csv"), (r"grep '\.csv$'", r"\.csv$")]
    parts = []
    for column, (title, pattern) in enumerate(columns):
        x = 24 + column * 222
        parts.append(code(x, 32, title, 17, "#111111", "start"))
        for row, name in enumerate(("run1.csv", "run2.csv.bak", "runcsv.txt")):
            y, found = 74 + row * 42, re.search(pattern, name)
            if found:
                left, width = x + found.start() * letter, (found.end() - found.start()) * letter
                parts.append(
                    f'<rect x="{left:.1f}" y="{y - 18}" width="{width:.1f}" height="25" rx="4" fill="#d6e9f5" stroke="{BLUE}"/>'
                )
            parts.append(code(x, y, name, size, "#111111" if found else GREY, "start"))
            parts.append(text(x + 126, y, "kept" if found else "no match", 13, BLUE if found else GREY, "start"))
    return page(690, 176, parts)


def pipeline() -> str:
    """Six lines of a log on their way through cut, sort, uniq -c and sort -nr."""
    steps = [
        ("the log", ["/ask   200", "/info  200", "/ask   503", "/ask   200", "/info  200", "/help  404"]),
        ("cut -d' ' -f1", ["/ask", "/info", "/ask", "/ask", "/info", "/help"]),
        ("sort", ["/ask", "/ask", "/ask", "/help", "/info", "/info"]),
        ("uniq -c", ["3 /ask", "1 /help", "2 /info"]),
        ("sort -nr", ["3 /ask", "2 /info", "1 /help"]),
    ]
    parts = []
    for number, (name, lines) in enumerate(steps):
        x = 12 + number * 158
        parts.append(code(x + 62, 26, name, 14, BLUE if number else "#111111"))
        parts.append(f'<rect x="{x}" y="38" width="124" height="150" rx="6" fill="#f7f7f7" stroke="{GREY}"/>')
        parts += [code(x + 12, 62 + 23 * place, line, 15, anchor="start") for place, line in enumerate(lines)]
        parts += [arrow(f"{x + 127},112 {x + 154},112", BLUE)] if number < len(steps) - 1 else []
    return page(780, 200, parts)


def order() -> str:
    """Where streams 1 and 2 lead after each redirection, read from left to right, in both orders."""
    parts = []
    for row, (typed, steps) in enumerate(
        (
            ("job > f 2>&1", [("at the start", "screen", "screen"), ("> f", "f", "screen"), ("2>&1", "f", "f")]),
            (
                "job 2>&1 > f",
                [("at the start", "screen", "screen"), ("2>&1", "screen", "screen"), ("> f", "f", "screen")],
            ),
        )
    ):
        y = 20 + row * 112
        parts.append(code(20, y + 52, typed, 17, anchor="start"))
        for number, (step, one, two) in enumerate(steps):
            x = 190 + number * 175
            parts.append(code(x + 65, y + 16, step, 14, GREY) if number else text(x + 65, y + 16, step, 14))
            for line, (stream, place, colour) in enumerate((("1", one, BLUE), ("2", two, ORANGE))):
                parts.append(
                    box(
                        x,
                        y + 26 + 36 * line,
                        130,
                        f"{stream} to {place}",
                        colour,
                        "white" if place == "f" else "#f2f2f2",
                    )
                )
            parts += [arrow(f"{x + 134},{y + 59} {x + 170},{y + 59}", BLUE)] if number < 2 else []
    return page(700, 240, parts)


def joined() -> str:
    """Two sorted files walked side by side: a match, no match on the left, no match on the right."""
    rows = [
        ("u1 3", "u1 free", "u1 3 free", "a match"),
        ("u2 7", "u2 pro", "u2 7 pro", "a match"),
        ("u9 1", "", "u9 1 ?", "no plan: kept by -a 1"),
        ("", "u12 pro", "", "no events: left out"),
    ]
    rows = sorted(rows, key=lambda row: row[0] or row[1])
    parts = [code(75, 26, "counts"), code(235, 26, "plans"), code(450, 26, "join -a 1 … counts plans")]
    for number, (left, right, out, said) in enumerate(rows):
        y, both = 40 + 42 * number, bool(left and right)
        colour = BLUE if both else ORANGE
        parts += [box(20, y, 110, left, colour, "white")] if left else []
        parts += [box(180, y, 110, right, colour, "white")] if right else []
        parts += (
            [f'<line x1="130" y1="{y + 15}" x2="180" y2="{y + 15}" stroke="{BLUE}" stroke-width="3"/>'] if both else []
        )
        parts += [arrow(f"296,{y + 15} 366,{y + 15}", colour), box(372, y, 150, out, colour, "white")] if out else []
        parts.append(text(536, y + 20, said, 14, colour, "start"))
    return page(700, 215, parts)


def stopping() -> str:
    """A line of time: TERM at 0, a job that saves and ends, one that doesn't listen and gets KILL."""
    parts = []
    for row, (name, ends, said) in enumerate(
        (("saves its work", 0.4, "gone: stop looking, exit 0"), ("doesn't listen", 1.0, ""))
    ):
        y = 66 + row * 62
        parts.append(text(20, y + 20, name, 15, GREY, "start"))
        parts.append(
            f'<rect x="160" y="{y}" width="{ends * 400}" height="30" fill="{BLUE if row == 0 else ORANGE}" opacity="0.75"/>'
        )
        parts += [text(170 + ends * 400, y + 20, said, 14, BLUE, "start")] if said else []
    for at, words_, colour in ((0.0, "TERM", BLUE), (1.0, "KILL", ORANGE)):
        x = 160 + at * 400
        parts.append(f'<line x1="{x}" y1="44" x2="{x}" y2="172" stroke="{colour}" stroke-width="3"/>')
        parts.append(code(x, 34, words_, 16, colour))
    parts += [text(160 + tenth * 40, 192, f"{tenth / 10:g} s", 13) for tenth in (0, 5, 10)]
    parts += [
        f'<line x1="{160 + tenth * 40}" y1="160" x2="{160 + tenth * 40}" y2="172" stroke="{GREY}"/>'
        for tenth in range(11)
    ]
    return page(700, 205, parts)


def safely() -> str:
    """What DEST holds in each step of a backup that may fail: a part, then the whole, and deletion last."""
    steps = [
        ("before", ["backup-0001", "backup-0002"], ""),
        ("1 copy", ["backup-0001", "backup-0002", ".part"], "fails? remove .part"),
        ("2 rename", ["backup-0001", "backup-0002", "backup-0003"], "at once, or not at all"),
        ("3 delete", ["backup-0002", "backup-0003"], "only now"),
    ]
    parts = []
    for number, (name, folders, said) in enumerate(steps):
        x = 14 + number * 172
        parts.append(text(x + 68, 26, name, 15, "#111111"))
        for place, folder in enumerate(folders):
            new = folder in (".part", "backup-0003")
            parts.append(
                box(
                    x, 40 + place * 40, 136, folder, ORANGE if folder == ".part" else BLUE if new else GREY, "white", 14
                )
            )
        parts.append(text(x + 68, 182, said, 13))
        parts += [arrow(f"{x + 140},95 {x + 168},95", BLUE)] if number < 3 else []
    return page(690, 196, parts)


FIGURES = (words, patterns, modes, pipeline, streams, order, joined, stopping, safely, requests)


if __name__ == "__main__":
    (UNIT / "figures").mkdir(exist_ok=True)
    for figure in FIGURES:
        (UNIT / f"figures/{figure.__name__}.svg").write_text(figure())
