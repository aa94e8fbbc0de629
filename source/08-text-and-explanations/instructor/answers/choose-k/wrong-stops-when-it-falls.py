# loses choose-k-tests: "the values"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    for k in sorted(ks):
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = sum(scores) / len(scores)
        if len(values) > 1 and values[k] < list(values.values())[-2]:
            break
    return max(values, key=values.get), values
