from collections import Counter


def ppmi(pairs, words):
    """Positive pointwise mutual information of each word (row) with each context (column)."""
    inside = set(words)
    kept = Counter((w, c) for w, c in pairs if w in inside and c in inside)
    centres, contexts = Counter(), Counter()
    for (w, c), n in kept.items():
        centres[w] += n
        contexts[c] += n
    total = sum(kept.values())
    place = dict(zip(words, range(len(words))))
    table = np.zeros((len(words), len(words)))
    for (w, c), n in kept.items():
        value = math.log(n) + math.log(total) - math.log(centres[w]) - math.log(contexts[c])
        if value > 0:
            table[place[w], place[c]] = value
    return table
