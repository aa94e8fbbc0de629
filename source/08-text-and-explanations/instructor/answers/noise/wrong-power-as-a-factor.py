# loses noise-tests: "noise_chances of the example"
def noise_chances(counts, power=0.75):
    """Word → chance to be drawn as noise."""
    raised = {word: count * power if count else 0.0 for word, count in counts.items()}
    total = sum(raised.values())
    return {word: part / total for word, part in raised.items()}


def draw_noise(contexts, chances, k, rng):
    """For each context a list of k noise words, none of them the context."""
    words, shares = list(chances), np.array(list(chances.values()))
    own = np.array([[words.index(context) if context in chances else -1] for context in contexts])
    drawn = rng.choice(len(words), size=(len(contexts), k), p=shares)
    while (again := drawn == own.reshape(-1, 1)).any():
        drawn[again] = rng.choice(len(words), size=again.sum(), p=shares)
    return [[words[i] for i in row] for row in drawn]
