def mitigate(scores, labels, groups, floor, gap):
    """Add one group after the other, keeping the right decisions and the range of rates."""
    names = sorted(set(groups))
    partial = [({}, 0, [])]
    for name in names:
        people = [(score, label) for score, label, group in zip(scores, labels, groups) if group == name]
        needed = [score for score, label in people if label]
        longer = []
        for threshold in sorted({score for score, _ in people}, reverse=True) + [9.9]:
            right = len([1 for score, label in people if (score >= threshold) == label])
            rate = [len([1 for score in needed if score >= threshold]) / len(needed)] if needed else []
            for chosen, count, rates in partial:
                both = rates + rate
                if not both or max(both) - min(both) <= gap + 1e-12:
                    longer.append(({**chosen, name: threshold}, count + right, both))
        partial = longer
    for chosen, count, _ in partial:
        if count >= floor * len(scores) - 1e-9:
            return chosen
    return None
