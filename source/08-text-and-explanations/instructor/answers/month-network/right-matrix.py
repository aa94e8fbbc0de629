def month_network(news, month, least, lift):
    """From pairs of words to their lift in the month, for pairs with enough articles and lift."""
    chosen = [set(words) for date, words in news if date[:7] == month]
    if not chosen:
        return {}
    names = sorted(set().union(*chosen))
    table = np.array([[name in words for name in names] for words in chosen], dtype=float).reshape(len(chosen), -1)
    both = table.T @ table
    alone = np.diag(both)
    edges = {}
    for i, j in zip(*np.triu_indices(len(names), 1)):
        if both[i, j] >= max(least, 1):
            value = (both[i, j] / len(chosen)) / (alone[i] / len(chosen) * (alone[j] / len(chosen)))
            if value >= lift:
                edges[names[i], names[j]] = value
    return edges
