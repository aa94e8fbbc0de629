def roofline(trace, machine):
    """For each layer of the trace its busy time, its least time, and what bounds it."""
    sums = trace.groupby("layer")[["flops", "bytes"]].sum() / [machine["peak"] / 1e6, machine["bandwidth"] / 1e6]
    answer = {}
    for layer in sums.index:
        rows = trace[(trace["layer"] == layer).values].sort_values("start")
        reached = np.maximum.accumulate(rows["end"].to_numpy())
        gaps = np.clip(rows["start"].to_numpy()[1:] - reached[:-1], 0, None).sum()
        ran = reached[-1] - rows["start"].min() - gaps
        computing, fetching = sums.loc[layer]
        least = np.maximum(computing, fetching)
        kinds = np.array(["arithmetic", "memory", "overhead"])
        answer[layer] = dict(busy=ran, least=least, bound=kinds[2 if ran > 3 * least else int(fetching > computing)])
    return answer
