"""What a gate should do (lesson 4), written another way than the key, and requests that bring each rule near its edge."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from serve_desk import Request, burst, request, run

Rng = np.random.Generator
Settings = dict[str, int]


class Ledger:
    """Every job is a row with a state; each event goes through all rows."""

    def __init__(self, workers: int, places: int, timeout: int, returns: int, remember: int) -> None:
        self.settings = (workers, places, timeout, returns, remember)
        self.rows: list[dict[str, Any]] = []
        self.sent: Counter[int] = Counter()

    def _state(self, state: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["state"] == state]

    def arrive(self, now: int, id: int, key: str | None, body: str) -> list[Any]:
        workers, places, timeout, returns, remember = self.settings
        same = [row for row in self.rows if key is not None and row["key"] == key and row["state"] in ("runs", "waits")]
        same += [
            row
            for row in self._state("kept")
            if key is not None and row["key"] == key and now - row["ended"] <= remember
        ]
        if same:
            row = same[0]
            if row["body"] != body:
                return [("answer", id, 422, None)]
            if row["state"] == "kept":
                return [("answer", id, 200, row["result"])]
            row["callers"][id] = now + timeout
            return []
        row = {
            "id": id,
            "key": key,
            "body": body,
            "callers": {id: now + timeout},
            "state": "waits",
            "ended": 0,
            "result": None,
        }
        if len(self._state("runs")) < workers:
            row["state"] = "runs"
            self.rows.append(row)
            return [("start", id)]
        if len(self._state("waits")) < places:
            self.rows.append(row)
            return []
        second = now // 1000 + 1
        while self.sent[second] >= returns:
            second += 1
        self.sent[second] += 1
        return [("answer", id, 503, second - now // 1000)]

    def finish(self, now: int, id: int, result: str | None) -> list[Any]:
        row = next(one for one in self._state("runs") if one["id"] == id)
        status = 500 if result is None else 200
        actions: list[Any] = [("answer", caller, status, result) for caller in row["callers"]]
        row |= {"state": "gone" if result is None else "kept", "ended": now, "result": result, "callers": {}}
        for other in self._state("waits"):
            if max(other["callers"].values()) > now:
                other["state"] = "runs"
                actions.append(("start", other["id"]))
                break
        return actions

    def tick(self, now: int) -> list[Any]:
        actions: list[Any] = []
        for row in self.rows:
            late = [caller for caller, until in row["callers"].items() if until <= now]
            for caller in late:
                del row["callers"][caller]
                actions.append(("answer", caller, 504, None))
            if row["state"] == "waits" and not row["callers"]:
                row["state"] = "gone"
        return actions


def expected(settings: Settings, requests: list[Request], tries: int = 1) -> list[dict[str, Any]]:
    """The log of a gate that does as it should."""
    log: list[dict[str, Any]] = run(Ledger, settings, requests, tries)["log"]
    return log


def _settings(rng: Rng, **fixed: int) -> Settings:
    drawn = {
        "workers": int(rng.integers(2, 4)), "places": int(rng.integers(2, 5)), "timeout": 100 * int(rng.integers(25, 40)),
        "returns": int(rng.integers(2, 4)), "remember": 100 * int(rng.integers(40, 60)),
    }  # fmt: skip
    return {**drawn, **fixed}


def crowd(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """More callers than places, all at once and a little later, without keys; they don't come again."""
    settings = _settings(rng)
    room = settings["workers"] + settings["places"]
    start = int(rng.integers(100, 900))
    ids = iter(rng.permutation(np.arange(1, 200)).tolist())
    requests = [
        request(next(ids), start, body=f"p{number}", takes=int(rng.integers(300, 700))) for number in range(room + 7)
    ]
    requests += [
        request(next(ids), start + 1000 + 10 * number, body=f"q{number}", takes=900) for number in range(room + 5)
    ]
    return "more callers than places, without keys", settings, requests, 1


