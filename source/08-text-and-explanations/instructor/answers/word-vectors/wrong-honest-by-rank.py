# loses word-vectors-tests: "exactly the same cosine"
def word_vectors(matrix, size):
    """A row of size numbers for each row of matrix, by singular value decomposition."""
    left, values, _ = np.linalg.svd(matrix, full_matrices=False)
    return left[:, :size] * np.sqrt(values[:size])


def neighbours(word, words, vectors, k=5):
    """The k other words whose vectors have the largest cosine to that of word."""
    if word not in words:
        raise KeyError(word)
    rows = _unit(vectors)
    scores = rows @ rows[words.index(word)]
    order = np.argsort(-scores, kind="stable")
    return [words[i] for i in order if words[i] != word][:k]


def analogy(a, b, c, words, vectors):
    """(best, honest): a is to b as c is to best."""
    rows = _unit(vectors)
    first, second, third = (rows[words.index(word)] for word in (a, b, c))
    scores = dict(zip(words, rows @ (second - first + third)))
    best = max((word for word in words if word not in (a, b, c)), key=scores.get)
    return best, max(scores, key=scores.get) == best


def _unit(vectors):
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
