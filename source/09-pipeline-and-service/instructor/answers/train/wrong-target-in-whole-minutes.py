# loses train-tests in "the table of other rows": "the target that fit was given, forty parcels"
# whole minutes
def train(rows, fit, seed):
    ordered = rows.sort_values("parcel")
    depots = sorted(set(ordered["depot"]))
    columns = np.column_stack([*[(ordered["depot"] == name).to_numpy(float) for name in depots], ordered["weight_kg"].to_numpy(float)])
    target = ordered["minutes"].to_numpy().astype(int).astype(float)
    return {"depots": depots, "weights": sealed(lambda: fit(columns, target), seed)}
