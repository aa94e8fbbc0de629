# loses context-pairs-tests: "missing"
def context_pairs(sentences, window, keep=None):
    """All pairs (centre, context) at most window places apart in one sentence."""
    pairs = []
    for sentence in sentences:
        words = sentence if keep is None else [word for word in sentence if word in keep]
        for i, centre in enumerate(words):
            left, right = max(0, i - window + 1), i + window + 1
            pairs += [(centre, words[j]) for j in range(left, min(right, len(words))) if j != i]
    return pairs
