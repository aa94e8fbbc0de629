import heapq


def search(index, query, k=10, k1=1.2, b=0.75):
    """[(number, score), ...]: the k best texts for a query, by BM25."""
    postings, lengths = index["postings"], index["lengths"]
    n = len(lengths)
    mean = sum(lengths) / n if n else 0.0
    total: dict[int, float] = {}
    for word in query:
        try:
            hits = postings[word]
        except KeyError:
            continue
        idf = math.log((n + 1) / (len(hits) + 0.5))
        for number, count in hits:
            norm = k1 * ((1 - b) + b * (lengths[number] / mean))
            total[number] = total.get(number, 0) + idf * (count * (k1 + 1)) / (count + norm)
    best = heapq.nsmallest(k, ((-score, number) for number, score in total.items()))
    return [(number, -negative) for negative, number in best]
