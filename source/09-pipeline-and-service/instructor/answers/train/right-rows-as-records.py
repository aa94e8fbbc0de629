def train(rows, fit, seed):
    """Plain Python until the arrays."""
    records = sorted(zip(rows["parcel"], rows["depot"], rows["weight_kg"], rows["minutes"]))
    names = []
    for _, depot, _, _ in records:
        if depot not in names:
            names.append(depot)
    names.sort()
    table = [[float(depot == name) for name in names] + [float(weight)] for _, depot, weight, _ in records]
    wanted = [float(late) for *_, late in records]
    weights = sealed(lambda: fit(np.array(table), np.array(wanted)), seed)
    return {"weights": weights, "depots": names}
