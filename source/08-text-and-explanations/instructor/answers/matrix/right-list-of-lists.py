def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    idf = idf_of(train)
    terms = sorted(idf.keys())
    column = {term: j for j, term in enumerate(terms)}
    matrix = sparse.lil_matrix((len(texts), len(terms)), dtype="float32")
    for i in range(len(texts)):
        for term, weight in weigh(list(texts[i]), idf).items():
            matrix[i, column[term]] = weight
    return [terms, matrix]
