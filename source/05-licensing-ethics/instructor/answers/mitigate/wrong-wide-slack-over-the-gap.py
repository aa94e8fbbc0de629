# loses mitigate-tests: "the gap missed by a hair"
import itertools


def mitigate(scores, labels, groups, floor, gap):
    people = {}
    for score, label, group in zip(scores, labels, groups):
        people.setdefault(group, []).append((score, label))
    names, options = list(people), []
    for name in names:
        mine = people[name]
        need = sum(label for _, label in mine)
        found = []
        for threshold in sorted({s for s, _ in mine} | {1.01}):
            right = sum((s >= threshold) == bool(label) for s, label in mine)
            hits = sum(s >= threshold and bool(label) for s, label in mine)
            found.append((threshold, right, hits / need if need else None))
        options.append(found)
    for choice in itertools.product(*options):
        right = sum(r for _, r, _ in choice)
        rates = [rate for _, _, rate in choice if rate is not None]
        if right / len(scores) >= floor - 1e-9 and (
            not rates or max(rates) - min(rates) <= gap + 1e-3
        ):
            return {name: t for name, (t, _, _) in zip(names, choice)}
    return None
