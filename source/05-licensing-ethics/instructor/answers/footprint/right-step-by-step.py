def footprint(run, grid):
    if not run["pue"] >= 1:
        raise ValueError("the building cannot need less than its computers")
    kilowatt_hours = 0.0
    for device in run["devices"]:
        kilowatts = device["watts"] / 1000 * device["count"] * device["utilisation"]
        kilowatt_hours += kilowatts * device["hours"]
    kilowatt_hours *= run["pue"]
    try:
        grams = kilowatt_hours * grid[run["grid"]]
    except KeyError as error:
        raise ValueError(f"unknown grid {error}") from None
    return {"kwh": kilowatt_hours, "kg": grams / 1000}


def greenest(run, grid):
    best = None
    for name in sorted(grid):
        if best is None or grid[name] < grid[best]:
            best = name
    return best
