def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    singles = [(word,) for word in sorted(words)]
    result = dict(pair for pair in zip(singles, count(singles)) if pair[1] >= least)
    last = list(result)
    usable = [word for (word,) in last]
    while last:
        fresh = [
            (*one, word) for one in last for word in usable if word > one[-1]
            and all((*one, word)[:i] + (*one, word)[i + 1:] in result for i in range(len(one) + 1))
        ]
        last = []
        for candidate, number in zip(fresh, count(fresh)):
            if number >= least:
                result[candidate] = number
                last.append(candidate)
    return result
