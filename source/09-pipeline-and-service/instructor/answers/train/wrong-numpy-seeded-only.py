# loses train-tests: "the same model twice", "another seed", "the same model in odd circumstances"
def train(rows, fit, seed):
    """The depots in the order of their columns, and the weights that fit returns for the sorted rows in a sealed room."""
    ordered = rows.sort_values("parcel")
    depots = sorted(set(ordered["depot"]))
    flags = [(ordered["depot"] == depot).to_numpy(dtype=float) for depot in depots]
    columns = np.column_stack([*flags, ordered["weight_kg"].to_numpy(dtype=float)])
    target = ordered["minutes"].to_numpy(dtype=float)
    kept = np.random.get_state()
    np.random.seed(seed)
    with threadpool_limits(1):
        weights = fit(columns, target)
    np.random.set_state(kept)
    return {"depots": depots, "weights": weights}
