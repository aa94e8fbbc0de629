"""The rows of this unit's generated databases: flights, planes, weather, and the members of a travel club.

Every kind of world is there because some wrong query is right without it. Bounds are those that the exercises name:
a change of an exercise's constant belongs in ``BOUNDS`` too, and ``hidden/mutants.py`` tells if it is missing.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from workbook.check.seeds import seed
from workbook.check.sql.databases import World

Rows = list[dict[str, Any]]
Content = dict[str, Rows]

CARRIERS = ["9E", "AA", "B6", "DL", "EV", "UA"]
ORIGINS = ["EWR", "JFK", "LGA"]
DESTINATIONS = ["LAX", "CAE", "ATL", "BOS", "MIA"]
TAILS = ["N14959", "N1495", "N14959A", "N14228", "N619AA", "N804JB", "N713TW"]  # names inside names
IDLE = ["N10156", "N102UW", "N1422", "N6"]
DAYS = [1, 1, 1, 1, 2, 3, 4, 8, 9, 10, 14, 15, 15, 16, 17, 22, 23, 28, 31]
TABLES = ["airlines", "airports", "planes", "flights", "weather", "members", "trips", "refunds", "lineage"]
REASONS = ["cancelled", "late", "lost bag", "double charge"]
ROOT = "radar_raw"
SETS = ["radar_clean", "positions", "routes", "delay_features", "train_v1", "train_v2", "pseudo_labels", "heatmap"]

BOUNDS: dict[str, list[Any]] = {
    "dep_delay": [-121, -120, -119, -60, -15, -1, 0, 1, 14, 15, 16, 59, 60, 61, 119, 120, 121],
    "distance": [999, 1000, 1001],
    "sched_at": [
        "2013-01-14 23:59",
        "2013-01-15 00:00",
        "2013-01-15 00:01",
        "2013-01-15 23:59",
        "2013-01-16 00:00",
        "2013-01-16 00:01",
    ],
    "paid_at": [
        "2024-01-31 23:59",
        "2024-02-01 00:00",
        "2024-02-01 00:01",
        "2024-02-29 00:00",
        "2024-02-29 00:01",
        "2024-02-29 23:59",
        "2024-03-01 00:00",
        "2024-03-01 00:01",
        "2024-02-28 12:00",
    ],
    "flown_on": ["2023-12-31", "2024-01-01", "2024-01-02", "2024-02-29", "2024-03-01", "2024-03-02"],
    "joined_on": ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"],
    "left_on": ["2024-02-29", "2024-03-01", "2024-03-02", "2024-04-30", "2024-05-01", "2024-05-02"],
    "followed_until": ["2024-04-30", "2024-05-01", "2024-05-02"],
}
OFF_BOUNDS = [delay for delay in range(-30, 320) if delay not in BOUNDS["dep_delay"]]
GROUP_SIZES = {"DEN": 20, "SEA": 19, "SFO": 21, "PHX": 20}


def worlds() -> list[World]:
    """Every kind of database, with the words that complete "on ..."; last those of which one table is empty."""
    return [World(kind, content) for kind, content in _full()] + [
        World(f"a database where the table {table} is empty", _without(table), table) for table in TABLES
    ]


def _without(table: str) -> Content:
    _, content = ordinary()
    return {name: rows for name, rows in content.items() if name != table}


def _full() -> list[tuple[str, Content]]:
    return [
        ordinary(),
        *(_named("a database with missing values (NULL)", i, _with_nulls) for i in range(2)),
        *(_named("a database where rows occur twice", i, _with_duplicates) for i in range(2)),
        *(_named("a database where values tie", i, _with_ties) for i in range(3)),
        *(_named("a database with values exactly on the bounds", i, _on_bounds) for i in range(4)),
        *(_named("a database with keys that have no partner", i, _with_orphans) for i in range(2)),
        *(_named("a database where everything falls into a single group", i, _single_group) for i in range(2)),
        _named("a database with only a few flights", 0, _few),
        *(_named("a database whose lineage runs in circles", i, _with_cycles) for i in range(3)),
        _named("a database with a long lineage", 0, _with_a_chain),
        *(_named("a database whose lineage runs in small circles", i, _with_small_circles) for i in range(2)),
        _named("a database whose data sets have names alike", 0, _with_alike_names),
        _named("a database in which nothing was made from the root", 0, _without_the_root),
        *(_named("a larger database with all of this at once", i, _everything) for i in range(4)),
        _named("a database whose names are nearly the same", 0, _with_near_names),
        _named("a database made from sets that are nearly the root", 0, _with_near_roots),
    ]


def ordinary() -> tuple[str, Content]:
    """A database without any trap."""
    return _named("a small ordinary database", 0, _plain)


def _named(kind: str, number: int, make: Callable[[random.Random], Content]) -> tuple[str, Content]:
    rng = random.Random(seed(f"{kind} {number}"))
    content = make(rng)
    ids = rng.sample(range(1, 20 * len(content["flights"]) + 20), len(content["flights"]))
    content["flights"] = [row | {"flight_id": new} for row, new in zip(content["flights"], ids, strict=True)]
    return kind, content


def _one(kind: str, make: Callable[[random.Random], Content]) -> list[World]:
    return [World(f"a database with {kind}", _named(kind, 0, make)[1])]


def _plain(rng: random.Random, flights: int = 40) -> Content:
    """Distinct values off every bound; every key has its partner; each airline but one and each plane but two flies."""
    content: Content = {
        "airlines": [{"carrier": code, "name": f"{code} Airways"} for code in [*CARRIERS, "OO"]],
        "airports": [
            {"faa": code, "name": f"{code} International", "lat": 40.0, "lon": -74.0, "tzone": None}
            for code in ORIGINS + DESTINATIONS
        ],
        "planes": [_plane(rng, tail) for tail in [*TAILS, *IDLE]],
        "flights": [
            _flight(rng, number, dep_delay=delay)
            for number, delay in enumerate(rng.sample(OFF_BOUNDS, flights), start=1)
        ],
        "weather": [
            {
                "origin": origin,
                "day": day,
                "hour": hour,
                "temp": round(rng.uniform(20, 50), 2),
                "precip": 0.0,
                "wind_speed": 9.2,
                "visib": 10.0,
            }
            for origin in ORIGINS
            for day in (1, 2, 3)
            for hour in (6, 12)
        ],
        "members": [_member(rng, number) for number in range(1, 13)],
        "lineage": _tree(rng),
    }
    people = [row["member_id"] for row in content["members"][:9]]
    content["trips"] = [_trip(rng, rng.choice(people)) for _ in range(40)]
    content["refunds"] = [_refund(rng, rng.choice(people)) for _ in range(20)]
    return content


def _plane(rng: random.Random, tail: str) -> dict[str, Any]:
    return {
        "tailnum": tail,
        "year": rng.choice([1999, 2004, 2013]),
        "manufacturer": rng.choice(["BOEING", "AIRBUS"]),
        "model": "737",
        "engines": 2,
        "seats": rng.choice([55, 149, 182, 200]),
    }


def _flight(rng: random.Random, number: int, **given: Any) -> dict[str, Any]:
    """One flight; times follow from the planned one, the delay and the time in the air."""
    day = given.get("day", rng.choice(DAYS))
    sched = given.get("sched_at", f"2013-01-{day:02d} {rng.randrange(5, 23):02d}:{rng.randrange(60):02d}")
    delay = given.get(
        "dep_delay", rng.choice([-17, -8, -4, 5, 9, 33, 44, 77, 95, 140, 222, 301]) + rng.choice([0, 0, 1])
    )
    airborne = given.get("air_time", rng.choice([41, 88, 150, 227, 345]))
    row = {
        "flight_id": number,
        "year": 2013,
        "day": int(sched[8:10]),
        "sched_at": sched,
        "dep_at": None,
        "arr_at": None,
        "dep_delay": delay,
        "arr_delay": None,
        "carrier": rng.choice(CARRIERS),
        "flight": rng.randrange(1, 60) * 10,
        "tailnum": rng.choice(TAILS),
        "origin": rng.choice(ORIGINS),
        "dest": rng.choice(DESTINATIONS),
        "air_time": airborne,
        "distance": rng.choice([500, 733, 1400, 2475]),
    }
    row.update({name: value for name, value in given.items() if name not in {"dep_delay", "air_time", "day"}})
    return _timed(row, rng.choice([-9, -2, 3, 12]))


def _timed(row: dict[str, Any], drift: int) -> dict[str, Any]:
    """The row with departure and arrival that fit its delay; all of them missing if it never left."""
    if row["dep_delay"] is None:
        row.update(dep_at=None, arr_at=None, arr_delay=None, air_time=None)
        return row
    left = datetime.fromisoformat(row["sched_at"]) + timedelta(minutes=row["dep_delay"])
    row["dep_at"] = f"{left:%Y-%m-%d %H:%M}"
    if row["air_time"] is None:
        row.update(arr_at=None, arr_delay=None)
    else:
        row["arr_at"] = f"{left + timedelta(minutes=row['air_time']):%Y-%m-%d %H:%M}"
        row["arr_delay"] = row["dep_delay"] + drift
    return row


def _member(rng: random.Random, number: int, **given: Any) -> dict[str, Any]:
    """One member; always joined_on < left_on < followed_until, as in the published data."""
    joined = given.get("joined_on") or f"2023-{rng.randrange(1, 12):02d}-{rng.randrange(1, 29):02d}"
    left = (
        given["left_on"]
        if "left_on" in given
        else rng.choice([None, None, "2024-01-20", "2024-03-15", "2024-04-10", "2024-05-20"])
    )
    until = given.get("followed_until") or rng.choice(["2024-04-12", "2024-05-28", "2024-07-01"])
    if left is not None and left <= joined:
        left = None
    after = max(left or joined, joined)
    if until <= after:
        until = f"{date.fromisoformat(after) + timedelta(days=rng.choice([1, 40])):%Y-%m-%d}"
    return {"member_id": number, "joined_on": joined, "left_on": left, "followed_until": until}


def _trip(rng: random.Random, member: int | None) -> dict[str, Any]:
    days = [
        "2023-09-14",
        "2023-12-11",
        "2024-01-15",
        "2024-01-28",
        "2024-02-10",
        "2024-02-20",
        "2024-03-09",
        "2024-04-02",
    ]
    return {"member_id": member, "flown_on": rng.choice(days), "miles": rng.choice([184, 719, 719, 1089, 1400, 2475])}


def _refund(rng: random.Random, member: int | None) -> dict[str, Any]:
    month = rng.choice(["2023-02", "2024-01", "2024-02", "2024-02", "2024-02", "2024-03"])
    return {
        "member_id": member,
        "paid_at": f"{month}-{rng.randrange(3, 27):02d} {rng.randrange(24):02d}:15",
        "reason": rng.choice(REASONS),
        "amount": rng.choice([2500, 2500, 5000, 12900]),
    }


def _tree(rng: random.Random) -> Rows:
    """A hierarchy: each data set comes from an earlier one; another root stands beside it."""
    names = SETS[:]
    rng.shuffle(names)
    edges = [
        {"source": ROOT, "made": names[0]},
        {"source": names[0], "made": names[1]},
        {"source": names[1], "made": names[2]},
    ]
    edges += [{"source": rng.choice([ROOT, *names[:i]]), "made": names[i]} for i in range(3, 6)]
    return [*edges, {"source": "tickets_raw", "made": "prices"}, {"source": "prices", "made": names[6]}]


def _with_nulls(rng: random.Random) -> Content:
    content = _plain(rng, 50)
    for row in content["flights"]:
        if rng.random() < 0.4:
            row["tailnum"] = None
        if rng.random() < 0.4:
            row["dep_delay"] = None
            _timed(row, 0)
        elif rng.random() < 0.2:
            row["air_time"] = None
            _timed(row, 0)
    _flights(
        content,
        rng,
        [
            {"dep_delay": None, "tailnum": None},
            {"dep_delay": None, "tailnum": "N14959"},
            *({"dep_delay": None, "tailnum": tail} for tail in ("N804JB", "n14959", "N114959")),
            {"dest": "CAE", "air_time": None, "day": 30},
            *(
                {"dest": "LAX", "carrier": code, "dep_delay": None, "flight": None, "distance": None}
                for code in CARRIERS[:3]
            ),
            *({"day": 1, "tailnum": tail} for tail in TAILS[:4]),
            *({"tailnum": None, "sched_at": f"2013-01-12 10:{at}", "dep_delay": 0, "air_time": 88} for at in (10, 20)),
            *(
                {"tailnum": "N619AA", "sched_at": f"2013-01-12 1{at}:00", "dep_delay": 0, "air_time": air}
                for at, air in enumerate((None, 150, 41))
            ),
        ],
    )
    content["airlines"][0]["name"] = None
    for table, columns in (
        ("planes", ["year", "manufacturer", "seats"]),
        ("trips", ["member_id", "miles"]),
        ("refunds", ["member_id", "reason", "amount"]),
        ("weather", ["temp"]),
    ):
        for row in content[table]:
            for column in columns:
                if rng.random() < 0.3:
                    row[column] = None
    for row in rng.sample(content["planes"][:4], 2):
        row["manufacturer"] = row["seats"] = None
    for reason in (REASONS[0], REASONS[1], None):
        paid = {"member_id": 2, "paid_at": "2024-02-15 12:00", "reason": reason}
        content["refunds"] += [paid | {"amount": amount} for amount in (2500, None)]
    content["refunds"].append(
        {"member_id": 3, "paid_at": "2024-02-15 12:00", "reason": "unknown amount", "amount": None}
    )
    content["trips"] += [{"member_id": 4, "flown_on": "2024-02-10", "miles": miles} for miles in (719, None)]
    return content


def _with_duplicates(rng: random.Random) -> Content:
    """Rows of tables without a key come twice or thrice, flights under new numbers."""
    content = _plain(rng, 30)
    _flights(content, rng, [{"dep_delay": None, "tailnum": "N804JB"}, {"dep_delay": None, "tailnum": None}])
    rng.shuffle(content["flights"])
    content["flights"] = content["flights"] + [row for row in content["flights"] if row["dep_delay"] is None]
    for table in ("weather", "trips", "refunds", "lineage"):
        content[table] = content[table] + content[table][::2] + content[table][::3]
    content["flights"] = [
        row | {"flight_id": number} for number, row in enumerate(content["flights"] + content["flights"][::2], start=1)
    ]
    return content


def _with_ties(rng: random.Random) -> Content:
    """Equal delays, equal counts of groups (also at the third place), data sets reached by several ways."""
    content = _plain(rng, 0)
    content["airlines"] += [{"carrier": code, "name": "AA Airways"} for code in ("XA", "XB")]
    plan = {
        origin: rng.choice([[4, 3, 3, 3, 1], [5, 5, 2, 2, 2], [3, 3, 3, 3, 1], [5, 4, 4, 3, 2]]) for origin in ORIGINS
    }
    given = []
    for origin, sizes in plan.items():
        for dest, size in zip(rng.sample(DESTINATIONS, 5), sizes, strict=True):
            given += [
                {
                    "origin": origin,
                    "dest": dest,
                    "dep_delay": rng.choice([30, 95, 222]),
                    "day": rng.choice([1, 2]),
                    "carrier": rng.choice(["AA", "UA", "DL"]),
                    "flight": rng.choice([10, 20, 1000]),
                }
                for _ in range(size)
            ]
    rng.shuffle(given)
    _flights(content, rng, given)
    halves = [("XA", 1), ("XA", 2), ("XB", -1), ("XB", -2)]  # means that rounding or cutting off makes equal to a delay
    _flights(content, rng, [{"carrier": code, "dep_delay": delay, "day": 1} for code, delay in halves])
    for row in content["refunds"] + content["trips"]:
        row["member_id"] = rng.choice([1, 2, 3])
    content["lineage"] += [
        {"source": ROOT, "made": "heatmap"},
        {"source": "heatmap", "made": "routes"},
        {"source": ROOT, "made": "positions"},
        {"source": "positions", "made": "routes"},
    ]
    return content


def _on_bounds(rng: random.Random) -> Content:
    """Every value that an exercise names, and its neighbours."""
    content = _plain(rng, 10)
    given: list[dict[str, Any]] = [
        {"dep_delay": delay, "origin": origin, "day": rng.choice(DAYS)}
        for delay in BOUNDS["dep_delay"]
        for origin in ("JFK", rng.choice(["EWR", "LGA"]))
    ]
    given += [{"sched_at": time, "origin": origin} for time in BOUNDS["sched_at"] for origin in ("JFK", "EWR")]
    given += [
        {"dest": dest, "distance": rng.choice([1000, 1001]), "dep_delay": rng.choice([5, 9, 33])}
        for dest, size in GROUP_SIZES.items()
        for _ in range(size)
    ]
    given += [{"dest": dest, "distance": 999, "dep_delay": 33} for dest in ("SEA", "DEN")]
    given += [{"dest": "SEA", "distance": 1400, "dep_delay": None}, {"dest": "SEA", "distance": None}]
    given[-6]["tailnum"] = given[-5]["air_time"] = None
    for day in rng.sample(range(1, 12), 2):
        given += [{"dest": "CAE", "day": day + step, "dep_delay": rng.randrange(5, 90)} for step in (0, 6, 7, 13, 14)]
    rng.shuffle(given)
    _flights(content, rng, given)
    for time, left in (
        ("2013-01-14 23:58", 15),
        ("2013-01-15 23:58", 16),
    ):  # `day` is that of the departure after midnight
        _flights(content, rng, [{"sched_at": time, "origin": "JFK", "dep_delay": 33}])
        content["flights"][-1]["day"] = left
    _touching(content, rng)
    wanted = [
        (joined, left)
        for joined in ["2023-06-17", *BOUNDS["joined_on"]]
        for left in (None, rng.choice(BOUNDS["left_on"]))
    ]
    wanted += [("2023-03-01", left) for left in BOUNDS["left_on"]] + [("2023-03-01", None)] * 3
    wanted.append(("2022-05-01", None))
    content["members"] += [
        _member(rng, number, joined_on=joined, left_on=left, followed_until=rng.choice(BOUNDS["followed_until"]))
        for number, (joined, left) in enumerate(wanted, start=101)
    ]
    later = {"joined_on": "2023-03-01", "left_on": "2025-03-15", "followed_until": "2025-06-01"}
    content["members"].append(_member(rng, 99, **later))  # left in a month of the window, a year after it
    people = [row["member_id"] for row in content["members"]]
    content["trips"] += [
        {"member_id": rng.choice(people[8:]), "flown_on": day, "miles": 719} for day in BOUNDS["flown_on"] * 6
    ]
    content["refunds"] += [
        {"member_id": rng.choice(people), "paid_at": time, "reason": rng.choice(REASONS), "amount": amount}
        for time in BOUNDS["paid_at"]
        for amount in (2500, 7700)
    ]
    for reason in ("late", "Late"):
        content["refunds"].append({"member_id": 2, "paid_at": "2024-02-15 12:00", "reason": reason, "amount": 100})
    return content


def _touching(content: Content, rng: random.Random) -> None:
    """Flights of a plane that begin just when, a minute before or a minute after its last one ended; one inside another."""
    for tail, gap in zip(TAILS, (0, -1, 1, 0, -1, 0, 1), strict=True):
        first = _flight(rng, 0, tailnum=tail, day=20, air_time=200, dep_delay=9)
        begin = datetime.fromisoformat(first["arr_at"]) + timedelta(minutes=gap)
        second = _flight(rng, 0, tailnum=tail, sched_at=f"{begin:%Y-%m-%d %H:%M}", dep_delay=0, air_time=88)
        inner = _flight(rng, 0, tailnum=tail, day=25, air_time=20, dep_delay=0, sched_at="2013-01-25 12:30")
        outer = _flight(rng, 0, tailnum=tail, day=25, air_time=300, dep_delay=0, sched_at="2013-01-25 10:00")
        evening = _flight(rng, 0, tailnum=tail, dep_delay=0, air_time=200, sched_at="2013-01-27 22:30")
        morning = _flight(rng, 0, tailnum=tail, dep_delay=0, air_time=88, sched_at="2013-01-28 01:00")
        twins = [
            _flight(rng, 0, tailnum=tail, dep_delay=0, air_time=time, sched_at="2013-01-29 09:00") for time in (41, 88)
        ]
        rows = [first, second, inner, outer, evening, morning, *twins]
        rng.shuffle(rows)
        for row in rows:
            row["flight_id"] = len(content["flights"]) + 1
            content["flights"].append(row)


def _with_orphans(rng: random.Random) -> Content:
    content = _plain(rng, 40)
    for row in content["flights"]:
        row["tailnum"] = rng.choice([row["tailnum"], "N999ZZ", "N998ZZ"])
        row["carrier"] = rng.choice([row["carrier"], row["carrier"], "ZZ"])
        row["dest"] = rng.choice([row["dest"], row["dest"], "SJU", "LAS", "CAK"])
    _flights(content, rng, [{"day": 1, "tailnum": tail} for tail in ("n14228", "N14228 ", " N14228")])
    for table in ("trips", "refunds"):
        for row in content[table]:
            row["member_id"] = rng.choice([row["member_id"], 900, 901])
    content["lineage"] += [{"source": "lost_raw", "made": "lost_clean"}, {"source": "lost_clean", "made": "train_v2"}]
    return content


def _single_group(rng: random.Random) -> Content:
    """One airline, one route, one plane, one day, one member; all delays equal, so that none is above the mean."""
    content = _plain(rng, 0)
    same = {
        "carrier": "UA",
        "origin": "JFK",
        "dest": rng.choice(["CAE", "LAX"]),
        "tailnum": "N14959",
        "day": 1,
        "dep_delay": rng.choice([120, 44]),
        "distance": 2475,
    }
    _flights(content, rng, [dict(same) for _ in range(rng.choice([20, 24]))])
    content["members"] = content["members"][:1]
    content["trips"] = [_trip(rng, 1) for _ in range(6)]
    content["refunds"] = [_refund(rng, 1) | {"reason": "late"} for _ in range(6)]
    content["lineage"] = [{"source": ROOT, "made": "radar_clean"}]
    return content


def _few(rng: random.Random) -> Content:
    """Fewer flights with a delay than any list asks for; one left on time, one early, two tie but for days 2 and 10."""
    content = _plain(rng, 3)
    _flights(content, rng, [{"dep_delay": delay} for delay in (None, 0, None, -4)])
    _flights(content, rng, [{"dep_delay": 44, "carrier": "AA", "flight": 10, "day": day} for day in (10, 2)])
    return content


def _with_cycles(rng: random.Random) -> Content:
    content = _plain(rng, 20)
    names = [row["made"] for row in content["lineage"][:4]]
    content["lineage"] += [
        {"source": names[2], "made": names[0]},
        {"source": names[-1], "made": ROOT},
        {"source": names[1], "made": names[1]},
    ]
    rng.shuffle(content["lineage"])
    return content


def _with_a_chain(rng: random.Random) -> Content:
    """Each data set made from the one before, more of them than any number that somebody would call enough."""
    content = _plain(rng, 4)
    names = [ROOT, *(f"step_{number}" for number in range(1100 + rng.randrange(50)))]
    content["lineage"] = [{"source": a, "made": b} for a, b in itertools.pairwise(names)]
    return content


def _with_small_circles(rng: random.Random) -> Content:
    """Sets made from themselves, the root among them, and circles of two and of three."""
    content = _plain(rng, 4)
    a, b, c, d, e = rng.sample(SETS, 5)
    pairs = [(ROOT, ROOT), (ROOT, a), (a, a), (a, b), (b, a), (b, c), (c, d), (d, b), (d, ROOT), (d, e)]
    content["lineage"] = [{"source": source, "made": made} for source, made in pairs]
    rng.shuffle(content["lineage"])
    return content


def _with_alike_names(rng: random.Random) -> Content:
    """Names that are parts of other names, or alike but for a capital letter or for what ``_`` stands for in a pattern."""
    content = _plain(rng, 4)
    names = [
        "radar_raw_v10",
        "radar_raw_v1",
        "trainXv1",
        "train_v1",
        "Train_v1",
        "rain_v1",
        "train_v",
        "radar",
        "raw",
        "v1",
    ]
    content["lineage"] = [{"source": a, "made": b} for a, b in itertools.pairwise([ROOT, *names])]
    content["lineage"] += [
        {"source": "radarXraw", "made": "weather_map"},
        {"source": "Radar_raw", "made": "weather_map"},
        {"source": "radar_raw_old", "made": "weather_map"},
        {"source": "train_v1_", "made": "weather_map"},
    ]
    rng.shuffle(content["lineage"])
    return content


def _near(name: str) -> list[str]:
    """Names that a pattern, a function or somebody in a hurry takes for *name*."""
    return [
        name.lower(),
        f"{name} ",
        f" {name}",
        f"{name[:1]} {name[1:]}",
        f"{name}A",
        name[:-1],
        f"{name[:-1]}_",
        f"{name[:-1]}7",
        f"{name[:1]}0{name[1:]}",
        f"{name[:1]}-{name[1:]}",
        f"{name[:1]}7{name[2:]}",
        name[1:],
        f"M{name[1:]}",
        f"X{name}",
    ]


def _with_near_names(rng: random.Random) -> Content:
    """Planes, airlines, destinations, reasons and data sets whose names differ by a letter, a capital, a blank or a bar."""
    content = _plain(rng, 12)
    content["planes"] += [_plane(rng, near) for near in ("n619aa", "N619AA ", " N619AA", "N 619AA")]
    content["airlines"] += [{"carrier": near, "name": "another"} for near in ("aa", "AA ")]
    planes = {row["tailnum"] for row in content["planes"]}
    _flights(content, rng, [{"dep_delay": None, "day": 3, "tailnum": tail} for tail in ["N14959", *_near("N14959")]])
    _flights(
        content,
        rng,
        [{"day": 1, "tailnum": near} for tail in IDLE for near in _near(tail) if near not in planes],
    )
    _flights(
        content,
        rng,
        [
            {"sched_at": f"2013-01-20 1{hour}:00", "dep_delay": 5, "air_time": 345, "tailnum": tail}
            for hour, tail in enumerate(["N713TW", "n713tw", "N713TW ", " N713TW"])
        ],
    )
    _flights(content, rng, [{"day": 4, "carrier": near, "dest": "LAX"} for near in ["AA", *_near("AA")]])
    _flights(content, rng, [{"day": 4, "carrier": "UA", "dest": near} for near in ["LAX", *_near("LAX")]])
    delays = rng.sample(range(20, 300), 15)
    near_by = zip(delays, ["CAE", *_near("CAE")], strict=True)
    _flights(content, rng, [{"day": 4, "dest": near, "dep_delay": delay} for delay, near in near_by])
    reasons = [REASONS[1], *_near(REASONS[1]), "Late", "late!", REASONS[2]]
    reasons += ["Lost bag", "lostbag", "lost  bag", "lost_bag", "lost-bag", "lost", "lost bags"]
    amounts = rng.sample(range(100, 9000), len(reasons))
    content["refunds"] += [
        {"member_id": 4, "paid_at": "2024-02-15 12:00", "reason": reason, "amount": amount}
        for reason, amount in zip(reasons, amounts, strict=True)
    ]
    content["refunds"] += [
        {"member_id": 4, "paid_at": f"{month}-15 12:00", "reason": "late", "amount": 100}
        for month in ("2024-12", "2024-08", "2025-02", "2023-02")
    ]
    far = [name for name in _near_sets("train_v1") if name != "train_v1"]
    rng.shuffle(far)
    chain = [ROOT, "train_v1", "heatmap", *far, "the_end"]
    content["lineage"] = [{"source": a, "made": b} for a, b in itertools.pairwise(chain)]
    content["lineage"] += [{"source": near, "made": f"from_{number}"} for number, near in enumerate(_near_sets(ROOT))]
    rng.shuffle(content["lineage"])
    return content


def _near_sets(name: str) -> list[str]:
    """As _near(), of what the names of data sets consist of: letters, digits and ``_``."""
    barred = [name.replace("_", letter, 1) for letter in "Xx1"]
    capital = name[0].upper() + name[1:]
    bars = [f"{name}_", f"_{name}", name.replace("_", ""), name.replace("_", "__")]
    return [
        *barred,
        capital,
        name.upper(),
        *bars,
        f"{name}0",
        f"{name}1",
        f"0{name}",
        f"old_{name}",
        name[:-1],
        name[1:],
    ]


def _with_near_roots(rng: random.Random) -> Content:
    """Sets made from the root whose names are nearly the root's; what is made from them has no other way."""
    content = _plain(rng, 4)
    first, *others = rng.sample(SETS, 3)
    edges = [(ROOT, first), (first, ROOT)]
    for number, near in enumerate(_near_sets(ROOT)):
        edges += [(rng.choice([first, *others]), near), (near, f"from_{number}")]
    edges += [(first, other) for other in others]
    content["lineage"] = [{"source": source, "made": made} for source, made in edges]
    rng.shuffle(content["lineage"])
    return content


