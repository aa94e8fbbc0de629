# loses neighbours-tests: "the place for an article that nobody has read"
def similarities(reads, shrink):
    who = {}
    for reader, article in reads:
        who.setdefault(article, set()).add(reader)
    near = {}
    for one in who:
        near[one] = {}
        for other in who:
            if one != other:
                both = len(who[one] & who[other])
                if both:
                    near[one][other] = both / math.sqrt(len(who[one]) * len(who[other])) * both / (both + shrink)
    return near


def recommend(reads, catalogue, reader, k, shrink):
    who = {}
    for one, article in reads:
        who.setdefault(article, set()).add(one)
    near = similarities(reads, shrink)
    mine = [a for a in who if reader in who[a]]
    score = {a: round(sum(near.get(a, {}).get(m, 0.0) for m in mine), 9) for a in catalogue}
    count = {a: len(who.get(a, ())) for a in catalogue}
    left = [a for a in catalogue if a not in mine]
    chosen = sorted(left, key=lambda a: (-score[a], -count[a]))[:k]
    if k >= 2 and chosen and all(near.get(a) for a in chosen):
        new = [a for a in catalogue if not near.get(a)]
        if new:
            chosen[-1] = new[0]
    return chosen
