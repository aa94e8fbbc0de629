def find_texts(queries, archive, vectors, counts, k=3, a=0.001):
    """For each query the places of the k texts of archive that are nearest to it."""
    def empty(text):
        return all(word not in vectors for word in text)

    matrix = np.stack([text_vector(text, vectors, counts, a) for text in archive])
    u = first_direction(matrix)
    left = [row - (row @ u) * u for row in matrix]
    answers = []
    for query in queries:
        if empty(query):
            answers.append([])
            continue
        q = text_vector(query, vectors, counts, a)
        q = q - (q @ u) * u
        near = {
            i: float(row @ q) / math.sqrt(float(row @ row) * float(q @ q))
            for i, row in enumerate(left)
            if not empty(archive[i])
        }
        answers.append(sorted(near, key=near.get, reverse=True)[:k])
    return answers
