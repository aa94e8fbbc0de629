import math


def footprint(run, grid):
    factor = grid.get(run["grid"])
    if factor is None or run["pue"] < 1.0:
        raise ValueError("check the grid and the PUE")
    energy = run["pue"] * math.fsum(math.prod((d["watts"], d["count"], d["utilisation"], d["hours"])) for d in run["devices"]) / 1e3
    return dict(kwh=energy, kg=energy * factor / 1e3)


def greenest(run, grid):
    return min((footprint({**run, "grid": name}, grid)["kg"], name) for name in grid)[1]
