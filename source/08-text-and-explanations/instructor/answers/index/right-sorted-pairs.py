def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    pairs = Counter((word, number) for number, words in enumerate(texts) for word in words)
    postings = {}
    for (word, number), count in sorted(pairs.items()):
        postings[word] = postings.get(word, []) + [(number, count)]
    return {"postings": postings, "lengths": list(map(len, texts))}
