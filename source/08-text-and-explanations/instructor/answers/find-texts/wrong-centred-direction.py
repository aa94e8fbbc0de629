# loses find-texts-tests: "find_texts"
def find_texts(queries, archive, vectors, counts, k=3, a=0.001):
    """For each query the places of the k texts of archive that are nearest to it."""
    places = [i for i, text in enumerate(archive) if any(word in vectors for word in text)]
    rows = np.array([text_vector(archive[i], vectors, counts, a) for i in places])
    shared = first_direction(rows - rows.mean(axis=0))
    rows = rows - np.outer(rows @ shared, shared)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    found = []
    for query in queries:
        asked = text_vector(query, vectors, counts, a)
        scores = rows @ (asked - (asked @ shared) * shared)
        known = any(word in vectors for word in query)
        found.append([places[i] for i in np.argsort(-scores)[:k]] if known else [])
    return found
