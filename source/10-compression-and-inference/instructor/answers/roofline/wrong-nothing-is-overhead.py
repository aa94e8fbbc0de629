# loses roofline-tests: "kernels one after another", "kernels on several streams", "another machine"
def roofline(trace, machine):
    told = {}
    for layer, rows in trace.groupby("layer"):
        took = busy(list(zip(rows["start"], rows["end"])))
        computing = 1e6 * rows["flops"].sum() / machine["peak"]
        fetching = 1e6 * rows["bytes"].sum() / machine["bandwidth"]
        least = max(computing, fetching)
        bound = "overhead" if least == 0 or took / least > 3 else "memory" if fetching > computing else "arithmetic"
        told[layer] = {"busy": took, "least": least, "bound": bound}
    return told
