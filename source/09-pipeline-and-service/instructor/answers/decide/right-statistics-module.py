import statistics
from collections import defaultdict


def decide(champion, challenger, groups, slack):
    """Python's own statistics."""
    if sorted(champion) != sorted(challenger):
        raise ValueError("not the same parcels")
    gains = {parcel: error - challenger[parcel] for parcel, error in champion.items()}
    if any(gain != gain for gain in gains.values()):
        raise ValueError("an error that is no number")
    lows = {}
    every = defaultdict(list)
    for parcel, gain in gains.items():
        every[groups[parcel]].append(gain)
    for name, some in [*every.items(), (None, list(gains.values()))]:
        lows[name] = -math.inf
        if len(some) > 1:
            lows[name] = statistics.fmean(some) - 2 * statistics.stdev(some) / len(some) ** 0.5
    low = lows.pop(None)
    unsafe = sorted(name for name in lows if lows[name] < -slack)
    return dict(promote=not unsafe and low > 0, gain=statistics.fmean(gains.values()), low=low, unsafe=unsafe)
