def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    found = {}
    todo = [frozenset([word]) for word in words]
    while todo:
        good = set()
        for one in todo:
            number, = count([tuple(one)])
            if number >= least:
                good.add(one)
                found[tuple(sorted(one))] = number
        larger = {one | two for one in good for two in good if len(one | two) == len(one) + 1}
        todo = [one for one in larger if all(one - {word} in good for word in one)]
    return found
