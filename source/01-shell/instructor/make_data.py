"""Rebuild data/: made-up files of the Harbour team, from a seed. Run from anywhere; same bytes every time."""

from __future__ import annotations

import datetime
import hashlib
import random
import re
import sys
from pathlib import Path

AGENTS = ["Mozilla/5.0", "curl/8.5.0", "HarbourApp/500.1", "probe 503 check"]
PATHS = ["/ask", "/ask?q=last%20boat", "/v1/models", "/static/500.html", "/health", "/ports/503/times"]
REVIEWS = """id,island,comment,stars
1,Hiddensee,"Fast, friendly, right.",5
2,Poel,Told me a boat that doesn't run on Sundays,2
3,"Usedom, east","It said ""ask at the pier"".
I asked at the pier.",4
4,Fehmarn,,3
5,Hiddensee,"Commas, commas, commas",5
6,Poel,"Line one
line two

line four",1
"""


def access_line(chance: random.Random, day: str, second: int, bad: float = 0.05) -> str:
    """One line of an access log in the combined format."""
    address = f"10.0.{chance.choice([0, 0, 0, 1])}.{chance.choice([4, 7, 7, 7, 9, 12, 31, 110])}"
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    status = chance.choice([500, 502, 503]) if chance.random() < bad else chance.choice([200] * 12 + [304, 404, 499])
    request = "-" if chance.random() < 0.02 else f"GET {chance.choice(PATHS)} HTTP/1.1"
    size = chance.choice([500, 503, 512, 1420, 2211])
    return f'{address} - - [{day}:{clock} +0000] "{request}" {status} {size} "-" "{chance.choice(AGENTS)}"\n'


def bad_minutes(log: str) -> str:
    """The log with two of three answers of 200 from 08:14 to 08:17 turned into 503; a request that is no request stays."""
    lines, seen = log.splitlines(keepends=True), 0
    for place, line in enumerate(lines):
        if re.search(r":08:1[4-7]:", line) and '1.1" 200 ' in line:
            seen += 1
            lines[place] = line.replace('1.1" 200 ', '1.1" 503 ') if seen % 3 else line
    return "".join(lines)


def access_log(chance: random.Random, day: str, begin: int, minutes: int, bad_from: int, rate: int = 8) -> str:
    """Some minutes of traffic; from the minute *bad_from* on, counted from midnight, most requests fail."""
    lines = []
    for minute in range(begin, begin + minutes):
        busy = rate * 2 if minute >= bad_from else rate
        seconds = sorted(chance.randrange(60) for _ in range(busy + chance.randrange(-3, 4)))
        lines += [access_line(chance, day, minute * 60 + s, 0.8 if minute >= bad_from else 0.04) for s in seconds]
    return "".join(lines)


def disk_report(used: dict[str, int]) -> str:
    """What ``df -P`` prints for some mount points, each of 1000000 blocks."""
    rows = ["Filesystem     1024-blocks      Used Available Capacity Mounted on"]
    for number, (mount, percent) in enumerate(used.items(), 1):
        rows.append(
            f"/dev/vd{'abcdef'[number]}1 {1000000:>15} {percent * 10000:>9} {1000000 - percent * 10000:>9} {percent:>7}% {mount}"
        )
    return "\n".join(rows) + "\n"


