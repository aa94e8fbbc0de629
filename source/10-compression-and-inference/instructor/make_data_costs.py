"""The data of the lesson on costs: a GPU's trace by a model of the machine, a chain of kernels, six records of runs. All generated."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

MACHINE = {"peak": 312e12, "bandwidth": 1555e9, "launch": 4e-6}
"""NVIDIA A100, 40 GB, by its data sheet; the overhead of a launch is a round figure of ours."""
REACHED = 0.8
"""Which share of a roof a kernel reaches."""
TOKENS, WIDTH, LETTERS = 2048, 2048, 8
Kernel = tuple[str, int, float, float]


def alone(flops: float, moved: float) -> float:
    """Microseconds of a kernel that has the machine to itself, without its launch."""
    return 1e6 * max(flops / MACHINE["peak"], moved / MACHINE["bandwidth"]) / REACHED


class Trace:
    """Kernels one after another, or side by side on several streams, on one clock in microseconds."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.now, self.rows = rng, 120.0, list[dict[str, Any]]()

    def add(self, layer: str, *kernels: Kernel) -> None:
        """Kernels (name, stream, FLOPs, bytes) that start together and share the machine: together they take as long as in turn."""
        launch = 1e6 * MACHINE["launch"]
        whole = sum(alone(flops, moved) for _, _, flops, moved in kernels)
        for place, (name, stream, flops, moved) in enumerate(kernels):
            start = self.now + 0.7 * place
            end = start + launch + whole * float(self.rng.uniform(0.99, 1.03))
            self.rows.append({
                "layer": layer, "kernel": name, "stream": stream, "start": round(start, 1), "end": round(end, 1),
                "flops": int(flops), "bytes": int(moved),
            })  # fmt: skip
        self.now = max(row["end"] for row in self.rows[-len(kernels) :]) + float(self.rng.uniform(0.5, 2.5))


def trace() -> pd.DataFrame:
    """Eight letters of 256 tokens are read by one layer of the model, then one token of each answer is written."""
    made = Trace(np.random.default_rng(20))
    state, square = 2.0 * TOKENS * WIDTH, 2.0 * WIDTH * WIDTH  # bytes of all tokens' vectors, of a square weight
    made.add("norm", ("norm", 0, 8.0 * TOKENS * WIDTH, 2 * state))
    made.add(
        "queries, keys, values",
        *(
            (name, stream, 2.0 * TOKENS * WIDTH**2, 2 * state + square)
            for stream, name in enumerate(("queries", "keys", "values"))
        ),
    )
    half = (4.0 * TOKENS * 256 * WIDTH / 2, 4 * state / 2)
    made.add("attention", ("letters 1 to 4", 0, *half), ("letters 5 to 8", 1, *half))
    wide = (2.0 * TOKENS * WIDTH * 4 * WIDTH, 5 * state + 4 * square)
    made.add("feed-forward", ("up", 0, *wide))
    for name in ("bias", "gelu", "gate"):
        made.add("activation", (name, 0, 4.0 * TOKENS * 4 * WIDTH, (12 if name == "gate" else 8) * state))
    made.add("feed-forward", ("down", 0, *wide))
    made.now += 35  # the host prepares the first token
    written = (2.0 * LETTERS * 4 * WIDTH**2, 4 * square)
    made.add("one token: attention", ("cache", 1, 4.0 * LETTERS * 256 * WIDTH, 2 * 2.0 * LETTERS * 256 * WIDTH))
    made.add("one token: feed-forward", ("gate", 0, *written), ("up", 2, *written))
    for name in ("scale", "sort", "cut", "exp", "sum", "draw"):
        made.add("choose the token", (name, 0, 8.0 * 32000, 4.0 * 8 * 32000))
    return pd.DataFrame(made.rows).sort_values(["stream", "start"], kind="stable")


