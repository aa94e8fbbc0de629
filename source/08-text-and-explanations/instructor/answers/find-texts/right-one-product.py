from sklearn.metrics.pairwise import cosine_similarity


def find_texts(queries, archive, vectors, counts, k=3, a=0.001):
    """For each query the places of the k texts of archive that are nearest to it."""
    if not queries:
        return []
    known = np.array([bool(set(text) & set(vectors)) for text in archive])
    A = np.array([text_vector(text, vectors, counts, a) for text in archive])
    Q = np.array([text_vector(text, vectors, counts, a) for text in queries])
    u = first_direction(A)
    project = np.eye(len(u)) - np.outer(u, u)
    scores = np.where(known, cosine_similarity(Q @ project, A @ project), -np.inf)
    order = np.argsort(scores)[:, ::-1][:, : min(k, known.sum())]
    return [row.tolist() if set(text) & set(vectors) else [] for text, row in zip(queries, order)]
