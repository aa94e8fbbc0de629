# loses index-tests: "postings"
def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    postings = {}
    for number, words in enumerate(texts):
        for word in words:
            count = words.count(word)
            postings.setdefault(word, []).append((number, count))
    return {"postings": postings, "lengths": [len(words) for words in texts]}
