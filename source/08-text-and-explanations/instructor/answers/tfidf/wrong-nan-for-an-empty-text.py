# loses tfidf-tests: "weigh("
def idf_of(texts):
    """{word: idf} from a list of texts, each a list of words."""
    among = Counter()
    for words in texts:
        among.update(set(words))
    return {word: math.log((1 + len(texts)) / (1 + many)) + 1 for word, many in among.items()}


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    raw = np.array([words.count(word) * idf[word] for word in idf])
    with np.errstate(all="ignore"):
        raw = raw / np.sqrt((raw**2).sum())
    return {word: weight for word, weight in zip(idf, raw) if weight != 0}


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
