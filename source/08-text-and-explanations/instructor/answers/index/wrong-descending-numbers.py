# loses index-tests: "postings"
def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    postings = {}
    for number, words in enumerate(texts):
        for word, count in Counter(words).items():
            postings.setdefault(word, []).insert(0, (number, count))
    return {"postings": postings, "lengths": [len(words) for words in texts]}
