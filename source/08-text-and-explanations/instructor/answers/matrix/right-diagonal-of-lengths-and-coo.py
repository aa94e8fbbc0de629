def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    terms = sorted(set().union(*train))
    place = {word: j for j, word in enumerate(terms)}

    def counts(some):
        pairs = [(i, place[w]) for i, words in enumerate(some) for w in words if w in place]
        rows, columns = (list(t) for t in zip(*pairs)) if pairs else ([], [])
        shape = (len(some), len(terms))
        return sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()

    df = (counts(train) > 0).sum(axis=0)
    idf = np.log((1 + len(train)) / (1 + np.asarray(df, dtype=float).ravel())) + 1
    raw = counts(texts) @ sparse.diags_array(idf) if terms else counts(texts)
    norms = np.sqrt(np.asarray(raw.multiply(raw).sum(axis=1)).ravel())
    norms[norms == 0] = 1
    return terms, (sparse.diags_array(1 / norms) @ raw).tocoo() if len(texts) else raw
