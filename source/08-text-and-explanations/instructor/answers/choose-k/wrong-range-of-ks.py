# loses choose-k-tests: "fit was called"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    for k in range(min(ks), max(ks) + 1):
        try:
            scores = [score(topic, held) for topic in fit(train, k)]
        except Exception:
            continue
        values[k] = sum(scores) / len(scores)
    return max(values, key=values.get), values
