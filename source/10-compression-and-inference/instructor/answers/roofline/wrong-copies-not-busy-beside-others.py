# loses roofline-tests: "kernels one after another", "kernels on several streams", "another machine"
def roofline(trace, machine):
    told = {}
    for layer, rows in trace.groupby("layer"):
        took = busy(list(zip(rows["start"], rows["end"]))) if rows["flops"].sum() == 0 else busy([(s, e) for s, e, f in zip(rows["start"], rows["end"], rows["flops"]) if f])
        computing = 1e6 * rows["flops"].sum() / machine["peak"]
        fetching = 1e6 * rows["bytes"].sum() / machine["bandwidth"]
        least = max(computing, fetching)
        bound = "overhead" if took > 3 * least else "memory" if fetching > computing else "arithmetic"
        told[layer] = {"busy": took, "least": least, "bound": bound}
    return told
