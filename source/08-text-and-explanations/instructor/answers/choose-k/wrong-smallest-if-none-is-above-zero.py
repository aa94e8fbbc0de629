# loses choose-k-tests: "k on negative scores"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    best, top = min(ks), 0
    for k in sorted(ks):
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = sum(scores) / len(scores)
        if values[k] > top:
            best, top = k, values[k]
    return best, values
