def fused(kernels, sizes, start, stop, machine):
    """The bytes that kernels[start:stop] move as one kernel, and the seconds that it saves."""
    def time_of(flops, moved):
        return max(flops / machine["peak"], moved / machine["bandwidth"]) + machine["launch"]

    inside = set(range(start, stop))
    total = 0
    for tensor, size_of_it in sizes.items():
        readers = {i for i, kernel in enumerate(kernels) if tensor in kernel["reads"]}
        writers = {i for i, kernel in enumerate(kernels) if tensor in kernel["writes"]}
        if writers & inside:
            if not readers or readers - inside:
                total += size_of_it
        elif readers & inside:
            total += size_of_it
    saved = -time_of(sum(kernels[i]["flops"] for i in inside), total) if inside else 0
    for i in inside:
        names = list(dict.fromkeys(kernels[i]["reads"])) + kernels[i]["writes"]
        saved += time_of(kernels[i]["flops"], sum(map(sizes.get, names)))
    return {"saved": saved, "bytes": total}
