def ppmi(pairs, words):
    """Positive pointwise mutual information of each word (row) with each context (column)."""
    index = {w: i for i, w in enumerate(words)}
    codes = np.array([(index[w], index[c]) for w, c in pairs if w in index and c in index], dtype=int).reshape(-1, 2)
    counts = np.zeros((len(words), len(words)))
    np.add.at(counts, (codes[:, 0], codes[:, 1]), 1)
    expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = np.log(counts * counts.sum() / expected)
    return np.where(np.isfinite(table), table, 0.0).clip(min=0.0)
