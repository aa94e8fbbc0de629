def search(index, query, k=10, k1=1.2, b=0.75):
    """[(number, score), ...]: the k best texts for a query, by BM25."""
    asked = {word: dict(index["postings"][word]) for word in query if word in index["postings"]}
    lengths = index["lengths"]
    candidates = sorted({number for hits in asked.values() for number in hits})

    def part(word, number):
        hits = asked.get(word)
        if hits is None or number not in hits:
            return 0.0
        df, count = len(hits), hits[number]
        idf = math.log(1 + (len(lengths) - df + 0.5) / (df + 0.5))
        return idf * count * (k1 + 1) / (count + k1 * (1 - b + b * lengths[number] / np.mean(lengths)))

    scored = [[number, sum(part(word, number) for word in query)] for number in candidates]
    scored.sort(key=lambda pair: pair[1], reverse=True)
    return scored[:k]
