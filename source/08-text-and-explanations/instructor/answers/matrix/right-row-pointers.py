def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    idf = idf_of(train)
    terms = sorted(idf)
    place = dict(zip(terms, range(len(terms))))
    pointers, columns, values = [0], [], []
    for words in texts:
        vector = weigh(words, idf)
        for word in sorted(vector):
            columns.append(place[word])
            values.append(vector[word])
        pointers.append(len(columns))
    arrays = np.array(values, dtype=np.float64), np.array(columns, dtype=np.int64), np.array(pointers)
    return terms, sparse.csr_matrix(arrays, shape=(len(texts), len(terms)))
