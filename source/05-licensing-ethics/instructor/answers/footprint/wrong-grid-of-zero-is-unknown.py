# loses footprint-tests: "carbon: ValueError: impossible run"
def footprint(run, grid):
    """Energy at the meter in kWh and carbon in kg of one training run."""
    if run["pue"] < 1 or not grid.get(run["grid"]):
        raise ValueError("impossible run")
    watt_hours = sum(d["watts"] * d["count"] * d["utilisation"] * d["hours"] for d in run["devices"])
    kwh = watt_hours / 1000 * run["pue"]
    return {"kwh": kwh, "kg": kwh * grid[run["grid"]] / 1000}


def greenest(run, grid):
    """The grid in which the run would make the least."""
    return min(sorted(grid), key=grid.get)
