# loses fused-tests: "two kernels", "the lesson's block", "bound by memory", "bound by arithmetic when fused", "tensors that are needed again", "results in the middle"
def fused(kernels, sizes, start, stop, machine):
    """The bytes that kernels[start:stop] move as one kernel, and the seconds that it saves."""
    parts, outside = kernels[start:stop], kernels[:start] + kernels[stop:]
    if not parts:
        return {"bytes": 0, "saved": 0}

    def named(some, kind):
        return {name for kernel in some for name in kernel[kind]}

    def moved(names):
        return sum(sizes[name] for name in names)

    def seconds(flops, bytes_moved):
        return machine["launch"] + max(flops / machine["peak"], bytes_moved / machine["bandwidth"])

    reads, writes = named(parts, "reads"), named(parts, "writes")
    kept = {name for name in writes if name in named(outside, "reads") or name not in reads}
    together = moved((reads - writes) | (kept & reads)) + moved(kept)
    apart = sum(seconds(one["flops"], moved(set(one["reads"])) + moved(one["writes"])) for one in parts)
    return {"bytes": together, "saved": apart - seconds(sum(one["flops"] for one in parts), together)}
