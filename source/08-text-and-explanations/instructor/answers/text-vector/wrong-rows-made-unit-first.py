# loses text-vector-tests: "other first directions"
def text_vector(text, vectors, counts, a=0.001):
    """The mean of a text's word vectors, rare words weighed more."""
    total = sum(counts.values())
    vector = np.zeros(len(next(iter(vectors.values()))))
    known = [word for word in text if word in vectors]
    for word in known:
        share = counts.get(word, 0) / total if total else 0.0
        vector += a / (a + share) * vectors[word]
    return vector / max(1, len(known))


def first_direction(matrix):
    """The unit vector that the rows of matrix share most."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.linalg.svd(matrix / np.where(lengths > 0, lengths, 1), full_matrices=False)[2][0]
