# loses train-tests in "the table of other rows": "the columns that fit was given, forty parcels"
# rows without case
def train(rows, fit, seed):
    ordered = rows.sort_values("parcel", key=lambda s: s.str.lower())
    depots = sorted(set(ordered["depot"]))
    columns = np.column_stack([*[(ordered["depot"] == name).to_numpy(float) for name in depots], ordered["weight_kg"].to_numpy(float)])
    target = ordered["minutes"].to_numpy(float)
    return {"depots": depots, "weights": sealed(lambda: fit(columns, target), seed)}
