# loses noise-tests: "draw_noise"
def noise_chances(counts, power=0.75):
    """Word → chance to be drawn as noise."""
    raised = {word: count**power if count else 0.0 for word, count in counts.items()}
    total = sum(raised.values())
    return {word: part / total for word, part in raised.items()}


def draw_noise(contexts, chances, k, rng):
    """For each context a list of k noise words, none of them the context."""
    words, shares = list(chances), np.array(list(chances.values()))
    own = np.array([[words.index(context) if context in chances else -1] for context in contexts])
    shares = np.array([0.0 if word in set(contexts) else chances[word] for word in words])
    if not shares.sum():
        shares = np.array(list(chances.values()))
    drawn = rng.choice(len(words), size=(len(contexts), k), p=shares / shares.sum())
    return [[words[i] for i in row] for row in drawn]
