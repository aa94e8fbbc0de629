# loses fit-topics-tests: "shares"
def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's most probable words, and each article's share of each topic."""
    from sklearn.cluster import KMeans
    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform(articles).toarray()
    means = KMeans(k, random_state=seed, n_init=5).fit(counts)
    names = counter.get_feature_names_out()
    topics = [[str(names[i]) for i in np.argsort(-row)[:top]] for row in means.cluster_centers_]
    shares = np.eye(k)[means.labels_]
    shares[counts.sum(axis=1) == 0] = 1 / k
    return topics, shares
