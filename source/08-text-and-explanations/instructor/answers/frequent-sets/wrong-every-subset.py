# loses frequent-sets-tests: "candidates on"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    every = [one for size in range(1, len(words) + 1) for one in itertools.combinations(sorted(words), size)]
    return {one: number for one, number in zip(every, count(every)) if number >= least}
