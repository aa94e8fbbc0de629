# loses agreement-tests: "a = xxxxyyz, b = wwwwzzy", "mixed up in 4 messages"
from collections import Counter


def kappa(a, b):
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b)) / n
    one, two = Counter(a), Counter(b)
    chance = sum(one[label] / n * two[label] / n for label in {*a, *b})
    if math.isclose(chance, 1.0):
        return math.nan
    return (observed - chance) / (1 - chance)


def confusable(a, b):
    table = pd.crosstab(np.array(a), np.array(b))
    both = (table + table.T).stack()
    both = both[[x != y for x, y in both.index]]
    return tuple(both.idxmax())


def sample_size(share, margin):
    return math.ceil(1.96**2 * share * (1 - share) / margin**2 - 1e-9)
