def at_capacity(left, score, k, prices):
    order = np.argsort(-np.asarray(score, float))
    ranked, hit = np.asarray(score, float)[order], np.asarray(left)[order]
    k = min(k, len(hit))
    threshold = ranked[k - 1] if k else np.inf
    first = np.searchsorted(-ranked, -threshold, side="left")
    last = np.searchsorted(-ranked, -threshold, side="right")
    share = hit[first:last].mean() if last > first else 0.0
    found = hit[:first].sum() + (k - first) * share
    total = hit.sum()
    precision = found / k if k else None
    return {
        "matrix": [[len(hit) - total - k + found, k - found], [total - found, found]],
        "precision": precision,
        "recall": found / total if total else None,
        "lift": precision / hit.mean() if k and total else None,
        "euros": found * prices["kept"] * prices["value"] - k * prices["call"],
        "threshold": threshold,
    }


def how_many(left, score, most, prices):
    return sorted(range(min(most, len(left)) + 1), key=lambda k: -at_capacity(left, score, k, prices)["euros"])[0]
