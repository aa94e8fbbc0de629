def find_rules(counts, articles, least, sure):
    """From (A, B) to (support, confidence, lift), for each rule that is frequent and sure enough."""
    rules = {}
    for one, two in itertools.permutations(counts, 2):
        if not set(one) & set(two):
            n = counts.get(tuple(sorted(one + two)), 0)
            if n >= least and n / counts[one] >= sure:
                rules[one, two] = (n / articles, n / counts[one], n * articles / counts[one] / counts[two])
    return rules
