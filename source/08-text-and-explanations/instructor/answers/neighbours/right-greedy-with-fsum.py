def similarities(reads, shrink):
    """For each article the shrunk cosine to every other one that has a reader in common."""
    names = {article for _, article in reads}
    who = {name: frozenset(r for r, a in reads if a == name) for name in names}
    result = {}
    for a in names:
        result[a] = {}
        for b in names - {a}:
            n = len(who[a].intersection(who[b]))
            if n:
                result[a][b] = n * n / ((n + shrink) * math.sqrt(len(who[a])) * math.sqrt(len(who[b])))
    return result


def recommend(reads, catalogue, reader, k, shrink):
    """The articles to show to a reader, best first."""
    near = similarities(reads, shrink)
    history = {a for r, a in reads if r == reader}

    def worth(article):
        seen = len({r for r, a in reads if a == article})
        return round(math.fsum(near[h].get(article, 0) for h in history), 9), seen

    left = [a for a in catalogue if a not in history]
    result = []
    while left and len(result) < k:
        best = max(left, key=worth)
        result.append(best)
        left.remove(best)
    if k >= 2 and all(worth(a)[1] for a in result):
        for a in catalogue:
            if worth(a)[1] == 0:
                result[-1] = a
                break
    return result
