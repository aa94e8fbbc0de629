def footprint(run, grid):
    name, pue = run["grid"], run["pue"]
    if name not in grid or pue < 1:
        raise ValueError("no such grid, or an impossible PUE")
    joules = sum(d["watts"] * d["count"] * d["utilisation"] * d["hours"] * 3600 for d in run["devices"])
    kwh = joules / 3.6e6 * pue
    return {"kwh": kwh, "kg": grid[name] / 1000 * kwh}


def greenest(run, grid):
    return sorted(grid.items(), key=lambda pair: (pair[1], pair[0]))[0][0]
