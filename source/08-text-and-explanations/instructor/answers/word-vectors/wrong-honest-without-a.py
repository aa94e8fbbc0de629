# loses word-vectors-tests: "other analogies"
def word_vectors(matrix, size):
    U, S, _ = np.linalg.svd(matrix, full_matrices=False)
    return U[:, :size] * np.sqrt(S[:size])


def _unit(vectors):
    v = np.asarray(vectors, dtype=float)
    n = np.linalg.norm(v, axis=1, keepdims=True)
    return v / np.where(n > 0, n, 1)


def neighbours(word, words, vectors, k=5):
    if word not in words:
        raise KeyError(word)
    u = _unit(vectors)
    i = words.index(word)
    s = np.round(u @ u[i], 12)
    order = [j for j in np.argsort(-s, kind="stable") if j != i]
    return [words[j] for j in order[:k]]


def analogy(a, b, c, words, vectors):
    u = _unit(vectors)
    at = [words.index(w) for w in (a, b, c)]
    target = u[at[1]] - u[at[0]] + u[at[2]]
    s = u @ target
    rest = [j for j in range(len(words)) if j not in at]
    best = max(rest, key=lambda j: s[j])
    return words[best], bool(max(s[at[1]], s[at[2]]) <= s[best])
