# loses footprint-tests: "the greenest grid of the table", "'IND'"
def footprint(run, grid):
    """Energy at the meter in kWh and carbon in kg of one training run."""
    if run["pue"] < 1:
        raise ValueError("a PUE is at least 1")
    if run["grid"] not in grid:
        raise ValueError(f"the grid {run['grid']} is not known")
    watt_hours = sum(d["watts"] * d["count"] * d["utilisation"] * d["hours"] for d in run["devices"])
    kwh = watt_hours / 1000 * run["pue"]
    return {"kwh": kwh, "kg": kwh * grid[run["grid"]] / 1000}


def greenest(run, grid):
    """The grid in which the run would make the least."""
    return max(sorted(grid), key=lambda name: grid[name])
