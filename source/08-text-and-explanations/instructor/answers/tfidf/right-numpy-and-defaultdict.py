from collections import defaultdict


def idf_of(texts):
    """{word: idf} from a list of texts, each a list of words."""
    having = defaultdict(set)
    for number, words in enumerate(texts):
        for word in words:
            having[word].add(number)
    n = len(texts)
    return {word: float(np.log((1 + n) / (1 + len(numbers))) + 1) for word, numbers in having.items()}


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    known = sorted({word for word in words if word in idf})
    if len(known) == 0:
        return {}
    raw = np.array([words.count(word) * idf[word] for word in known])
    raw = raw / np.linalg.norm(raw)
    return dict(zip(known, raw))


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    words = sorted(set(one) | set(other))
    a = np.array([one.get(word, 0.0) for word in words])
    b = np.array([other.get(word, 0.0) for word in words])
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return a @ b / lengths if lengths else 0.0
