from scipy.sparse.linalg import svds
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import normalize


def word_vectors(matrix, size):
    """A row of size numbers for each row of matrix, by singular value decomposition."""
    u, s, _ = svds(np.asarray(matrix, dtype=float), k=size, random_state=0)
    return u * np.sqrt(s)


def neighbours(word, words, vectors, k=5):
    """The k other words whose vectors have the largest cosine to that of word."""
    if word not in set(words):
        raise KeyError(f"no vector for {word!r}")
    i = words.index(word)
    near = pd.Series(cosine_similarity(vectors[i : i + 1], vectors)[0], index=words).drop(word)
    return near.sort_values(ascending=False, kind="stable").index[:k].tolist()


def analogy(a, b, c, words, vectors):
    """(best, honest): a is to b as c is to best."""
    units = pd.DataFrame(normalize(vectors), index=words)
    scores = units @ (units.loc[b] - units.loc[a] + units.loc[c])
    others = scores.drop([a, b, c])
    return others.idxmax(), np.bool_(others.max() >= scores[[a, b, c]].max())
