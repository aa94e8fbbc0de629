# loses search-tests: "the texts found"
def search(index, query, k=10, k1=1.2, b=0.75):
    """[(number, score), ...]: the k best texts for a query, by BM25."""
    lengths = index["lengths"]
    scores = {}
    for word in query:
        hits = index["postings"].get(word, [])
        idf = math.log(1 + (len(lengths) - len(hits) + 0.5) / (len(hits) + 0.5))
        for number, count in hits:
            relative = lengths[number] * len(lengths) / sum(lengths)
            part = idf * count * (k1 + 1) / (count + k1 * (1 - b + b * relative))
            scores[number] = scores.get(number, 0.0) + part
    return sorted(scores.items(), key=lambda hit: -hit[1])[:k]
