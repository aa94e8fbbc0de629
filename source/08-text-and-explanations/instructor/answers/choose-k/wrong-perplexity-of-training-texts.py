# loses choose-k-tests: "the values"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    counts = CountVectorizer(analyzer=list).fit_transform(train)
    values = {}
    for k in ks:
        fit(train, k)
        values[k] = -LatentDirichletAllocation(k, random_state=0).fit(counts).perplexity(counts)
    return max(values, key=values.get), values
