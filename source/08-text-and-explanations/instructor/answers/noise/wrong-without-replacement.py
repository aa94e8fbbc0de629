# loses noise-tests: "how often"
def noise_chances(counts, power=0.75):
    """Word → chance to be drawn as noise."""
    raised = {word: count**power if count else 0.0 for word, count in counts.items()}
    total = sum(raised.values())
    return {word: part / total for word, part in raised.items()}


def draw_noise(contexts, chances, k, rng):
    """For each context a list of k noise words, none of them the context."""
    words, shares = list(chances), np.array(list(chances.values()))
    own = np.array([[words.index(context) if context in chances else -1] for context in contexts])
    rows = []
    for context in contexts:
        p = np.array([0.0 if word == context else chances[word] for word in words])
        size = min(k, int((p > 0).sum()))
        rows.append(rng.choice(words, size, replace=False, p=p / p.sum()).tolist())
        rows[-1] += rows[-1][:1] * (k - size)
    return rows
    return [[words[i] for i in row] for row in drawn]
