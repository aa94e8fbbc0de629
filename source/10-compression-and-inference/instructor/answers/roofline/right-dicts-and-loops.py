def roofline(trace, machine):
    """For each layer of the trace its busy time, its least time, and what bounds it."""
    found = {}
    for row in trace.to_dict("records"):
        layer = found.setdefault(row["layer"], {"spans": [], "flops": 0, "bytes": 0})
        layer["spans"].append((row["start"], row["end"]))
        layer["flops"] += row["flops"]
        layer["bytes"] += row["bytes"]
    report = {}
    for name, layer in found.items():
        times = {"arithmetic": layer["flops"] / machine["peak"] * 1e6, "memory": layer["bytes"] / machine["bandwidth"] * 1e6}
        ran, bound = busy(layer["spans"]), max(times, key=times.get)
        report[name] = {"busy": ran, "least": times[bound], "bound": "overhead" if ran > 3 * times[bound] else bound}
    return report
