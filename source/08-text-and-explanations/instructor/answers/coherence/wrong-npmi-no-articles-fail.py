# loses coherence-tests: "without any articles"
def umass(topic, articles):
    """Mean of log((both + 1) / earlier) over the topic's pairs."""
    held = [set(article) for article in articles]
    scores = []
    for earlier, later in itertools.combinations(topic, 2):
        alone = sum(earlier in words for words in held)
        both = sum(earlier in words and later in words for words in held)
        if alone:
            scores.append(math.log((both + 1) / alone))
    return sum(scores) / len(scores) if scores else math.nan


def npmi(topic, articles):
    """Mean normalised pointwise mutual information over the topic's pairs."""
    held = [set(article) for article in articles]
    scores = []
    for a, b in itertools.combinations(topic, 2):
        both = sum(a in words and b in words for words in held) / len(held)
        if both in (0, 1):
            scores.append(-1 if both == 0 else 0)
            continue
        apart = sum(a in words for words in held) * sum(b in words for words in held)
        scores.append(math.log(both * len(held) ** 2 / apart) / -math.log(both))
    return sum(scores) / len(scores) if scores else math.nan
