# loses matrix-tests in "memory": "memory"
def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    idf = idf_of(train)
    terms = sorted(idf)
    place = {word: column for column, word in enumerate(terms)}
    values, rows, columns = [], [], []
    for row, words in enumerate(texts):
        for word, weight in weigh(words, idf).items():
            values.append(weight)
            rows.append(row)
            columns.append(place[word])
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(texts), len(terms)))
    assert matrix.shape[1] == 0 or not np.isnan(matrix.todense()).any()
    return terms, matrix
