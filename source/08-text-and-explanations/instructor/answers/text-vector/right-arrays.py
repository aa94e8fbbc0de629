def text_vector(text, vectors, counts, a=0.001):
    """The mean of a text's word vectors, rare words weighed more."""
    known = [w for w in text if w in vectors]
    if not known:
        return 0.0 * np.asarray(next(iter(vectors.values())), dtype=float)
    everything = max(sum(counts.values()), 1)
    p = np.array([counts.get(w, 0) for w in known]) / everything
    return np.average(np.stack([vectors[w] for w in known]), axis=0, weights=a / (a + p)) * np.mean(a / (a + p))


def first_direction(matrix):
    """The unit vector that the rows of matrix share most."""
    return np.linalg.eigh(matrix.T @ matrix).eigenvectors[:, -1]
