def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    def column(word):
        return np.array([word in article for article in articles], dtype=bool)
    every = np.ones(len(articles), dtype=bool)
    return [np.logical_and.reduce([every, *(column(word) for word in one)]).sum() for one in candidates]
