# loses index-tests: "a dict with the keys"
def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    postings = {}
    for number, words in enumerate(texts):
        for word, count in Counter(words).items():
            postings.setdefault(word, []).append((number, count))
    return postings
