# loses agreement-tests: "the pair mixed up most"
from collections import Counter


def kappa(a, b):
    """Cohen's kappa of two lists of labels; NaN if agreement by chance is certain."""
    n = len(a)
    first, second = Counter(a), Counter(b)
    both = sum(first[label] * second[label] for label in first)
    if both == n * n:
        return math.nan
    seen = sum(x == y for x, y in zip(a, b)) / n
    chance = both / n**2
    return (seen - chance) / (1 - chance)


def confusable(a, b):
    """The two labels that are mixed up most often."""
    pairs = Counter(frozenset((x, y)) for x, y in zip(a, b) if x != y)
    return tuple(x for x, _ in Counter(v for x, y in zip(a, b) if x != y for v in (x, y)).most_common(2))


def sample_size(share, margin):
    """Messages needed to know a share to plus or minus margin, in 95 of 100 cases."""
    return math.ceil(1.96**2 * share * (1 - share) / margin**2)
