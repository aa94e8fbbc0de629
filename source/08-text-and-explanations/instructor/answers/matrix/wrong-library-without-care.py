# loses matrix-tests: "raised an error"
from sklearn.feature_extraction.text import TfidfVectorizer


def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    model = TfidfVectorizer(analyzer=lambda words: words).fit(train)
    return list(model.get_feature_names_out()), model.transform(texts)
