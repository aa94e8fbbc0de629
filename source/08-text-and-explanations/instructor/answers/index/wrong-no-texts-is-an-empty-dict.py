# loses index-tests: "build_index([])"
def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    postings = {}
    if not texts:
        return {}
    for number, words in enumerate(texts):
        for word, count in Counter(words).items():
            postings.setdefault(word, []).append((number, count))
    return {"postings": postings, "lengths": [len(words) for words in texts]}