def parts_of_a_minute() -> list[World]:
    """Flights whose delays are not whole minutes: on both sides of one bound in each database, so that no two mistakes cancel."""
    return [
        World("a database whose delays have parts of a minute", _named(f"parts of a minute {bound}", 0, make)[1])
        for bound in (0, 15, 60)
        for make in [lambda rng, bound=bound: _around(rng, bound)]
    ]


def _around(rng: random.Random, bound: int) -> Content:
    parts = [
        0.000001,
        0.0004,
        0.004,
        0.04,
        0.1,
        0.25,
        0.4,
        0.5,
        0.6,
        0.75,
        0.9,
        0.99,
        round(rng.uniform(0.01, 0.99), 3),
    ]
    delays = [bound + sign * part for part in parts for sign in (-1, 1)] + [bound, bound - 10.5, bound + 400.5, None]
    rng.shuffle(delays)
    content: Content = {"flights": []}
    _flights(content, rng, [{"dep_delay": delay} for delay in delays])
    return content


def far_delays() -> list[World]:
    """Few flights, of them some that left days late or an hour early, and some that go to JFK and not from it."""
    return _one("delays of a day and more", _far_away)


def _far_away(rng: random.Random) -> Content:
    content: Content = {"flights": []}
    given: list[dict[str, Any]] = [
        {"origin": "JFK", "dep_delay": rng.randrange(1440, 2000)},
        {"origin": "JFK", "dep_delay": rng.randrange(10000, 20000)},
        {"origin": "JFK", "dep_delay": -rng.randrange(61, 120)},
        {"origin": "JFK", "dep_delay": -rng.randrange(150, 1000)},
        {"origin": "JFK", "dep_delay": None},
        {"origin": "EWR", "dest": "JFK", "dep_delay": rng.randrange(130, 300)},
        {"origin": "LGA", "dest": "JFK", "dep_delay": rng.randrange(300, 900)},
    ]
    rng.shuffle(given)
    _flights(content, rng, given)
    return content


