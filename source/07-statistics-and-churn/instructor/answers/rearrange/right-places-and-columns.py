def rearrange(a, b, paired, rng):
    if paired:
        both = np.column_stack([a, b])
        both = rng.permuted(both, axis=1)
        return both[:, 0], both[:, 1]
    pool = np.concatenate([a, b])
    chosen = rng.choice(len(pool), size=len(a), replace=False)
    mask = np.zeros(len(pool), bool)
    mask[chosen] = True
    return pool[mask], pool[~mask]
