def psi(reference, new, bins=10):
    import bisect
    from statistics import quantiles

    numbers = sorted(x for x in reference if x == x)
    cuts = []
    if bins > 1 and len(numbers) > 1:
        cuts = sorted(set(quantiles(numbers, n=bins, method="inclusive")))
    elif bins > 1:
        cuts = numbers[:1]
    holes = any(x != x for x in reference) or any(x != x for x in new)
    size = len(cuts) + 1 + holes

    def shares(values):
        counts = [0.5] * size
        for x in values:
            counts[bisect.bisect_left(cuts, x) if x == x else -1] += 1
        return [count / sum(counts) for count in counts]

    return sum((b - a) * math.log(b / a) for a, b in zip(shares(reference), shares(new)))
