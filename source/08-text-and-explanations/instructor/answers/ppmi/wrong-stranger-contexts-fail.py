# loses ppmi-tests: "KeyError"
def ppmi(pairs, words):
    """Positive pointwise mutual information of each word (row) with each context (column)."""
    place = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(words), len(words)))
    for centre, context in pairs:
        if centre in place:
            table[place[centre], place[context]] += 1
    by_luck = np.outer(table.sum(axis=1), table.sum(axis=0))
    seen = table > 0
    result = np.zeros_like(table)
    result[seen] = np.log(table[seen] * table.sum() / by_luck[seen])
    return np.maximum(result, 0)
