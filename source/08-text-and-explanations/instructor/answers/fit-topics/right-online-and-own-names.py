def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    names = sorted({word for article in articles for word in article})
    place = {word: i for i, word in enumerate(names)}
    X = np.zeros((len(articles), len(names)))
    for row, article in enumerate(articles):
        for word in article:
            X[row, place[word]] += 1
    best, best_score = None, -np.inf
    for number in np.random.default_rng(seed).integers(0, 2**31, 6):
        lda = LatentDirichletAllocation(k, doc_topic_prior=0.1, topic_word_prior=0.05, random_state=int(number), max_iter=15)
        shares = lda.fit_transform(X)
        if lda.score(X) > best_score:
            best, best_score = (lda, shares), lda.score(X)
    lda, shares = best
    order = np.argsort(lda.components_, axis=1)[:, ::-1][:, :top]
    return [[names[i] for i in row] for row in order], shares
