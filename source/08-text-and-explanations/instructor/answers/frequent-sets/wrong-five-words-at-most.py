# loses frequent-sets-tests: "frequent_sets on 7 words", "missing"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    frequent = {}
    level = [(word,) for word in sorted(words)]
    while level and len(level[0]) <= 5:
        kept = [one for one in zip(level, count(level)) if one[1] >= least]
        frequent.update(kept)
        level = []
        for (one, _), (two, _) in itertools.combinations(kept, 2):
            joined = (*one, two[-1])
            parts = itertools.combinations(joined, len(one))
            if one[:-1] == two[:-1] and all(part in frequent for part in parts):
                level.append(joined)
    return frequent
