# loses ppmi-tests: "in the order b, a"
def ppmi(pairs, words):
    """Positive pointwise mutual information of each word (row) with each context (column)."""
    words = [w for w in dict.fromkeys(one for pair in pairs for one in pair) if w in words] + [w for w in words if not any(w in pair for pair in pairs)]
    place = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(words), len(words)))
    for centre, context in pairs:
        if centre in place and context in place:
            table[place[centre], place[context]] += 1
    by_luck = np.outer(table.sum(axis=1), table.sum(axis=0))
    seen = table > 0
    result = np.zeros_like(table)
    result[seen] = np.log(table[seen] * table.sum() / by_luck[seen])
    return np.maximum(result, 0)