def at_the_cut() -> list[World]:
    """More flights than a list of eight takes; which of them it takes, one key alone decides, another one in each database."""
    return [
        World(
            "a database where the last place is a tie",
            _named(f"the last place is a tie {key}", 0, partial(_tied, key=key))[1],
        )
        for key in ("carrier", "flight", "day")
    ]


def _tied(rng: random.Random, key: str) -> Content:
    content: Content = {"flights": []}
    same = {"carrier": "DL", "flight": 30, "day": 5, "dep_delay": 95}
    values: list[Any] = list(range(1, 21))
    if key == "carrier":
        values = [f"{letter}{digit}" for letter in "ABCDE" for digit in "1234"]
    rng.shuffle(values)
    _flights(content, rng, [{"dep_delay": delay} for delay in (222, 140)])
    _flights(content, rng, [same | {key: value} for value in values])
    return content


def without_a_carrier() -> list[World]:
    """Flights to LAX of which nobody knows the airline; some airlines have none."""
    return _one("flights of no airline", _of_nobody)


def _of_nobody(rng: random.Random) -> Content:
    content: Content = {"flights": [], "airlines": [{"carrier": code, "name": f"{code} Airways"} for code in CARRIERS]}
    flown = rng.sample(CARRIERS, 3)
    _flights(content, rng, [{"carrier": code, "dest": "LAX"} for code in [*flown, flown[0], None, None]])
    _flights(content, rng, [{"carrier": None, "dest": "ATL"}])
    return content


