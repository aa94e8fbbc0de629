def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    found = []
    for k in ks:
        topics = fit(train, k)
        found.append((-math.fsum(score(topic, held) for topic in topics) / len(topics), k))
    return sorted(found)[0][1], {k: -value for value, k in found}
