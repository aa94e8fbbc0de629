# loses tfidf-tests: "other cosines"
def idf_of(texts):
    n = len(texts)
    df = Counter()
    for words in texts:
        df.update(set(words))
    return {w: math.log((1 + n) / (1 + c)) + 1 for w, c in df.items()}

def weigh(words, idf):
    raw = {w: c * idf[w] for w, c in Counter(words).items() if w in idf}
    length = math.hypot(*raw.values())
    return {w: v / length for w, v in raw.items()}

def cosine(one, other):
    if not one or not other:
        return 0.0
    dot = sum(v * other.get(w, 0.0) for w, v in one.items())
    return dot / (max(1.0, math.hypot(*one.values())) * max(1.0, math.hypot(*other.values())))
