# loses footprint-tests: "other grids", "0.0"
def footprint(run, grid):
    if run["pue"] < 1 or run["grid"] not in grid:
        raise ValueError("impossible run")
    wh = sum(d["watts"] * d["count"] * d["utilisation"] * d["hours"] for d in run["devices"])
    kwh = wh / 1000 * run["pue"]
    return {"kwh": kwh, "kg": kwh * grid[run["grid"]] / 1000}


def greenest(run, grid):
    return min(sorted(g for g in grid if grid[g] > 0), key=lambda name: grid[name])
