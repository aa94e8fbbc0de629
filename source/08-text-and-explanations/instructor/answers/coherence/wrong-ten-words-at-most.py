# loses coherence-tests: "on other articles"
def _n(articles, *words):
    return sum(all(w in a for w in words) for a in articles)


def umass(topic, articles):
    out = []
    for a, b in itertools.combinations(topic[:10], 2):
        n = _n(articles, a)
        if n:
            out.append(math.log((_n(articles, a, b) + 1) / n))
    return sum(out) / len(out) if out else math.nan


def npmi(topic, articles):
    out = []
    N = len(articles)
    for a, b in itertools.combinations(topic[:10], 2):
        both = _n(articles, a, b)
        if both == 0:
            out.append(-1.0)
        elif both == N:
            out.append(0.0)
        else:
            out.append(math.log(both * N / (_n(articles, a) * _n(articles, b))) / -math.log(both / N))
    return sum(out) / len(out) if out else math.nan
