"""What is expected of the lesson on watching: the index of stability, alerts by the minute, ripe days, and ranks."""

from __future__ import annotations

import bisect
import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence

Request = tuple[float, int, float]
Rule = tuple[int, int, float]


def stability(reference: Sequence[float], new: Sequence[float], bins: int = 10) -> float:
    """PSI of *new* against *reference*, with half a row added to each bin."""
    seen = sorted(value for value in reference if not math.isnan(value))
    edges = set()
    for step in range(1, bins):
        place = step * (len(seen) - 1) / bins
        low = math.floor(place)
        high = min(low + 1, len(seen) - 1)
        edges.add(seen[low] + (seen[high] - seen[low]) * (place - low))
    cuts = sorted(edges)

    def bin_of(value: float) -> int:
        return -1 if math.isnan(value) else bisect.bisect_left(cuts, value)

    first, last = Counter(map(bin_of, reference)), Counter(map(bin_of, new))
    names = set(range(len(cuts) + 1)) | ({-1} if first[-1] + last[-1] else set())
    total = 0.0
    for name in names:
        p = (first[name] + 0.5) / (len(reference) + 0.5 * len(names))
        q = (last[name] + 0.5) / (len(new) + 0.5 * len(names))
        total += (q - p) * math.log(q / p)
    return total


def ranks(old: Sequence[float], new: Sequence[float]) -> tuple[float, float]:
    """(area under the curve, one-sided p-value of so high an area) by the normal law with ties."""
    wins = sum((b > a) + 0.5 * (b == a) for a in old for b in new)
    n, m = len(old), len(new)
    every = n + m
    ties = sum(count**3 - count for count in Counter([*old, *new]).values())
    variance = n * m / 12 * (every + 1 - ties / (every * (every - 1)))
    if variance <= 0:
        return 0.5, 1.0
    z = (wins - n * m / 2) / math.sqrt(variance)
    return wins / (n * m), 0.5 * math.erfc(z / math.sqrt(2))


def _burns(bad: list[int], every: list[int], minute: int, width: int, budget: float) -> tuple[float, int]:
    """(burn rate, bad requests) of the window of *width* minutes that ends with *minute*."""
    some = slice(max(0, minute - width), minute)
    wrong, asked = sum(bad[some]), sum(every[some])
    return (wrong / asked / budget if asked else 0.0), wrong


def alerts(
    requests: Iterable[Request],
    minutes: int,
    objective: float,
    rules: Sequence[Rule],
    slow: float,
    least: int,
    quiet: int,
) -> list[tuple[int, int | None]]:
    """(first minute, minute of the all-clear or None) of each alert."""
    bad, every = [0] * minutes, [0] * minutes
    for second, status, ms in requests:
        place = math.floor(second / 60)
        if 0 <= place < minutes:
            every[place] += 1
            bad[place] += status >= 500 or ms > slow
    found: list[tuple[int, int | None]] = []
    calm = quiet
    for minute in range(1, minutes + 1):
        holds = False
        for long, short, factor in rules:
            burn, wrong = _burns(bad, every, minute, long, 1 - objective)
            burn_now, _ = _burns(bad, every, minute, short, 1 - objective)
            holds = holds or (min(burn, burn_now) > factor and wrong >= least)
        ringing = bool(found) and found[-1][1] is None
        calm = 0 if holds else calm + 1
        if holds and not ringing:
            found.append((minute, None))
        elif ringing and calm == quiet:
            found[-1] = (found[-1][0], minute)
    return found


def ripe(
    predictions: Iterable[tuple[str, str, bool]], labels: Iterable[tuple[str, str, bool]], today: str, wait: int
) -> list[tuple[str, int, float]]:
    """(day, parcels, share wrong) of each day that is *wait* days old."""

    def after(day: str) -> str:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=wait)).isoformat()

    known: dict[str, list[tuple[str, bool]]] = {}
    for parcel, day, late in labels:
        known.setdefault(parcel, []).append((day, late))
    days: dict[str, list[bool]] = {}
    for parcel, day, forecast in predictions:
        if after(day) <= today:
            told = sorted(pair for pair in known.get(parcel, []) if pair[0] <= after(day))
            truth = told[-1][1] if told else True
            days.setdefault(day, []).append(bool(forecast) != bool(truth))
    return [(day, len(wrong), sum(wrong) / len(wrong)) for day, wrong in sorted(days.items())]
