# loses mitigate-tests: "3 groups"
import itertools


def mitigate(scores, labels, groups, floor, gap):
    """A threshold for each group with the accuracy at least *floor* and the rates within *gap*; or None."""
    options = {}
    for name in sorted(set(groups)):
        people = [
            (score, label) for score, label, group in zip(scores, labels, groups) if group == name
        ]
        needed = sum(label for _, label in people)
        options[name] = []
        for threshold in sorted({score for score, _ in people} | {1.01}):
            right = sum((score >= threshold) == label for score, label in people)
            hits = sum(score >= threshold and label for score, label in people)
            options[name].append((threshold, right, hits / needed if needed else None))
    for choice in itertools.product(*options.values()):
        rates = [rate for _, _, rate in choice if rate is not None]
        fair = not rates or all(abs(a - b) <= gap + 1e-12 for a, b in zip(rates, rates[1:]))
        if fair and sum(right for _, right, _ in choice) >= floor * len(scores) - 1e-9:
            return {name: threshold for name, (threshold, _, _) in zip(options, choice)}
    return None
