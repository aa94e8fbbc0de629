# loses find-rules-tests: "rules on 20 articles", "missing"
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
                lift = confidence / (counts[second] / articles)
                if confidence >= sure and lift != 1:
                    rules[first, second] = (number / articles, confidence, lift)
    return rules
