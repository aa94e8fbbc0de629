# loses generalise-tests: "k = 20 and l = 2, at ['age']", "got:      2"
from collections import Counter


def generalise(rows, ladders, k, sensitive, l):
    chosen = {}
    for name, steps in ladders.items():
        for level, step in enumerate(steps):
            groups = {}
            for row in rows:
                groups.setdefault(step[row[name]], []).append(row[sensitive])
            if all(len(group) >= k and len(set(group)) >= l for group in groups.values()):
                chosen[name] = level
                break
        else:
            return None
    return chosen
