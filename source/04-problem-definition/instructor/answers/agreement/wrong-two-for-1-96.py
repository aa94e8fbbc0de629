# loses agreement-tests: "sample_size"
def kappa(a, b):
    """Cohen's kappa of two lists of labels; NaN if agreement by chance is certain."""
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b)) / n
    chance = sum(a.count(label) * b.count(label) for label in set(a) | set(b)) / n**2
    return math.nan if chance == 1 else (observed - chance) / (1 - chance)


def confusable(a, b):
    """The two labels that are mixed up most often."""
    from collections import Counter

    return tuple(Counter(frozenset(pair) for pair in zip(a, b) if pair[0] != pair[1]).most_common(1)[0][0])


def sample_size(share, margin):
    """Messages needed to know a share to plus or minus margin, in 95 of 100 cases."""
    return math.ceil(2**2 * share * (1 - share) / margin**2)