def worth_nothing() -> list[World]:
    """Refunds of 0 cents, alone under their reason, beside others, and beside one whose amount is missing.

    One reason is the empty text, which is not the missing one.
    """
    return _one("refunds of 0 cents", _of_no_cents)


def _of_no_cents(rng: random.Random) -> Content:
    some, other = rng.sample(range(1000, 9000), 2)
    amounts: dict[str | None, list[int | None]] = {
        "": [some, None],
        None: [other],
        REASONS[0]: [0],
        REASONS[1]: [0, rng.randrange(100, 900)],
        REASONS[2]: [0, None],
        REASONS[3]: [None],
    }
    paid = [
        {"member_id": 2, "paid_at": f"2024-02-{rng.randrange(2, 28):02d} 12:00", "reason": reason, "amount": amount}
        for reason, values in amounts.items()
        for amount in values
    ]
    rng.shuffle(paid)
    return {"flights": [], "refunds": paid}


def without_a_date() -> list[World]:
    """Trips and refunds of which nobody knows the day; some members have no others."""
    return _one("trips and refunds without a date", _of_no_day)


def _of_no_day(rng: random.Random) -> Content:
    content: Content = {"flights": [], "members": [_member(rng, number) for number in range(1, 6)]}
    content["trips"] = [_trip(rng, member) for member in (1, 2, 3)]
    content["trips"] += [_trip(rng, member) | {"flown_on": None} for member in (2, 2, 4)]
    content["refunds"] = [_refund(rng, member) for member in (1, 2, 4)]
    content["refunds"] += [_refund(rng, member) | {"paid_at": None, "reason": None} for member in (1, 3, 3)]
    for table in ("trips", "refunds"):
        rng.shuffle(content[table])
    return content


