# loses roofline-tests: "kernels one after another", "kernels on several streams", "another machine"
def _runs(trace):
    ordered = trace.sort_values("start").reset_index(drop=True)
    runs = (ordered["layer"] != ordered["layer"].shift()).cumsum()
    return [(rows["layer"].iloc[0], rows) for _, rows in ordered.groupby(runs)]


def roofline(trace, machine):
    """For each layer of the trace its busy time, its least time, and what bounds it."""
    layers = {}
    for layer, rows in _runs(trace):
        computing = 1e6 * rows["flops"].sum() / machine["peak"]
        fetching = 1e6 * rows["bytes"].sum() / machine["bandwidth"]
        ran, least = busy(list(zip(rows["start"], rows["end"]))), max(computing, fetching)
        bound = "memory" if fetching > computing else "arithmetic"
        layers[layer] = {"busy": ran, "least": least, "bound": "overhead" if ran > 3 * least else bound}
    return layers
