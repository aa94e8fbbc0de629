# loses fused-tests: "bound by memory", "bound by arithmetic when fused", "tensors that are needed again", "results in the middle"
def fused(kernels, sizes, start, stop, machine):
    parts, outside = kernels[start:stop], kernels[:start] + kernels[stop:]
    name = kernels[start]["name"]
    if not parts:
        return {"bytes": 0, "saved": 0}
    read = {name for part in parts for name in part["reads"]}
    written = {name for part in parts for name in part["writes"]}
    needed = {name for other in outside for name in other["reads"]}
    results = written & needed | written - read - needed

    def seconds(flops, moved):
        return machine["launch"] + max(flops / machine["peak"], moved / machine["bandwidth"])

    def weigh(names):
        return sum(sizes[name] for name in names)

    alone = sum(seconds(part["flops"], weigh(set(part["reads"])) + weigh(part["writes"])) for part in parts)
    moved = weigh(read - written) + weigh(results)
    return {"bytes": moved, "saved": alone - seconds(sum(part["flops"] for part in parts), moved)}