def chain() -> dict[str, Any]:
    """The kernels of a feed-forward block in their order, what each reads and writes, and how many bytes that is."""
    wide, narrow = 2 * TOKENS * 4 * WIDTH, 2 * TOKENS * WIDTH
    sizes = {"x": narrow, "W1": 8 * WIDTH**2, "u": wide, "b1": 8 * WIDTH, "h1": wide, "h2": wide, "g": wide, "h3": wide}
    sizes |= {
        "W2": 8 * WIDTH**2,
        "d": narrow,
        "y": narrow,
        "s": 2 * WIDTH,
        "z": narrow,
        "W3": 2 * WIDTH**2,
        "q": narrow,
        "r": narrow,
    }
    matrix, small = 2 * TOKENS * 4 * WIDTH * WIDTH, TOKENS * WIDTH
    steps: Iterable[tuple[str, int, str, str]] = (
        ("up", matrix, "x W1", "u"), ("bias", 4 * small, "u b1", "h1"), ("gelu", 32 * small, "h1", "h2"),
        ("gate", 4 * small, "h2 g", "h3"), ("down", matrix, "h3 W2", "d"), ("add", small, "d x", "y"),
        ("norm", 8 * small, "y s", "z"), ("mix", matrix // 4, "z W3", "q"), ("add again", small, "q y", "r"),
    )  # fmt: skip
    kernels = [
        {"name": name, "flops": flops, "reads": reads.split(), "writes": writes.split()}
        for name, flops, reads, writes in steps
    ]
    return {"kernels": kernels, "sizes": sizes}


def _pairs(rng: np.random.Generator, old: float, ratio: float, rounds: int, load: float, own: float) -> list[list[Any]]:
    runs: list[list[Any]] = []
    for turn in range(rounds):
        busy = old * float(rng.lognormal(0, load))
        pair = [["old", busy * float(rng.lognormal(0, own))], ["new", busy * ratio * float(rng.lognormal(0, own))]]
        runs += pair if turn % 2 == 0 else pair[::-1]
    return runs


def _slow(runs: list[list[Any]], version: str, factors: Iterable[float]) -> list[list[Any]]:
    factor = iter(factors)
    return [[one, time * (next(factor, 1.0) if one == version else 1.0)] for one, time in runs]


def records() -> dict[str, Any]:
    """Six measurements, each with what its author claims."""
    rng = np.random.default_rng(21)
    spiked = _pairs(rng, 240, 0.97, 43, 0.3, 0.03)
    old_first = [["old", 212 * float(rng.lognormal(0.004 * i, 0.02))] for i in range(33)]
    old_first += [["new", 180 * float(rng.lognormal(0.004 * i, 0.02))] for i in range(33)]
    made = {
        "A": (3, ["ratio", 0.25], _slow(_pairs(rng, 14520, 0.172, 43, 0.02, 0.02), "old", [1.3, 1.1]), "Six digits at once take at most a quarter of the time."),
        "B": (5, ["ratio", 0.8], _slow(_pairs(rng, 96, 1.02, 35, 0.04, 0.03), "old", [9, 8, 6, 4, 2]), "The new runtime takes at most 0.8 times as long: 100 ms on average, the old one 166 ms."),
        "C": (3, ["ratio", 0.8], spiked, "With the new compiler it takes at most 0.8 times as long: its best run beats the old one's mean by far."),
        "D": (3, ["ratio", 0.9], old_first, "The new driver takes at most 0.9 times as long; the old one was measured in the morning, the new one after lunch."),
        "E": (2, ["p95", 300.0], _pairs(rng, 225, 1.0, 42, 0.05, 0.03), "95 in 100 answers take at most 300 ms: none of 40 took longer."),
        "F": (3, ["ratio", 0.95], _pairs(np.random.default_rng(23), 310, 0.87, 27, 0.1, 0.3), "The new cache takes at most 0.95 times as long: the median of 24 pairs is below."),
    }  # fmt: skip
    return {
        name: {
            "says": says,
            "cold": cold,
            "claim": claim,
            "runs": [[version, round(time, 2)] for version, time in runs],
        }
        for name, (cold, claim, runs, says) in made.items()
    }


def main(folder: Path) -> None:
    """Write costs_trace.csv, costs_chain.json and costs_records.json into *folder*."""
    trace().to_csv(folder / "costs_trace.csv", index=False, lineterminator="\n")
    for name, content in (("costs_chain", chain()), ("costs_records", records())):
        (folder / f"{name}.json").write_text(
            json.dumps(content, indent=None, separators=(",", ":")) + "\n", encoding="utf-8"
        )
