"""Traces and chains of kernels for the exercises on the roofline, and what must come of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

Span = tuple[float, float]
Rng = np.random.Generator
Machine = dict[str, float]
Chain = tuple[list[dict[str, Any]], dict[str, int], int, int, Machine]
COLUMNS = ["layer", "kernel", "stream", "start", "end", "flops", "bytes"]


def union(spans: list[Span]) -> float:
    """For how long at least one of *spans* ran, slice by slice between neighbouring ends."""
    edges = sorted({edge for span in spans for edge in span})
    return float(sum(
        after - before
        for before, after in pairwise(edges)
        if any(start <= before and after <= end for start, end in spans)
    ))  # fmt: skip


def _mixed(rng: Rng, spans: list[Span]) -> list[Span]:
    return [spans[i] for i in rng.permutation(len(spans))]


def spans(rng: Rng) -> list[tuple[str, list[Span]]]:
    """Lists of intervals, each with what stands out in it."""

    def a(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 2)

    inside = [(0.0, a(20, 30)), (a(1, 3), a(4, 6)), (a(7, 9), a(12, 14)), (40.0, 45.0)]
    negative = [(-a(20, 30), -a(10, 15)), (-a(5, 8), a(1, 4)), (a(6, 9), a(10, 12))]
    touching = [(float(i), float(i + 2)) for i in range(0, 14, 2)] + [(6.0, 6.0), (20.0, 20.0), (8.5, 8.5), (8.6, 9.5)]
    chained = [(float(3 * i), 3 * i + a(3.2, 4.9)) for i in range(12)]
    random = [
        (start, start + length)
        for start, length in zip(rng.uniform(-50, 50, 60).tolist(), rng.exponential(2, 60).tolist(), strict=True)
    ]
    begun = a(1, 5)
    same_start = [
        (begun, begun + a(5, 9)),
        (begun, begun + a(1, 3)),
        (begun, begun + a(10, 14)),
        (begun + 30, begun + 31),
    ]
    late = [(100.0, 110.0), (a(50, 60), a(70, 80)), (0.0, a(5, 9))]
    return [
        ("short ones within a long one", inside), ("late ones first", late), ("negative times", _mixed(rng, negative)),
        ("touching ones, and some without length", _mixed(rng, touching)), ("each overlaps the next", _mixed(rng, chained)),
        ("several that start together", _mixed(rng, same_start)), ("whole numbers, each twice", [(3, 5), (9, 12), (3, 5), (9, 12), (4, 7)]),
        ("sixty at random", random), ("one that ends at 0, and one that goes on", [(-3.0, 0.0), (-2.0, 1.0)]),
    ]  # fmt: skip


def _layer(
    rng: Rng, name: str, machine: Machine, bound: str, streams: int, begun: float, kernels: int
) -> list[tuple[Any, ...]]:
    """Kernels of one layer, side by side on *streams*, such that *bound* is what bounds it, though most of them lean the other way."""
    order, lead = rng.permutation(kernels), float(rng.uniform(0.8, 0.86))
    heavy, light = (np.array([most] + [(1 - most) / (kernels - 1)] * (kernels - 1))[order] for most in (lead, 0.1))
    of_flops, of_bytes = (heavy, light) if bound == "arithmetic" else (light, heavy)
    seconds = float(rng.uniform(20, 60)) * 1e-6
    other = float(rng.uniform(0.3, 0.8))
    computing, fetching = (seconds, other * seconds) if bound == "arithmetic" else (other * seconds, seconds)
    if bound == "overhead" and rng.integers(2):
        computing, fetching = fetching, computing
    rows: list[tuple[Any, ...]] = []
    ran = 1e6 * seconds * float(rng.uniform(3.3, 5.0) if bound == "overhead" else rng.uniform(1.9, 2.6))
    one_by_one = streams == 1
    for at in range(kernels):
        length = ran / kernels if one_by_one else ran * float(rng.uniform(0.75, 0.95))
        start = begun + (1.02 * at * ran / kernels if one_by_one else (0.05 * ran * at / kernels))
        rows.append((
            name, f"{name} {at + 1}", at % streams, round(start, 2), round(start + length, 2),
            int(machine["peak"] * computing * of_flops[at]), int(machine["bandwidth"] * fetching * of_bytes[at]),
        ))  # fmt: skip
    if not one_by_one:
        first = rows[0]
        rows[0] = (*first[:4], round(first[3] + ran, 2), *first[5:])
    return rows


def _beside(machine: Machine, begun: float) -> list[tuple[Any, ...]]:
    """A layer that copies at one time and computes at another, and one that takes no time at all."""
    copied, computed, at = int(machine["bandwidth"] * 7e-6), int(machine["peak"] * 9e-6), round(begun, 2)
    return [
        ("load", "load copy", 0, at, at + 12.0, 0, copied),
        ("load", "load multiply", 1, at + 20.0, at + 31.0, computed, 0),
        ("mark", "mark", 0, at + 40.0, at + 40.0, 0, 0),
    ]


def trace(rng: Rng, told: str) -> tuple[pd.DataFrame, Machine]:
    """A trace, rows in mixed order, and the machine: layers of all three kinds, one that comes twice, one without FLOPs, one that moves nothing, one that takes no time."""
    machine = {"peak": 312e12, "bandwidth": 1555e9, "launch": 4e-6}
    if told == "another machine":
        machine = {
            "peak": float(rng.uniform(5, 90)) * 1e12,
            "bandwidth": float(rng.uniform(2, 9)) * 1e11,
            "launch": 6e-6,
            "power": 70.0,
        }
    streams = 1 if told == "kernels one after another" else 4
    rows, clock = [], -float(rng.uniform(10, 90))
    for name, bound in (
        ("norm", "memory"),
        ("feed-forward", "arithmetic"),
        ("sample", "overhead"),
        ("mix", "memory"),
        ("project", "arithmetic"),
    ):
        made = _layer(rng, name, machine, bound, streams, clock, 4)
        rows += made
        clock = max(row[4] for row in made) + float(rng.uniform(200, 400))
    again = _layer(rng, "norm", machine, "memory", streams, clock, 3)
    rows += again
    clock = max(row[4] for row in again) + 9
    rows.append(("copy", "copy", 1, round(clock, 2), round(clock + 25, 2), 0, int(machine["bandwidth"] * 20e-6)))
    rows.append(("wait", "barrier", 0, round(clock + 30, 2), round(clock + 33, 2), 0, 0))
    rows += _beside(machine, clock + 40)
    table = pd.DataFrame([rows[i] for i in rng.permutation(len(rows))], columns=COLUMNS)
    table.index = pd.Index(rng.integers(0, 5, len(table)))
    return table, machine


def under_roofs(table: pd.DataFrame, machine: Machine) -> dict[str, tuple[float, float, str]]:
    """For each layer (busy, least, bound)."""
    expected = {}
    for name in table["layer"].unique():
        rows = table.loc[(table["layer"] == name).to_numpy()]
        ran = union(list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True)))
        computing, fetching = (
            1e6 * float(rows[kind].sum()) / machine[roof] for kind, roof in (("flops", "peak"), ("bytes", "bandwidth"))
        )
        least = max(computing, fetching)
        bound = "overhead" if ran > 3 * least else ("memory" if fetching > computing else "arithmetic")
        expected[str(name)] = (ran, least, bound)
    return expected


def _kernel(name: str, flops: float, reads: list[str], writes: list[str]) -> dict[str, Any]:
    return {"name": name, "flops": int(flops), "reads": reads, "writes": writes}


def chains(rng: Rng, told: str) -> list[Chain]:
    """Chains of kernels with the slice that is to be fused, for one *told* kind."""
    names = ["x", "y", "w", "v", "a", "b", "c", "d", "e", "f", "g", "h"]
    sizes = {
        name: 1000 + int(size) for name, size in zip(names, rng.choice(9000, len(names), replace=False), strict=True)
    }
    machine = {"peak": 50.0, "bandwidth": 10.0, "launch": float(rng.integers(20, 60))}
    work = 100.0 if told == "bound by memory" else 90_000.0
    flops = (work * rng.uniform(0.5, 1.5, 7)).tolist()
    needed = ["b"] if told == "tensors that are needed again" else []
    result = ["g", "h"] if told == "results in the middle" else ["g"]
    # Two kernels have one name, and one tensor is read again four kernels after its first reader.
    far = ["b"] if told == "results in the middle" else []
    kernels = [
        _kernel("multiply", flops[0] if work > 1000 else 80_000, ["x", "w"], ["a"]),
        _kernel("add", flops[1], ["a", "v", "y"], ["b"]),
        _kernel("norm", 0.1 * flops[2], ["b", "b", "y"], ["c"]),
        _kernel("add", flops[3], ["c", "a"], ["d", *result[1:]]),
        _kernel("bend", 0.1 * flops[4], ["d", "y", *needed], ["e"]),
        _kernel("gate", flops[5], ["e", "x"], ["f"]),
        _kernel("project", flops[6], ["f", "w", *needed, *far], ["g"]),
    ]
    cuts = [(1, 4), (0, 2), (2, 5), (0, 7), (5, 7), (3, 4), (1, 3), (7, 7), (int(rng.integers(0, 8)),) * 2]
    return [(kernels, sizes, start, stop, machine) for start, stop in cuts]


def fused_costs(
    kernels: list[dict[str, Any]], sizes: dict[str, int], start: int, stop: int, machine: Machine
) -> tuple[float, float]:
    """(bytes of the fused kernel, seconds saved), tensor by tensor."""
    if start == stop:
        return 0, 0.0
    inside = range(start, stop)
    readers = {name: [i for i, one in enumerate(kernels) if name in one["reads"]] for name in sizes}
    writer = {name: next((i for i, one in enumerate(kernels) if name in one["writes"]), -1) for name in sizes}
    moved, apart = 0, 0.0
    for name, size in sizes.items():
        own, used = writer[name] in inside, [i for i in readers[name] if i in inside]
        if own and (len(used) < len(readers[name]) or not readers[name]):
            moved += size
        if used and not own:
            moved += size
    for i in inside:
        carried = sum(size for name, size in sizes.items() for at in ("reads", "writes") if name in kernels[i][at])
        apart += machine["launch"] + max(kernels[i]["flops"] / machine["peak"], carried / machine["bandwidth"])
    work = sum(kernels[i]["flops"] for i in inside)
    return moved, apart - machine["launch"] - max(work / machine["peak"], moved / machine["bandwidth"])
