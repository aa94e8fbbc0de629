def idf_of(texts):
    """{word: idf} from a list of texts, each a list of words."""
    result: dict[str, float] = {}
    every = {word for words in texts for word in words}
    for word in every:
        df = sum(1 for words in texts if word in words)
        result[word] = math.log(1 + len(texts)) - math.log(1 + df) + 1
    return result


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    vector = {}
    for word in words:
        if word in idf:
            vector[word] = vector.get(word, 0) + idf[word]
    total = sum(weight * weight for weight in vector.values())
    for word in vector:
        vector[word] /= total**0.5
    return vector


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    def square(vector):
        return sum(weight**2 for weight in vector.values())

    if min(len(one), len(other)) == 0:
        return 0
    return sum(one[w] * other[w] for w in one.keys() & other.keys()) / math.sqrt(square(one) * square(other))
