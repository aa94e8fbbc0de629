# loses choose-k-tests: "the values of choose_k on values that fall four times"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    values = {}
    falls = 0
    last = -math.inf
    for k in ks:
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = sum(scores) / len(scores)
        falls = falls + 1 if values[k] < last else 0
        last = values[k]
        if falls == 3:
            break
    return max(sorted(values), key=values.get), values
