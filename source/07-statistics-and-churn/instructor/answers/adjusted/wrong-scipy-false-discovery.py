# loses adjusted-tests: "uses scipy"
def holm(p):
    order, so_far, adjusted = np.argsort(p), 0.0, list(p)
    m = int(np.sum(~np.isnan(p)))
    for rank, place in enumerate(order[:m]):
        so_far = adjusted[place] = max(so_far, min(1.0, p[place] * (m - rank)))
    return adjusted


def benjamini_hochberg(p):
    values = np.array(p, float)
    there = ~np.isnan(values)
    values[there] = stats.false_discovery_control(values[there])
    return values.tolist()
