# loses search-tests: "scores that are close"
def search(index, query, k=10, k1=1.2, b=0.75):
    lengths, postings = index["lengths"], index["postings"]
    n = len(lengths)
    mean = sum(lengths) / n if n else 0
    scores = {}
    for word in query:
        hits = postings.get(word, [])
        df = len(hits)
        idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
        for i, c in hits:
            scores[i] = scores.get(i, 0.0) + idf * c * (k1 + 1) / (c + k1 * (1 - b + b * lengths[i] / mean))
    return sorted(scores.items(), key=lambda p: (-round(p[1], 3), p[0]))[:k]
