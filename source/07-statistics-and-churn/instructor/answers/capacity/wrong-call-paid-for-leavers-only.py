# loses capacity-tests: "euros"
def at_capacity(left, score, k, prices):
    """Matrix, precision, recall, lift, euros and threshold if the k highest scores are phoned."""
    left, score = np.asarray(left, float), np.asarray(score, float)
    k = min(k, len(left))
    threshold = float(np.sort(score)[len(score) - k]) if k else math.inf
    above, tied = score > threshold, score == threshold
    chance = above + tied * (k - above.sum()) / max(tied.sum(), 1)
    found, leavers = float(chance @ left), left.sum()
    stayed = len(left) - leavers
    return {
        "matrix": [[stayed - (k - found), k - found], [leavers - found, found]],
        "precision": found / k if k else None,
        "recall": found / leavers if leavers else None,
        "lift": found / k / left.mean() if k and leavers else None,
        "euros": found * prices["kept"] * prices["value"] - found * prices["call"],
        "threshold": threshold,
    }


def how_many(left, score, most, prices):
    """How many of the highest scores to phone, at most `most`, for the highest expected euros."""
    room = min(most, len(left))
    return max(range(room + 1), key=lambda k: at_capacity(left, score, k, prices)["euros"])
