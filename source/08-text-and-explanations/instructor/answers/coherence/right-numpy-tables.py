def _counts(topic, articles):
    table = np.array([[word in article for word in topic] for article in articles], dtype=float)
    table = table.reshape(len(articles), len(topic))
    both = table.T @ table
    return both, np.diag(both), np.triu_indices(len(topic), 1)


def umass(topic, articles):
    """Mean of log((both + 1) / earlier) over the topic's pairs."""
    both, alone, (i, j) = _counts(topic, articles)
    some = alone[i] > 0
    values = np.log((both[i, j][some] + 1) / alone[i][some])
    return values.mean() if values.size else np.nan


def npmi(topic, articles):
    """Mean normalised pointwise mutual information over the topic's pairs."""
    both, alone, (i, j) = _counts(topic, articles)
    if not len(i):
        return float("nan")
    p = both / max(len(articles), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log(p[i, j] / (np.diag(p)[i] * np.diag(p)[j])) / -np.log(p[i, j])
    values[p[i, j] == 0] = -1
    values[p[i, j] == 1] = 0
    return values.mean()
