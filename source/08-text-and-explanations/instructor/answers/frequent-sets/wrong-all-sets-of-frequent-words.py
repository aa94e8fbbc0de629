# loses frequent-sets-tests: "candidates on"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    singles = [(word,) for word in sorted(words)]
    frequent = {one: number for one, number in zip(singles, count(singles)) if number >= least}
    usable = [word for word, in frequent]
    for size in range(2, len(usable) + 1):
        level = list(itertools.combinations(usable, size))[:1200]
        found = {one: number for one, number in zip(level, count(level)) if number >= least}
        if not found:
            break
        frequent.update(found)
    return frequent
