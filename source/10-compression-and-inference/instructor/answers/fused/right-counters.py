from collections import Counter


def fused(kernels, sizes, start, stop, machine):
    """The bytes that kernels[start:stop] move as one kernel, and the seconds that it saves."""
    if start == stop:
        return dict(bytes=0, saved=0.0)
    everywhere = Counter(name for kernel in kernels for name in set(kernel["reads"]))
    here = Counter(name for kernel in kernels[start:stop] for name in set(kernel["reads"]))
    made = [name for kernel in kernels[start:stop] for name in kernel["writes"]]
    names = [name for name in here if name not in made]
    names += [name for name in made if everywhere[name] > here[name] or everywhere[name] == 0]
    moved = np.sum([sizes[name] for name in names])
    seconds = lambda work, load: machine["launch"] + max(work / machine["peak"], load / machine["bandwidth"])
    before = [seconds(k["flops"], sum(sizes[n] for n in {*k["reads"], *k["writes"]})) for k in kernels[start:stop]]
    after = seconds(sum(k["flops"] for k in kernels[start:stop]), moved)
    return dict(bytes=moved, saved=np.sum(before) - after)