def incident(chance: random.Random) -> dict[str, str]:
    """The published incident: nightly-embed fails, /var/cache fills, and the answers go bad at 02:47."""
    files = {}
    evening = datetime.datetime(2025, 3, 13, 21, 5)
    hours = [evening + datetime.timedelta(hours=n) for n in range(12)]
    for job, failures in (("nightly-embed", 6), ("nightly-backup", 1), ("report", 0)):
        runs = [0] * 12
        for place in chance.sample(range(12), failures):
            runs[place] = 137 if job == "nightly-embed" else 1
        files[f"jobs/{job}.log"] = "".join(
            f"{hours[n]:%Y-%m-%dT%H:%M}:00Z start run={n}\n{hours[n]:%Y-%m-%dT%H}:09:{10 + n}Z end run={n} exit={code}\n"
            for n, code in enumerate(runs)
        )
    for hour in range(4):
        used = {"/": 41 + hour // 3, "/var/cache": min(61 + 13 * hour, 100), "/data": 88}
        files[f"disk/2025-03-14T{hour:02}00.txt"] = disk_report(used)
    whole = access_log(chance, "14/Mar/2025", 120, 75, 167).splitlines(keepends=True)
    files["access/access.log.1"], files["access/access.log"] = "".join(whole[:300]), "".join(whole[300:])
    return files


def all_files() -> dict[str, str]:
    """Every file below data/ but the README."""
    chance = random.Random(20250314)
    files = {f"incident/{path}": text for path, text in incident(chance).items()}
    files["access.log"] = bad_minutes(access_log(chance, "12/Mar/2025", 8 * 60, 30, 9999).replace('" 502 ', '" 503 '))
    rows = ["endpoint\tlatency_ms\n"]
    for _ in range(40):
        endpoint = chance.choice(["/ask", "/health", "/v1/ask model", "/v1/models"])
        rows.append(f"{endpoint}\t{'-' if chance.random() < 0.15 else chance.randrange(20, 400)}\n")
    files["latency.tsv"] = "".join(rows)
    files["reviews.csv"] = REVIEWS
    people = [f"u{number}" for number in (3, 8, 11, 20, 7)]
    for day in (12, 13, 14):
        lines = [
            f"2025-03-{day}T{chance.randrange(24):02}:15:00Z {chance.choice(people)} {chance.choice(['ask', 'rate'])}\n"
            for _ in range(9)
        ]
        files[f"raw/day-{day}.log"] = "".join(lines + lines[:2])
    files["users.tsv"] = "user\tplan\tcountry\nu8\tpro\tDE\nu20\tfree\tDK\nu3\tfree\tSE\nu99\tpro\tDE\nu11\tpro\tPL\n"
    files["harbour/README.txt"] = (
        "Harbour answers questions about ferry timetables.\nThe model is in models, what it did is in logs.\n"
    )
    files["harbour/timetable summer.txt"] = "Hiddensee 07:10 09:40 18:05\nPoel 08:00 17:30\n"
    files["harbour/.settings"] = "port=8443\n"
    files["harbour/models/CURRENT"] = "ferry-2\n"
    files["harbour/logs/today.log"] = "started\nloaded ferry-2\n"
    files["train_launch.sh"] = (Path(__file__).parent / "broken_launch.sh").read_text()
    return files


def main(root: Path) -> None:
    """Write every file below *root*, and README.md with its checksums."""
    files = {path: text.encode() for path, text in all_files().items()}
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    sums = "".join(f"| {path} | `{hashlib.sha256(content).hexdigest()}` |\n" for path, content in sorted(files.items()))
    (root / "README.md").write_text(ABOUT + sums)


ABOUT = """# Data of the shell unit

Everything here is made up and made by `instructor/make_data.py` from a seed. Licence: CC0 1.0. No real
person, address or server stands behind it; addresses are from the private range 10.0.0.0/8.

| file | what it is |
|---|---|
| harbour/ | a small folder to look around in |
| access.log | half an hour of a web server's log, combined format: address, identity, user, [time], "request", status, bytes, "referrer", "agent" |
| latency.tsv | tab separated: endpoint, latency_ms (whole milliseconds, `-` where it is missing) |
| reviews.csv | comma separated, with quoted commas, quotes and newlines: id, island, comment, stars |
| raw/*.log | events, separated by spaces: time, user, event |
| users.tsv | tab separated: user, plan, country |
| train_launch.sh | the launcher with six faults, for S18 |
| incident/jobs/*.log | one file a job; `end` lines hold the exit status of a run |
| incident/disk/*.txt | what `df -P` printed, one file an hour |
| incident/access/ | the access log of the night; `access.log.1` is the older part |

| file | sha256 |
|---|---|
"""

if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "data")
