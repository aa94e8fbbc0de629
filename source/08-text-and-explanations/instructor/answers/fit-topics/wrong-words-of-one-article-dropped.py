# loses fit-topics-tests in "eight words unless told, of all words": "regatta"
def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    counter = CountVectorizer(analyzer=list, min_df=2)
    counts = counter.fit_transform(articles)
    starts = [
        LatentDirichletAllocation(k, random_state=seed + start).fit(counts) for start in range(5)
    ]
    best = max(starts, key=lambda model: model.score(counts))
    names = counter.get_feature_names_out()
    topics = [[str(names[i]) for i in np.argsort(-row)[:top]] for row in best.components_]
    return topics, best.transform(counts)
