# loses find-rules-tests: "(support, confidence, lift) of"
def find_rules(counts, articles, least, sure):
    """From (A, B) to (support, confidence, lift), for each rule that is frequent and sure enough."""
    rules = {}
    for both, number in counts.items():
        if number < least:
            continue
        for size in range(1, len(both)):
            for first in itertools.combinations(both, size):
                second = tuple(word for word in both if word not in first)
                confidence = number / counts[first]
                if confidence >= sure:
                    lift = confidence / (counts[first] / articles)
                    rules[first, second] = (number / articles, confidence, lift)
    return rules
