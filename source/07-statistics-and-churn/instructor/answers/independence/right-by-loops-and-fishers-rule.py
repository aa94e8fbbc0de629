def association(table):
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table)]
    n = sum(rows)
    expected = [[r * c / n for c in columns] for r in rows]
    cells = [(o, e) for seen, row in zip(table, expected) for o, e in zip(seen, row) if e]
    r, c = sum(x > 0 for x in rows), sum(x > 0 for x in columns)
    statistic = sum(o * o / e for o, e in cells) - n
    k = min(r, c) - 1
    return {
        "expected": expected, "statistic": max(statistic, 0.0), "freedom": (r - 1) * (c - 1),
        "effect": math.sqrt(max(statistic, 0.0) / n / k) if k else 0.0, "small": min(e for _, e in cells) < 5,
    }


def table_p(table, rng, draws=2999):
    found = association(table)
    if not found["freedom"]:
        return 1.0
    if not found["small"]:
        return float(stats.chi2.sf(found["statistic"], found["freedom"]))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table)]

    def weight(t):
        return -sum(math.lgamma(x + 1) for row in t for x in row)

    def fills(total, room):
        if len(room) == 1:
            return [[total]] if total <= room[0] else []
        return [[x, *rest] for x in range(min(total, room[0]) + 1) for rest in fills(total - x, room[1:])]

    def tables(rows, room):
        if not rows:
            return [[]] if not any(room) else []
        return [
            [row, *rest] for row in fills(rows[0], room) for rest in tables(rows[1:], [a - b for a, b in zip(room, row)])
        ]

    own = weight(table)
    weights = [weight(t) for t in tables(rows, columns)]
    top = max(weights)
    return sum(math.exp(w - top) for w in weights if w <= own + 1e-7) / sum(math.exp(w - top) for w in weights)
