# loses footprint-tests: "kWh of 1000 watts for one hour", "1000.0"
def footprint(run, grid):
    """Energy at the meter in kWh and carbon in kg of one training run."""
    if run["pue"] < 1:
        raise ValueError("a PUE is at least 1")
    if run["grid"] not in grid:
        raise ValueError(f"the grid {run['grid']} is not known")
    watt_hours = sum(d["watts"] * d["count"] * d["utilisation"] * d["hours"] for d in run["devices"])
    kwh = watt_hours * run["pue"]
    return {"kwh": kwh, "kg": kwh * grid[run["grid"]] / 1000}


def greenest(run, grid):
    """The grid in which the run would make the least."""
    return min(sorted(grid), key=lambda name: grid[name])
