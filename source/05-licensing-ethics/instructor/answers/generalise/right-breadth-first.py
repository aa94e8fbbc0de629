from collections import Counter, deque


def generalise(rows, ladders, k, sensitive, l):
    names = tuple(ladders)
    queue, seen = deque([(0,) * len(names)]), set()
    while queue:
        levels = queue.popleft()
        if levels in seen:
            continue
        seen.add(levels)
        pairs = Counter((tuple(ladders[n][v][row[n]] for n, v in zip(names, levels)), row[sensitive]) for row in rows)
        sizes, kinds = Counter(), Counter()
        for (group, _), count in pairs.items():
            sizes[group] += count
            kinds[group] += 1
        if all(size >= k for size in sizes.values()) and all(kind >= l for kind in kinds.values()):
            return dict(zip(names, levels))
        for place in reversed(range(len(names))):
            if levels[place] + 1 < len(ladders[names[place]]):
                queue.append((*levels[:place], levels[place] + 1, *levels[place + 1:]))
    return None
