# loses text-vector-tests: "sea sea sea"
def text_vector(text, vectors, counts, a=0.001):
    """The mean of a text's word vectors, rare words weighed more."""
    total = sum(counts.values())
    vector = np.zeros(len(next(iter(vectors.values()))))
    known = [word for word in dict.fromkeys(text) if word in vectors]
    for word in known:
        share = counts.get(word, 0) / total if total else 0.0
        vector += a / (a + share) * vectors[word]
    return vector / max(1, len(known))


def first_direction(matrix):
    """The unit vector that the rows of matrix share most."""
    return np.linalg.svd(matrix, full_matrices=False)[2][0]
