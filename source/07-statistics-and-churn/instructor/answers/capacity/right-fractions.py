from fractions import Fraction


def chances(score, k):
    above, tied, ranked = {}, {}, sorted(score, reverse=True)
    for place, one in enumerate(ranked):
        above.setdefault(one, place)
        tied[one] = tied.get(one, 0) + 1
    chance = {one: min(1, max(0, Fraction(k - above[one], tied[one]))) for one in above}
    return [chance[one] for one in score]


def at_capacity(left, score, k, prices):
    k = min(k, len(score))
    chance = chances(score, k)
    cells = [[0, 0], [0, 0]]
    for happened, phoned in zip(left, chance):
        cells[happened][0] += 1 - phoned
        cells[happened][1] += phoned
    found, gone = cells[1][1], sum(left)
    share = Fraction(gone, len(left))
    return {
        "threshold": min((s for s, c in zip(score, chance) if c > 0), default=math.inf),
        "euros": float(found) * prices["kept"] * prices["value"] - k * prices["call"],
        "lift": float(found / k / share) if k and gone else None,
        "recall": float(found / gone) if gone else None,
        "precision": float(found / k) if k else None,
        "matrix": [[float(cell) for cell in row] for row in cells],
    }


def how_many(left, score, most, prices):
    euros = [at_capacity(left, score, k, prices)["euros"] for k in range(min(most, len(score)) + 1)]
    return int(np.argmax(euros))
