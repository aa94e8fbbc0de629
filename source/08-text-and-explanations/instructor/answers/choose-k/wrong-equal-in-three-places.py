# loses choose-k-tests: "k on two values that are nearly equal"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    for k in sorted(ks):
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = sum(scores) / len(scores)
    return max(values, key=lambda k: round(values[k], 3)), values
