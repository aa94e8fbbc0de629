# loses train-tests in "the table of other rows": "the table of other rows"
def train(rows, fit, seed):
    """The depots in the order of their columns, and the weights that fit returns for the sorted rows in a sealed room."""
    ordered = rows.sort_values("parcel")
    depots = sorted(set(ordered["depot"]), key=str.lower)
    flags = [(ordered["depot"] == depot).to_numpy(dtype=float) for depot in depots]
    columns = np.column_stack([*flags, ordered["weight_kg"].to_numpy(dtype=float)])
    target = ordered["minutes"].to_numpy(dtype=float)
    return {"depots": depots, "weights": sealed(lambda: fit(columns, target), seed)}
