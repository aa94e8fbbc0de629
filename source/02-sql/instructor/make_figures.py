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
        svg.text(270, 437, "real: flights from New York, January 2013", size=12),
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
JOINS = {
    "JOIN: only pairs": [("UA 1545", "N14228", "BOEING"), ("B6 725", "N804JB", "AIRBUS")],
    "LEFT JOIN: every flight stays": [
        ("UA 1545", "N14228", "BOEING"),
        ("B6 725", "N804JB", "AIRBUS"),
        ("AA 791", "NULL", "NULL"),
        ("EV 4308", "N999ZZ", "NULL"),
    ],
    "anti-join: no partner found": [("AA 791", "NULL", ""), ("EV 4308", "N999ZZ", "")],
}


def joins() -> str:
    """Two small tables, and what three joins make of them."""
    shapes = [svg.text(20, 28, "flights", size=14, bold=True), svg.text(370, 28, "planes", size=14, bold=True)]
    for number, row in enumerate(FLIGHTS):
        shapes += cells(20, 38 + 28 * number, row, [90, 90], REAL)
    for number, row in enumerate(PLANES):
        shapes += cells(370, 38 + 28 * number, row, [90, 90], MADE_UP)
    for number in (0, 1):
        shapes.append(svg.line(200, 52 + 28 * number, 370, 52 + 28 * number, colour=KEY, width=2.5))
    for number, words in ((2, "NULL equals nothing"), (3, "no such plane")):
        shapes.append(svg.text(212, 56 + 28 * number, words, size=12, colour="#7a2e4d"))
    for column, (title, rows) in enumerate(JOINS.items()):
        x = [20, 268, 516][column]
        shapes.append(svg.text(x, 192, title, size=12, bold=True))
        for number, row in enumerate(rows):
            widths = [72, 72, 72] if row[2] else [72, 72]
            shapes += cells(x, 202 + 28 * number, [value for value in row if value], widths, "#e3f1e8")
    return svg.picture(
        750,
        330,
        shapes,
        "Four flights and three planes. The inner join keeps the two flights whose tail number has a "
        "plane. The left join keeps all four, with NULL for two. The anti-join keeps those two.",
    )


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
    for name, draw in (("schema", schema), ("joins", joins)):
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
