# loses matrix-tests: "tfidf_matrix"
from sklearn.feature_extraction.text import TfidfVectorizer


def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    if not any(train):
        return [], sparse.csr_array((len(texts), 0))
    model = TfidfVectorizer().fit([" ".join(words) for words in train])
    terms = list(model.get_feature_names_out())
    if not texts:
        return terms, sparse.csr_array((0, len(terms)))
    return terms, model.transform([" ".join(words) for words in texts])
