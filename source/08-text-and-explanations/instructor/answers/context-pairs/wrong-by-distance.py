# loses context-pairs-tests: "order"
def context_pairs(sentences, window, keep=None):
    """All pairs (centre, context) at most window places apart in one sentence."""
    pairs = []
    for sentence in sentences:
        words = sentence if keep is None else [word for word in sentence if word in keep]
        for far in range(1, window + 1):
            for i in range(len(words) - far):
                pairs += [(words[i], words[i + far]), (words[i + far], words[i])]
    return pairs
