# loses agreement-tests: "margin squared"
def kappa(a, b):
    chance = sum(a.count(v) * b.count(v) for v in set(a)) / len(a) ** 2
    return math.nan if chance == 1 else (sum(x == y for x, y in zip(a, b)) / len(a) - chance) / (1 - chance)


def confusable(a, b):
    from collections import Counter

    return tuple(Counter(frozenset(p) for p in zip(a, b) if p[0] != p[1]).most_common(1)[0][0])


def sample_size(share, margin):
    return math.ceil(1.96**2 * share * (1 - share) / margin)
