def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    table = {}
    for number, words in enumerate(texts):
        unique, counts = np.unique(np.array(words, dtype=object), return_counts=True)
        for word, count in zip(unique, counts):
            table.setdefault(str(word), []).append([number, count])
    return dict(postings=table, lengths=[len(w) for w in texts])
