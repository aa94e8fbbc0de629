def find_rules(counts, articles, least, sure):
    """From (A, B) to (support, confidence, lift), for each rule that is frequent and sure enough."""
    share = {frozenset(one): number / articles for one, number in counts.items()}
    found = {}
    for both in (one for one, number in counts.items() if number >= least):
        for bits in range(1, 2 ** len(both) - 1):
            a = tuple(word for i, word in enumerate(both) if bits >> i & 1)
            b = tuple(word for i, word in enumerate(both) if not bits >> i & 1)
            support = share[frozenset(both)]
            confidence = support / share[frozenset(a)]
            if confidence >= sure:
                found[(a, b)] = [support, confidence, confidence / share[frozenset(b)]]
    return {rule: tuple(np.float64(x) for x in values) for rule, values in found.items()}
