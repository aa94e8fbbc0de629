# loses fit-topics-tests: "fit_topics"
def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    words = pd.Series(list(itertools.chain(*articles))).value_counts().index.tolist()
    topics = [words[i::k][:top] for i in range(k)]
    hits = np.array([[sum(w in words[i::k] for w in article) + 0.01 for i in range(k)] for article in articles])
    return topics, hits / hits.sum(axis=1, keepdims=True)
