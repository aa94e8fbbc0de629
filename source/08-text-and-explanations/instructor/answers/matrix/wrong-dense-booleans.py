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
    there = np.zeros((len(texts), len(terms)), dtype=bool)
    there[rows, columns] = True
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(texts), len(terms)))
    return terms, matrix
