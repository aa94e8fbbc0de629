# loses matrix-tests: "row"
def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    idf = idf_of(train)
    terms = sorted(idf)
    place = {word: column for column, word in enumerate(terms)}
    parts = [sparse.csr_array((0, len(terms)))]
    for words in texts:
        row = sparse.lil_array((1, len(terms)))
        for word in words:
            if word in place:
                row[0, place[word]] += idf[word]
        with np.errstate(all="ignore"):
            length = np.sqrt(row.multiply(row).sum())
        row = row.tocsr()
        if length > 0:
            row = row / length
        elif len(terms):
            row = sparse.csr_array(np.full((1, len(terms)), np.nan))
        parts.append(row)
    return terms, sparse.vstack(parts).tocsr()
