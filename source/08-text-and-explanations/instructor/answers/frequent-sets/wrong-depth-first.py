# loses frequent-sets-tests: "candidates on"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    frequent = {}

    def grow(begin, rest):
        for i, word in enumerate(rest):
            number = count([(*begin, word)])[0]
            if number >= least:
                frequent[(*begin, word)] = number
                grow((*begin, word), rest[i + 1:])

    grow((), sorted(words))
    return frequent
