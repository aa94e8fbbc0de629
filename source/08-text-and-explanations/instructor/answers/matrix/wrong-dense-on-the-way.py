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
    matrix = np.zeros((len(texts), len(terms)))
    matrix[rows, columns] = values
    matrix = sparse.csr_array(matrix)
    return terms, matrix