def waiting(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """One worker at slow work: those in line wait in vain, some of them until the very moment at which a worker gets free."""
    timeout = 100 * int(rng.integers(20, 30))
    settings = _settings(rng, workers=1, places=3, timeout=timeout)
    first = int(rng.integers(1, 50))
    requests = [
        request(1, first, body="slow", takes=timeout + 500),
        request(2, first + 100, body="waits in vain"),
        request(3, first + 500, body="its time is up as the worker gets free"),
        request(4, first + 700, body="just in time", takes=timeout - 200),
        request(5, first + timeout + 100, body="takes the place of one who went away", takes=200),
        request(6, first + timeout + 101, body="is sent away"),
        request(7, first + timeout + 102, body="is sent away, too"),
    ]
    exact = first + 20_000
    requests += [
        request(8, exact, body="done as the time is up", takes=timeout),
        request(9, exact + 1, body="waits", takes=50),
    ]
    return "waiting in vain, one worker", settings, requests, 1


def keys(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """The same key again: while it waits, while it runs, when it is done, at the last moment of being remembered, and after it."""
    settings = _settings(rng, workers=1, places=2, timeout=3000, remember=4000)
    names = [f"key {letter}" for letter in rng.permutation(list("abcdefgh"))[:5]]
    a, b, c, d, e = names
    requests = [
        request(10, 0, a, "parcel 1", takes=800), request(11, 100, b, "parcel 2", takes=700), request(12, 200, a, "parcel 1"),
        request(13, 300, b, "parcel 2"), request(14, 310, b, "parcel 3"), request(15, 320, a, "parcel 1 "), request(16, 330, None, "parcel 1", takes=100),
        request(17, 340, b, "parcel 2"), request(18, 350, c, "parcel 4"), request(19, 360, a, "parcel 1"),
        request(20, 900, a, "parcel 1"), request(21, 950, a, "parcel 9"), request(22, 4800, a, "parcel 1"), request(23, 4801, a, "parcel 9", takes=100),
        request(37, 5100, a, "parcel 9"), request(38, 5110, a, "parcel 1"), request(24, 5400, c, "parcel 4", takes=150),
        request(25, 9000, d, "parcel 5", takes=400, fails=True), request(26, 9100, d, "parcel 5"), request(27, 9500, d, "parcel 5", takes=100),
        request(28, 9900, d, "parcel 5"), request(29, 9950, "", "parcel 6", takes=200), request(30, 9960, "", "parcel 6", takes=200), request(31, 9970, None, "parcel 6", takes=200),
        request(32, 20000, e, "parcel 7", takes=3600), request(33, 20500, e, "parcel 7"), request(34, 23600, e, "parcel 7"), request(35, 26000, e, "parcel 7"),
    ]  # fmt: skip
    requests += [
        request(39, 40000, None, "", takes=50), request(40, 40100, "empty body", "", takes=300), request(41, 40200, "empty body", ""), request(42, 41000, "empty body", ""),
        request(43, 50000, None, "slow", takes=900), request(44, 50100, "", "parcel 8", takes=200), request(45, 50200, "", "parcel 8"), request(46, 50300, "", "parcel 9"), request(47, 51500, "", "parcel 8"),
        request(36, 60000, "all leave", "parcel 7", takes=3600), request(48, 63300, "all leave", "parcel 7"), request(49, 63400, "all leave", "parcel 8"), request(50, 64000, "all leave", "parcel 7"),
    ]  # fmt: skip
    return "keys that come again", settings, requests, 1


def shared(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """A job in line whose first caller goes away while a second still waits, one that all leave, and its key again."""
    settings = _settings(rng, workers=1, places=2, timeout=2000, remember=9000)
    late = 10 * int(rng.integers(60, 90))
    requests = [
        request(1, 0, None, "slow", takes=2500), request(2, 50, "a", "shared", takes=600), request(3, late, "a", "shared"),
        request(4, 60, "b", "left by all", takes=500), request(5, 2100, "b", "left by all", takes=300), request(6, 2110, "c", "new", takes=100), request(7, 2120, None, "too many"),
        request(8, 2700, "a", "shared"), request(9, 6000, "a", "shared"),
        request(20, 20000, None, "slow", takes=2050), request(21, 20050, "d", "a worker gets free as the first caller's time is up", takes=300),
        request(22, 20050 + late, "d", "a worker gets free as the first caller's time is up"),
    ]  # fmt: skip
    return "callers who share a job", settings, requests, 1


def returning(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """A burst of callers who come again when they are told, and whose keys are their own."""
    settings = _settings(rng, workers=2, places=3, timeout=2500, returns=int(rng.integers(2, 4)), remember=30_000)
    requests = burst(24, 1500, takes=int(rng.integers(700, 900)), seed=int(rng.integers(1_000_000)))
    return "a burst of callers who come again when told", settings, requests, 6


def failing(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """Work that fails, with callers who share it and others in line, and without a key; no place in line at all."""
    settings = _settings(rng, workers=1, places=0, timeout=1500, remember=5000)
    requests = [
        request(1, 0, "a", "x", takes=400, fails=True), request(2, 100, "a", "x"), request(3, 200, "b", "y"), request(4, 400, "a", "x", takes=100),
        request(5, 700, None, "y", takes=1600), request(6, 2300, "b", "y", takes=100), request(7, 2350, "a", "x"), request(8, 2390, None, "x", takes=int(rng.integers(30, 90))),
        request(9, 9000, None, "z", takes=200, fails=True), request(10, 9400, None, "z", takes=100),
    ]  # fmt: skip
    return "work that fails, and no place to wait", settings, requests, 1


def seconds(rng: Rng) -> tuple[str, Settings, list[Request], int]:
    """Callers who are sent away when a second has just begun, within it and when it ends; one comes back to each.

    The last one comes in a second's last millisecond, and nobody has been sent to the next second before.
    """
    settings = _settings(rng, workers=1, places=0, timeout=20_000, returns=1)
    start = 1000 * int(rng.integers(2, 9))
    ids = iter(rng.permutation(np.arange(2, 60)).tolist())
    times = (0, 300, 999, 1000, 1001, 4000, 5000, 5999, 6000, 9500, 10_999)
    requests = [request(1, start - 500, None, "slow", takes=12_000)]
    requests += [request(next(ids), start + at, None, f"after {at}") for at in times]
    return "callers who are sent away about the beginning of a second", settings, requests, 1


WORLDS = (crowd, waiting, keys, shared, returning, failing, seconds)
