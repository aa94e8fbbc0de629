def context_pairs(sentences, window, keep=None):
    """All pairs (centre, context) at most window places apart in one sentence."""
    wanted = None if keep is None else set(keep)
    result = []
    for sentence in sentences:
        words = [w for w in sentence if wanted is None or w in wanted]
        for i in range(len(words)):
            for j in range(len(words)):
                if 0 < abs(i - j) <= window:
                    result.append((words[i], words[j]))
    return result
