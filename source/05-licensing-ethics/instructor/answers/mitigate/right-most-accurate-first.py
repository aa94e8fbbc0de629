import itertools


def mitigate(scores, labels, groups, floor, gap):
    """Of all choices within the gap, the most accurate: another of the right answers."""
    tables = {}
    for name in set(groups):
        mine = [(score, label) for score, label, group in zip(scores, labels, groups) if group == name]
        positives = [score for score, label in mine if label]
        tables[name] = [
            (threshold, sum((score >= threshold) is label for score, label in mine), sum(score >= threshold for score in positives) / len(positives) if positives else None)
            for threshold in {2.0, *(score for score, _ in mine)}
        ]
    best = None
    for choice in itertools.product(*tables.values()):
        rates = [rate for *_, rate in choice if rate is not None]
        right = sum(count for _, count, _ in choice)
        if (not rates or max(rates) <= min(rates) + gap + 1e-12) and (best is None or right > best[0]):
            best = (right, {name: threshold for name, (threshold, *_) in zip(tables, choice)})
    return best[1] if best and best[0] + 1e-9 >= floor * len(labels) else None
