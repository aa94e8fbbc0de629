# loses index-tests: "other texts"
def build_index(texts):
    postings = {}
    for words in texts:
        i = texts.index(words)
        for w, c in Counter(words).items():
            postings.setdefault(w, []).append((i, c))
    return {"postings": postings, "lengths": [len(t) for t in texts]}
