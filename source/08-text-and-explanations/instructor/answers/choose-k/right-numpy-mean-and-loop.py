def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {k: np.mean([score(topic, held) for topic in fit(train, k)]) for k in ks}
    best = None
    for k, value in values.items():
        if best is None or value > values[best] or (value == values[best] and k < best):
            best = k
    return best, values
