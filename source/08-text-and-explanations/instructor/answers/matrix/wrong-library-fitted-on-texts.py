# loses matrix-tests: "tfidf_matrix"
from sklearn.feature_extraction.text import TfidfVectorizer


def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    if not any(train):
        return [], sparse.csr_array((len(texts), 0))
    model = TfidfVectorizer(analyzer=lambda words: words, vocabulary=sorted(set().union(*train)))
    terms = list(model.vocabulary)
    if not texts:
        return terms, sparse.csr_array((0, len(terms)))
    return terms, model.fit_transform(texts)
