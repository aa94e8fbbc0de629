def noise_chances(counts, power=0.75):
    """Word → chance to be drawn as noise."""
    weights = np.array([float(n) for n in counts.values()])
    weights = np.where(weights > 0, np.power(np.maximum(weights, 1e-300), power), 0.0)
    return dict(zip(counts, weights / weights.sum()))


def draw_noise(contexts, chances, k, rng):
    """For each context a list of k noise words, none of them the context."""
    words = np.array(list(chances))
    every = np.array([chances[word] for word in chances])
    rows = []
    for context in contexts:
        p = np.where(words == context, 0.0, every)
        rows.append(rng.choice(words, size=k, p=p / p.sum()).tolist())
    return rows
