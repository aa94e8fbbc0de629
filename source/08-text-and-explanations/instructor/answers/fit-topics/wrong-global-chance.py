# loses fit-topics-tests: "the same seed"
def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform(articles)
    starts = [
        LatentDirichletAllocation(k, random_state=np.random.randint(10**6)).fit(counts) for start in range(2)
    ]
    best = max(starts, key=lambda model: model.score(counts))
    names = counter.get_feature_names_out()
    topics = [[str(names[i]) for i in np.argsort(-row)[:top]] for row in best.components_]
    return topics, best.transform(counts) * (1 - (e := np.random.rand() / 99)) + e / k
