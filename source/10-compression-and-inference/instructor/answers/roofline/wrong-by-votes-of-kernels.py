# loses roofline-tests: "kernels one after another", "kernels on several streams", "another machine"
def roofline(trace, machine):
    """For each layer of the trace its busy time, its least time, and what bounds it."""
    layers = {}
    for layer, rows in trace.groupby("layer"):
        computing = 1e6 * rows["flops"].sum() / machine["peak"]
        fetching = 1e6 * rows["bytes"].sum() / machine["bandwidth"]
        ran, least = busy(list(zip(rows["start"], rows["end"]))), max(computing, fetching)
        bound = "memory" if (rows["bytes"] / machine["bandwidth"] > rows["flops"] / machine["peak"]).mean() > 0.5 else "arithmetic"
        layers[layer] = {"busy": ran, "least": least, "bound": "overhead" if ran > 3 * least else bound}
    return layers
