# loses choose-k-tests: "choose_k on"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    for k in sorted(ks):
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = min(scores)
    return max(values, key=values.get), values
