def word_vectors(matrix, size):
    """A row of size numbers for each row of matrix, by singular value decomposition."""
    squares, left = np.linalg.eigh(np.asarray(matrix) @ np.asarray(matrix).T)
    return -left[:, ::-1][:, :size] * np.maximum(squares[::-1][:size], 0) ** 0.25


def _cosine(x, y):
    lengths = math.sqrt(x @ x) * math.sqrt(y @ y)
    return float(x @ y) / lengths if lengths else 0.0


def neighbours(word, words, vectors, k=5):
    """The k other words whose vectors have the largest cosine to that of word."""
    place = {w: n for n, w in enumerate(words)}
    own = vectors[place[word]]
    ranked = sorted((-_cosine(own, vectors[n]), n) for w, n in place.items() if w != word)
    return [words[n] for _, n in ranked[:k]]


def analogy(a, b, c, words, vectors):
    """(best, honest): a is to b as c is to best."""
    def unit(word):
        v = vectors[list(words).index(word)]
        length = math.sqrt(v @ v)
        return v / length if length else v

    target = unit(b) - unit(a) + unit(c)
    ranked = sorted(words, key=lambda word: _cosine(target, unit(word)), reverse=True)
    best = next(word for word in ranked if word not in {a, b, c})
    return [best, _cosine(target, unit(ranked[0])) <= _cosine(target, unit(best))]
