def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    counts = [0] * len(candidates)
    for article in map(frozenset, articles):
        for place, candidate in enumerate(candidates):
            if article.issuperset(candidate):
                counts[place] += 1
    return counts