def means_near_a_delay() -> list[World]:
    """So many flights of an airline that their mean delay is less than 0.005 below the delay that most of them have."""
    return _one("means that are nearly a delay", _near_the_mean)


def _near_the_mean(rng: random.Random) -> Content:
    content: Content = {"flights": []}
    most, many = rng.randrange(10, 90), rng.randrange(205, 240)
    crowded, small = rng.sample(CARRIERS, 2)
    given = [{"carrier": crowded, "dep_delay": delay, "day": 1} for delay in [most] * many + [most - 1]]
    given += [{"carrier": small, "dep_delay": delay, "day": 1} for delay in (most, most + 1)]
    rng.shuffle(given)
    _flights(content, rng, given)
    return content


def over_the_months_end() -> list[World]:
    """Flights of the last evening of January, of which some leave and all land in February; planes whose names are nearly alike."""
    return _one("flights over the end of the month", _over_the_end)


def _over_the_end(rng: random.Random) -> Content:
    content: Content = {"flights": []}
    evening = {"sched_at": f"2013-01-31 23:{rng.randrange(10, 30)}", "dep_delay": 0, "air_time": 227}
    midnight = {"sched_at": "2013-01-31 23:50", "dep_delay": rng.randrange(15, 60), "air_time": 88}
    afternoon = {"sched_at": "2013-01-31 12:00", "dep_delay": 0, "air_time": 345}
    given = [evening | {"tailnum": TAILS[0]}, midnight | {"tailnum": TAILS[0]}, afternoon | {"tailnum": TAILS[0]}]
    given += [evening | {"tailnum": TAILS[1]}, afternoon | {"tailnum": TAILS[1]}, midnight | {"tailnum": TAILS[2]}]
    given += [evening | {"tailnum": near} for near in _near(TAILS[0])]
    rng.shuffle(given)
    _flights(content, rng, given)
    return content


