def kappa(a, b):
    a, b = pd.Series(a), pd.Series(b)
    one, two = a.value_counts(normalize=True), b.value_counts(normalize=True)
    chance = (one * two).fillna(0).sum()
    if math.isclose(chance, 1):
        return math.nan
    return float(((a == b).mean() - chance) / (1 - chance))


def confusable(a, b):
    every = sorted(set(a) | set(b))
    table = pd.crosstab(pd.Series(a), pd.Series(b)).reindex(index=every, columns=every, fill_value=0)
    both = table + table.T
    pairs = [(both.loc[x, y], x, y) for x in every for y in every if x < y]
    return set(max(pairs)[1:])


def sample_size(share, margin):
    return 1 + math.floor(3.8416 * share * (1 - share) / (margin * margin))
