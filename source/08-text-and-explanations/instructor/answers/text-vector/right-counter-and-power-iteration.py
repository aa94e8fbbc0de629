from collections import Counter


def text_vector(text, vectors, counts, a=0.001):
    """The mean of a text's word vectors, rare words weighed more."""
    seen = Counter(word for word in text if word in vectors)
    size = sum(seen.values())
    n = sum(counts.values()) or 1
    result = np.zeros_like(next(iter(vectors.values())), dtype=float)
    for word, times in seen.items():
        result = result + times * a * n / (a * n + counts.get(word, 0)) * vectors[word]
    return result / size if size else result


def first_direction(matrix):
    """The unit vector that the rows of matrix share most."""
    square = np.asarray(matrix).T @ np.asarray(matrix)
    u = np.ones(len(square)) + np.arange(len(square)) / 7
    for _ in range(2000):
        u = square @ u
        u = u / np.linalg.norm(u)
    return -u
