def search(index, query, k=10, k1=1.2, b=0.75):
    """[(number, score), ...]: the k best texts for a query, by BM25."""
    lengths = np.asarray(index["lengths"], dtype=float)
    scores, found = np.zeros(len(lengths)), np.zeros(len(lengths), dtype=bool)
    if not lengths.sum():
        return []
    for word, times in Counter(query).items():
        if word in index["postings"]:
            numbers, counts = np.array(index["postings"][word]).T
            idf = np.log1p((len(lengths) - len(numbers) + 0.5) / (len(numbers) + 0.5))
            damp = k1 * (1 - b + b * lengths[numbers] / lengths.mean())
            scores[numbers] += times * idf * counts * (k1 + 1) / (counts + damp)
            found[numbers] = True
    order = np.lexsort((np.arange(len(lengths)), -scores))
    return [(number, scores[number]) for number in order if found[number]][:k]
