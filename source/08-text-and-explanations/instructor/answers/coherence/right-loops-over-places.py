def umass(topic, articles):
    """Mean of log((both + 1) / earlier) over the topic's pairs."""
    total = pairs = 0
    for m in range(1, len(topic)):
        for l in range(m):
            n = len([1 for article in articles if topic[l] in article])
            if n == 0:
                continue
            pairs += 1
            total += np.log(1 + len([1 for x in articles if topic[l] in x and topic[m] in x])) - np.log(n)
    return total / pairs if pairs else float("nan")


def npmi(topic, articles):
    """Mean normalised pointwise mutual information over the topic's pairs."""
    where = {word: {i for i, x in enumerate(articles) if word in x} for word in topic}
    values = []
    for a, b in itertools.combinations(sorted(topic), 2):
        together = len(where[a] & where[b])
        if not together:
            values.append(-1.0)
        elif together == len(articles):
            values.append(0.0)
        else:
            p, pa, pb = (x / len(articles) for x in (together, len(where[a]), len(where[b])))
            values.append((math.log2(p) - math.log2(pa) - math.log2(pb)) / -math.log2(p))
    return np.mean(values) if values else np.nan
