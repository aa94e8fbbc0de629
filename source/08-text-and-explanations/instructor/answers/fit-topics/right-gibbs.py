def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    names = sorted(set(itertools.chain(*articles)))
    place = {word: i for i, word in enumerate(names)}
    tokens = [(d, place[word]) for d, words in enumerate(articles) for word in words]

    def run(rng):
        z = rng.integers(0, k, len(tokens)).tolist()
        by_article = [[0] * k for _ in articles]
        by_word = [[0] * k for _ in names]
        total = [0] * k
        for (d, v), t in zip(tokens, z):
            by_article[d][t] += 1
            by_word[v][t] += 1
            total[t] += 1
        for _ in range(50):
            chance = rng.random(len(tokens)).tolist()
            for i, (d, v) in enumerate(tokens):
                of_article, of_word = by_article[d], by_word[v]
                t = z[i]
                of_article[t] -= 1
                of_word[t] -= 1
                total[t] -= 1
                weights = [(of_article[t] + 0.1) * (of_word[t] + 0.05) / (total[t] + 0.05 * len(names)) for t in range(k)]
                x, t = chance[i] * sum(weights), 0
                while x > weights[t] and t < k - 1:
                    x -= weights[t]
                    t += 1
                z[i] = t
                of_article[t] += 1
                of_word[t] += 1
                total[t] += 1
        shares = (np.array(by_article) + 0.1) / (np.array(by_article) + 0.1).sum(axis=1, keepdims=True)
        words = (np.array(by_word).T + 0.05) / (np.array(by_word).T + 0.05).sum(axis=1, keepdims=True)
        return sum(np.log(shares[d] @ words[:, v]) for d, v in tokens), shares, words

    runs = [run(np.random.default_rng([seed, start])) for start in range(4)]
    _, shares, words = max(runs, key=lambda one: one[0])
    return [[names[i] for i in np.argsort(-row)[:top]] for row in words], shares