def around_one_day() -> list[World]:
    """Flights planned for 15 January, and on both sides of it, that left on many days or never; of which something is missing."""
    return _one("flights around one day", _around_a_day)


def _around_a_day(rng: random.Random) -> Content:
    content: Content = {"flights": []}
    noon = f"2013-01-15 {rng.randrange(9, 20):02d}:{rng.randrange(60):02d}"
    evening = f"2013-01-15 23:{rng.randrange(50, 60)}"
    early = f"2013-01-15 00:0{rng.randrange(1, 10)}"
    left = [
        (early, -15),
        (noon, 5),
        (evening, 60),
        (noon, 1440),
        (noon, 2 * 1440),
        (evening, 3 * 1440),
        (noon, 9 * 1440),
    ]
    left += [
        ("2013-01-14 23:58", 10),
        ("2013-01-13 12:00", 2 * 1440),
        ("2013-01-16 00:01", -10),
        ("2013-01-16 00:00", 5),
    ]
    given: list[dict[str, Any]] = [{"sched_at": time, "origin": "JFK", "dep_delay": delay} for time, delay in left]
    given += [{"sched_at": time, "origin": "JFK", "dep_delay": None} for time in (early, noon, evening)]
    given += [
        {"sched_at": time, "origin": "JFK"} for time in ("2012-01-15 12:00", "2014-01-15 12:00", "2013-02-15 12:00")
    ]
    given += [{"sched_at": noon, "origin": near} for near in [*_near("JFK"), "EWR"]]
    given += [{"sched_at": noon, "origin": "JFK", column: None} for column in ("carrier", "flight", "dest", "tailnum")]
    rng.shuffle(given)
    _flights(content, rng, given)
    for row in content["flights"]:  # the day on which it left; a flight that never left has none
        row["day"] = int(row["dep_at"][8:10]) if row["dep_at"] else None
    return content


def _without_the_root(rng: random.Random) -> Content:
    """Links, but none from the root."""
    content = _plain(rng, 4)
    content["lineage"] = [row for row in content["lineage"] if row["source"] != ROOT]
    return content


def _everything(rng: random.Random) -> Content:
    """All traps in one database, at random."""
    content = _on_bounds(rng)
    parts = [_with_nulls(rng), _with_orphans(rng), _with_ties(rng), _with_duplicates(rng), _with_cycles(rng)]
    for part in parts:
        for row in part["flights"]:
            content["flights"].append(row | {"flight_id": len(content["flights"]) + 1})
        for table in ("trips", "refunds", "weather"):
            content[table] += part[table]
    content["lineage"] = [row for part in (parts[2], parts[4]) for row in part["lineage"]]
    content["planes"] = parts[0]["planes"]
    return content


def _flights(content: Content, rng: random.Random, given: list[dict[str, Any]]) -> None:
    """Append flights with some of their columns given."""
    for row in given:
        content["flights"].append(_flight(rng, len(content["flights"]) + 1, **row))
