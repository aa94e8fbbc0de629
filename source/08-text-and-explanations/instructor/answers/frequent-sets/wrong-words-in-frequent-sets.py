# loses frequent-sets-tests: "candidates on"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    frequent, level = {}, [(word,) for word in sorted(words)]
    while level:
        kept = {one: number for one, number in zip(level, count(level)) if number >= least}
        frequent.update(kept)
        usable = sorted({word for one in kept for word in one})
        size = len(level[0]) + 1
        level = [one for one in itertools.combinations(usable, size) if any(set(part) <= set(one) for part in kept)]
    return frequent
