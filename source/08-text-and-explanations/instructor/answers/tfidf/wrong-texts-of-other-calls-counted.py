# loses tfidf-tests: "idf_of("
def idf_of(texts, among=Counter()):
    """{word: idf} from a list of texts, each a list of words."""
    for words in texts:
        among.update(set(words))
    return {word: math.log((1 + len(texts)) / (1 + many)) + 1 for word, many in among.items()}


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    raw = {word: count * idf[word] for word, count in Counter(words).items() if word in idf}
    length = math.hypot(*raw.values())
    return {word: weight / length for word, weight in raw.items()}


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
