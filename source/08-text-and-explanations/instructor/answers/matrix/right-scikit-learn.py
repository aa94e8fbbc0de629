from sklearn.feature_extraction.text import TfidfVectorizer


def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    if not any(train):
        return [], sparse.csr_matrix((len(texts), 0))
    model = TfidfVectorizer(analyzer=lambda words: words)
    model.fit(train)
    terms = model.get_feature_names_out().tolist()
    if not texts:
        return terms, sparse.csr_matrix((0, len(terms)))
    return terms, model.transform(texts)
