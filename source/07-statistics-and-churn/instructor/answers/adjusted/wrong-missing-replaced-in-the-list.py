# loses adjusted-tests: "changed the list"
def holm(p):
    places = sorted((i for i in range(len(p)) if not math.isnan(p[i])), key=lambda i: p[i])
    m = len(places)
    out = [math.nan] * len(p)
    most = 0.0
    for i in range(len(p)):
        p[i] = 2.0 if math.isnan(p[i]) else p[i]
    for rank, place in enumerate(places):
        most = max(most, min(1.0, p[place] * (m - rank)))
        out[place] = most
    return out


def benjamini_hochberg(p):
    places = sorted((i for i in range(len(p)) if not math.isnan(p[i])), key=lambda i: p[i])
    m = len(places)
    out = [math.nan] * len(p)
    least = 1.0
    for rank in range(m, 0, -1):
        least = min(least, p[places[rank - 1]] * m / rank)
        out[places[rank - 1]] = least
    return out
