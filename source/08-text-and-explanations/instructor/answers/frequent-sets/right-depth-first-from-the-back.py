def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    frequent = {}

    def grow(begin, rest):
        for i, word in reversed(list(enumerate(rest))):
            one = (*begin, word)
            parts = [one[:j] + one[j + 1:] for j in range(len(one))] if begin else []
            if all(part in frequent for part in parts):
                number = count([one])[0]
                if number >= least:
                    frequent[one] = number
                    grow(one, rest[i + 1:])

    grow((), sorted(words))
    return frequent
