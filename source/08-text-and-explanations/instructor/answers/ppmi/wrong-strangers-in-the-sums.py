# loses ppmi-tests: "isn't asked for"
def ppmi(pairs, words):
    """Positive pointwise mutual information of each word (row) with each context (column)."""
    place = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(words), len(words)))
    for centre, context in pairs:
        if centre in place and context in place:
            table[place[centre], place[context]] += 1
    rows = np.array([sum(one == word for one, _ in pairs) for word in words])
    columns = np.array([sum(two == word for _, two in pairs) for word in words])
    by_luck = np.outer(rows, columns)
    seen = table > 0
    result = np.zeros_like(table)
    result[seen] = np.log(table[seen] * table.sum() / by_luck[seen])
    return np.maximum(result, 0)
