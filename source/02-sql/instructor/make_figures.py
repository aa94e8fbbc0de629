"""Draw the static figures of the unit: the schema, and joins as pictures.

python source/02-sql/instructor/make_figures.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbook.notebook import svg

FOLDER = Path(__file__).resolve().parent.parent / "figures"
REAL, MADE_UP, KEY = "#dbe9f6", "#fbe8d3", "#0072b2"

TABLES = {
    "airlines": (10, 20, REAL, ["*carrier", "name"]),
    "planes": (10, 120, REAL, ["*tailnum", "year", "manufacturer", "model", "engines", "seats"]),
    "flights": (
        250,
        20,
        REAL,
        [
            "*flight_id",
            "year, day",
            "sched_at, dep_at, arr_at",
            "dep_delay, arr_delay",
            "carrier",
            "flight",
            "tailnum",
            "origin",
            "dest",
            "air_time, distance",
        ],
    ),
    "airports": (520, 20, REAL, ["*faa", "name", "lat, lon", "tzone"]),
    "weather": (520, 170, REAL, ["origin", "day", "hour", "temp, precip", "wind_speed, visib"]),
    "members": (250, 300, MADE_UP, ["*member_id", "joined_on", "left_on", "followed_until"]),
    "trips": (10, 300, MADE_UP, ["member_id", "flown_on", "miles"]),
    "refunds": (520, 330, MADE_UP, ["member_id", "paid_at", "reason", "amount"]),
    "lineage": (10, 410, MADE_UP, ["source", "made"]),
}
LINKS = [
    ("flights", "carrier", "airlines", "*carrier"),
    ("flights", "tailnum", "planes", "*tailnum"),
    ("flights", "origin", "airports", "*faa"),
    ("flights", "dest", "airports", "*faa"),
    ("weather", "origin", "airports", "*faa"),
    ("trips", "member_id", "members", "*member_id"),
    ("refunds", "member_id", "members", "*member_id"),
]
WIDTH, ROW = 170, 19


def schema() -> str:
    """The tables and what refers to what."""
    shapes = []
    for table, column, other, key in LINKS:
        (x1, y1), (x2, y2) = place(table, column), place(other, key)
        left, right = (x1, x2 + WIDTH) if x1 > x2 else (x1 + WIDTH, x2)
        if x1 == x2:
            left = right = x1 + WIDTH
            shapes.append(
                f'<path d="M {left} {y1} C {left + 40} {y1}, {left + 40} {y2}, {left} {y2}" fill="none" '
                f'stroke="{KEY}" stroke-width="1.6"/>'
            )
        else:
            bend = (left + right) / 2
            shapes.append(
                f'<path d="M {left} {y1} C {bend} {y1}, {bend} {y2}, {right} {y2}" fill="none" '
                f'stroke="{KEY}" stroke-width="1.6"/>'
            )
        shapes.append(svg.dot(right, y2, KEY, 4))
    for name, (x, y, colour, columns) in TABLES.items():
        shapes.append(svg.box(x, y, WIDTH, 24 + ROW * len(columns), "#ffffff", edge="#555555"))
        shapes.append(svg.box(x, y, WIDTH, 22, colour, edge="#555555"))
        shapes.append(svg.text(x + 8, y + 16, name, size=14, bold=True))
        for number, column in enumerate(columns):
            words = column.removeprefix("*") + (" (key)" if column.startswith("*") else "")
            shapes.append(svg.text(x + 8, y + 38 + ROW * number, words, size=13, bold=column.startswith("*")))
    shapes += [
        svg.box(250, 425, 14, 14, REAL, edge="#555555"),
        svg.text(270, 437, "real: New York, January 2013", size=12),
        svg.box(250, 447, 14, 14, MADE_UP, edge="#555555"),
        svg.text(270, 459, "made up: a travel club, data sets", size=12),
    ]
    return svg.picture(
        735,
        490,
        shapes,
        "Nine tables. flights refers to airlines, planes and airports; weather to airports; "
        "trips and refunds to members. lineage stands alone.",
    )


def place(table: str, column: str) -> tuple[float, float]:
    """Left edge and height of a column."""
    x, y, _, columns = TABLES[table]
    return x, y + 33 + ROW * columns.index(column)


FLIGHTS = [("UA 1545", "N14228"), ("B6 725", "N804JB"), ("AA 791", "NULL"), ("EV 4308", "N999ZZ")]
PLANES = [("N14228", "BOEING"), ("N804JB", "AIRBUS"), ("N102UW", "AIRBUS")]
PAIRED = [("UA 1545", "N14228", "BOEING"), ("B6 725", "N804JB", "AIRBUS")]
ALONE = [("AA 791", "NULL", "NULL"), ("EV 4308", "N999ZZ", "NULL")]
WRONG = "#7a2e4d"
RESULT = "#e3f1e8"


def _two_tables(result: str, rows: list[tuple[str, ...]], lines: tuple[int, ...], alt: str) -> svg.Picture:
    """flights and planes with lines between partners, and what a join makes of them below."""
    drawn = svg.Picture(640, 180 + 30 * len(rows), alt)
    drawn.shapes += [svg.text(20, 24, "flights", bold=True), svg.text(400, 24, "planes", bold=True)]
    for number, row in enumerate(FLIGHTS):
        drawn.shapes += cells(20, 32 + 28 * number, row, [90, 90], REAL)
    for number, row in enumerate(PLANES):
        drawn.shapes += cells(400, 32 + 28 * number, row, [90, 90], MADE_UP)
    for number in lines:
        drawn.shapes.append(svg.line(200, 46 + 28 * number, 400, 46 + 28 * number, colour=KEY, width=2.5))
    drawn.shapes.append(svg.text(20, 172, result, bold=True))
    for number, row in enumerate(rows):
        drawn.shapes += cells(20, 182 + 28 * number, row, [90] * len(row), RESULT)
    return drawn


def _why_alone(drawn: svg.Picture) -> None:
    for number, words in ((2, "NULL equals nothing"), (3, "no such plane")):
        drawn.shapes.append(svg.text(208, 51 + 28 * number, words, size=12, colour=WRONG))


def inner() -> str:
    """Matches, no match: what an inner join keeps."""
    drawn = _two_tables(
        "JOIN: only pairs",
        PAIRED,
        (0, 1),
        "Four flights and three planes. Lines join UA 1545 with plane N14228 and B6 725 with N804JB: two rows of the result. AA 791 "
        "has no tail number, EV 4308 has one that planes does not know, and N102UW has no flight: none of them is in the result.",
    )
    _why_alone(drawn)
    drawn.shapes.append(svg.text(400, 134, "N102UW: no flight", size=12, colour=WRONG))
    return str(drawn)


def left() -> str:
    """What a left join keeps: every row of the left table."""
    drawn = _two_tables(
        "LEFT JOIN: every flight stays",
        [*PAIRED, *ALONE],
        (0, 1),
        "The same tables. The left join gives four rows: the two pairs, and the two flights without a plane with NULL in the plane's column.",
    )
    _why_alone(drawn)
    drawn.shapes.append(svg.text(310, 256, "no partner: the plane's columns are NULL", size=12, colour=WRONG))
    return str(drawn)


def anti() -> str:
    """What has no partner."""
    drawn = _two_tables(
        "planes for which no flight exists",
        [("N102UW", "AIRBUS")],
        (0, 1),
        "The same tables, asked from the planes: N14228 and N804JB have a flight, N102UW has none and is the one row of the result.",
    )
    drawn.shapes.append(svg.text(400, 134, "no line ends here", size=12, colour=WRONG))
    return str(drawn)


def fan_out() -> str:
    """Two trips and three refunds of one member make six pairs."""
    trips, refunds = [("901", "719"), ("901", "184")], [("901", "5000"), ("901", "2500"), ("901", "2500")]
    drawn = svg.Picture(
        640,
        220,
        "A member with two trips, of 719 and 184 miles, and three refunds. Each trip meets each refund: six rows, in which every mile "
        "stands three times and every refund twice.",
    )
    drawn.shapes += [
        svg.text(20, 24, "trips: 903 miles", bold=True),
        svg.text(250, 24, "refunds: 10000 cents", bold=True),
    ]
    for number, row in enumerate(trips):
        drawn.shapes += cells(20, 46 + 28 * number, row, [40, 60], REAL)
    for number, row in enumerate(refunds):
        drawn.shapes += cells(250, 32 + 28 * number, row, [40, 60], MADE_UP)
    for trip in range(2):
        for refund in range(3):
            drawn.shapes.append(svg.line(120, 59 + 28 * trip, 250, 45 + 28 * refund, colour=KEY, width=1.6))
    drawn.shapes.append(svg.text(430, 24, "joined: 6 rows", bold=True))
    for number, (trip, refund) in enumerate((trip, refund) for trip in trips for refund in refunds):
        drawn.shapes += cells(430, 32 + 26 * number, ["901", trip[1], refund[1]], [40, 60, 60], RESULT)
    drawn.shapes.append(svg.text(430, 210, "2709 miles, 20000 cents", size=13, colour=WRONG, bold=True))
    return str(drawn)


def spans() -> str:
    """Where a second span may lie beside a first one."""
    cases = [
        ("b ends before a begins", 40, 120, False),
        ("b ends when a begins", 60, 160, False),
        ("b lies across a's begin", 100, 220, True),
        ("b lies inside a", 200, 280, True),
        ("b lies across a's end", 260, 380, True),
        ("b begins when a ends", 320, 420, False),
    ]
    drawn = svg.Picture(
        720,
        70 + 30 * len(cases),
        "A span a, and six places of a span b. Before a, or ending just when a begins, or beginning just when a ends: no overlap. "
        "Across its begin, inside it, across its end: overlap. In all three of these each begins before the other ends.",
    )
    drawn.shapes += [svg.box(160, 20, 160, 20, KEY), svg.text(236, 35, "a", colour="#ffffff", bold=True)]
    for x in (160, 320):
        drawn.shapes.append(svg.line(x, 16, x, 50 + 30 * len(cases), colour=svg.GREY, dash="4 3"))
    for number, (words, begin, end, overlaps) in enumerate(cases):
        y = 54 + 30 * number
        drawn.shapes.append(svg.box(begin, y, end - begin, 20, svg.GREEN if overlaps else "#c9c9c2"))
        drawn.shapes.append(svg.text((begin + end) / 2, y + 15, "b", anchor="middle", bold=True))
        drawn.shapes.append(svg.text(440, y + 15, words + (": overlap" if overlaps else ""), bold=overlaps))
    return str(drawn)


def groups() -> str:
    """What WHERE, GROUP BY and HAVING each make of six planes."""
    planes = [
        ("BOEING", "1999"),
        ("BOEING", "2006"),
        ("AIRBUS", "2010"),
        ("BOEING", "2012"),
        ("CESSNA", "2008"),
        ("AIRBUS", "2001"),
    ]
    old = {0, 5}
    drawn = svg.Picture(
        740,
        235,
        "Six planes. WHERE drops the two built before 2005; GROUP BY makes three rows of the other four, with the number of planes; "
        "HAVING keeps the one maker with two.",
    )
    drawn.shapes += [
        svg.text(20, 24, "WHERE year >= 2005", bold=True),
        svg.text(270, 24, "GROUP BY manufacturer", bold=True),
        svg.text(530, 24, "HAVING COUNT(*) >= 2", bold=True),
    ]
    for number, row in enumerate(planes):
        y = 36 + 30 * number
        drawn.shapes += cells(20, y, row, [90, 60], "#eeeeee" if number in old else REAL)
        if number in old:
            drawn.shapes.append(svg.line(20, y + 13, 170, y + 13, colour=WRONG, width=2))
    folded = [("BOEING", "2", (1, 3)), ("AIRBUS", "1", (2,)), ("CESSNA", "1", (4,))]
    for number, (maker, count, members) in enumerate(folded):
        y = 56 + 44 * number
        drawn.shapes += cells(270, y, (maker, count), [90, 40], RESULT)
        drawn.shapes += [svg.line(170, 49 + 30 * row, 270, y + 13, colour=KEY, width=1.6) for row in members]
        if number:
            drawn.shapes.append(svg.line(270, y + 13, 400, y + 13, colour=WRONG, width=2))
    drawn.shapes += cells(530, 56, ("BOEING", "2"), [90, 40], RESULT)
    drawn.shapes.append(svg.line(400, 69, 530, 69, colour=KEY, width=1.6))
    return str(drawn)


def as_of() -> str:
    """Four members beside the day on which one stands: features before it, labels after it."""
    day, end = 330, 490
    members = [("1 leaves in the window", 60, 470, "leaves = 1", True), ("2 leaves after it", 110, 500, "leaves = 0", True),
               ("3 lost from sight", 40, 440, "leaves is missing", False), ("4 left before the day", 80, 310, "not listed", True),
               ("5 stays, watched on", 250, 560, "leaves = 0", False)]  # fmt: skip
    drawn = svg.Picture(
        740,
        270,
        "A line of time with 1 March and 1 May 2024. Features lie before 1 March, the window of the labels between the two days. "
        "A member who leaves in the window has 1; one who leaves after it, or is watched past its end, has 0; one lost from sight "
        "inside it has no label; one who left before 1 March is not listed.",
    )
    drawn.shapes += [
        svg.box(20, 30, day - 20, 200, "#eef4fa"),
        svg.box(day, 30, end - day, 200, "#fdf3e7"),
        svg.text(175, 22, "features: what was known", anchor="middle", bold=True),
        svg.text((day + end) / 2, 22, "labels: the window", anchor="middle", bold=True),
        svg.text(day, 252, "2024-03-01", anchor="middle"),
        svg.text(end, 252, "2024-05-01", anchor="middle"),
    ]
    for number, (name, begin, last, told, left) in enumerate(members):
        y = 54 + 38 * number
        drawn.shapes += [
            svg.line(begin, y, last, y, colour=KEY, width=4),
            svg.dot(last, y, WRONG, 6) if left else svg.text(last + 2, y + 5, "?", bold=True, size=16),
            svg.text(begin, y - 8, name, size=12),
            svg.text(590, y + 5, told, bold=True),
        ]
    drawn.shapes.append(svg.text(20, 266, "dot: left the club    ?: no longer watched", size=12))
    return str(drawn)


def beside() -> str:
    """GROUP BY folds rows; a window function leaves them."""
    rows = [("1", "AA", "10"), ("2", "AA", "20"), ("3", "UA", "100"), ("4", "UA", "100")]
    drawn = svg.Picture(
        740,
        180,
        "Four flights of two carriers. GROUP BY carrier gives two rows with the means 15 and 100. The window function gives four "
        "rows: each flight with its delay and its own carrier's mean beside it.",
    )
    drawn.shapes += [
        svg.text(20, 24, "flights", bold=True),
        svg.text(240, 24, "GROUP BY carrier", bold=True),
        svg.text(450, 24, "OVER (PARTITION BY carrier)", bold=True),
    ]
    for number, row in enumerate(rows):
        y, mean = 36 + 30 * number, "15" if number < 2 else "100"
        drawn.shapes += cells(20, y, row, [30, 45, 55], REAL)
        drawn.shapes += cells(450, y, (*row, mean), [30, 45, 55, 60], RESULT)
        drawn.shapes.append(svg.line(150, y + 13, 240, 64 if number < 2 else 124, colour=KEY, width=1.6))
    for y, row in ((51, ("AA", "15")), (111, ("UA", "100"))):
        drawn.shapes += cells(240, y, row, [45, 60], RESULT)
    drawn.shapes.append(svg.text(20, 172, "id, carrier, delay", size=12))
    drawn.shapes.append(svg.text(450, 172, "id, carrier, delay, the carrier's mean", size=12))
    return str(drawn)


def rounds() -> str:
    """Which sets a recursive query reaches in which round."""
    places = {
        "weather_raw": (10, 80), "weather_clean": (165, 80), "delay_features": (320, 60), "storm_report": (320, 130),
        "train_v1": (475, 40), "train_v2": (475, 110), "pseudo_labels": (630, 40), "benchmark": (630, 110),
    }  # fmt: skip
    links = [
        ("weather_raw", "weather_clean"), ("weather_clean", "delay_features"), ("weather_clean", "storm_report"),
        ("delay_features", "train_v1"), ("delay_features", "train_v2"), ("train_v1", "pseudo_labels"), ("train_v2", "benchmark"),
    ]  # fmt: skip
    drawn = svg.Picture(
        770,
        190,
        "Links from weather_raw. Round 1 reaches weather_clean, round 2 delay_features and storm_report, round 3 train_v1 and "
        "train_v2, round 4 pseudo_labels and benchmark. Links from pseudo_labels lead back to delay_features and train_v2: nothing new.",
    )
    for source, made in links:
        (x1, y1), (x2, y2) = places[source], places[made]
        drawn.line(x1 + 115, y1 + 13, x2, y2 + 13, colour=KEY, thick=1.8, arrow=True)
    for bend in ("M 690 40 C 690 8, 380 8, 380 58", "M 630 62 C 610 80, 600 95, 592 112"):
        drawn.shapes.append(
            f'<path d="{bend}" fill="none" stroke="{WRONG}" stroke-width="1.8" marker-end="url(#arrow)"/>'
        )
    for name, (x, y) in places.items():
        drawn.shapes += cells(x, y, [name], [115], MADE_UP if name == "weather_raw" else RESULT)
    for number, x in enumerate((222, 377, 532, 687), start=1):
        drawn.text(x, 178, f"round {number}", bold=True)
    drawn.text(535, 10, "back: nothing new", size=12, colour=WRONG)
    return str(drawn)


def index() -> str:
    """A sorted list of values, each with the place of its row."""
    tails = ["N24211", "N14228", "N804JB", "N14228", "N10156"]
    listed = sorted((tail, row) for row, tail in enumerate(tails))
    drawn = svg.Picture(
        640,
        215,
        "An index on tailnum: five tail numbers in order, each with a line to its row in the table, where rows lie in the order of "
        "their ids. SEARCH opens the index at N14228 and follows two lines. SCAN reads all five rows of the table.",
    )
    drawn.shapes += [
        svg.text(60, 24, "index on tailnum", bold=True),
        svg.text(340, 24, "flights", bold=True),
        svg.text(20, 205, "SEARCH: opens the list here, follows two lines", size=12, colour=KEY),
        svg.text(400, 205, "SCAN: reads every row", size=12, colour=WRONG),
    ]
    for place_of, (tail, row) in enumerate(listed):
        y, wanted = 32 + 30 * place_of, tail == "N14228"
        colour, width = (KEY, 3) if wanted else ("#9db8cc", 1.2)
        drawn.shapes.append(svg.line(150, y + 13, 340, 45 + 30 * row, colour=colour, width=width))
        drawn.shapes += cells(60, y, [tail], [90], RESULT)
    for row, tail in enumerate(tails):
        drawn.shapes += cells(340, 32 + 30 * row, [str(row + 1), tail, "…"], [30, 90, 60], REAL)
    drawn.line(20, 75, 58, 75, colour=KEY, thick=2.5, arrow=True)
    drawn.line(540, 36, 540, 180, colour=WRONG, thick=2.5, arrow=True)
    return str(drawn)


DRAWN = {
    "schema": schema,
    "groups": groups,
    "inner": inner,
    "left": left,
    "anti": anti,
    "spans": spans,
    "fan-out": fan_out,
    "beside": beside,
    "as-of": as_of,
    "rounds": rounds,
    "index": index,
}


def cells(x: float, y: float, values: list | tuple, widths: list[int], colour: str) -> list[str]:
    """One row of a drawn table; NULL is hatched in grey."""
    shapes = []
    for value, width in zip(values, widths, strict=True):
        missing = value == "NULL"
        shapes.append(svg.box(x, y, width, 26, "#e6e6e6" if missing else colour, edge="#8a8a8a"))
        shapes.append(svg.text(x + 7, y + 18, value, size=13, colour="#555555" if missing else svg.INK))
        x += width
    return shapes


def main(folder: Path = FOLDER) -> None:
    """Write the figures into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWN.items():
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
