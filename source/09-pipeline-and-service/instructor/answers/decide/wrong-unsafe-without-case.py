# loses decide-tests: "groups that are worse, or may be"
def decide(champion, challenger, groups, slack):
    """Whether the challenger has earned the champion's place: gain, low, unsafe groups, and the verdict."""
    if set(champion) != set(challenger):
        raise ValueError("the two models were judged on different parcels")
    if any(math.isnan(error) for error in [*champion.values(), *challenger.values()]):
        raise ValueError("an error is no number")

    def low(some):
        return np.mean(some) - 2 * np.std(some, ddof=1) / math.sqrt(len(some))

    by_group = {}
    for parcel in champion:
        by_group.setdefault(groups[parcel], []).append(champion[parcel] - challenger[parcel])
    gains = [gain for some in by_group.values() for gain in some]
    unsafe = sorted(name for name, some in by_group.items() if len(some) < 2 or low(some) < -slack)
    unsafe.sort(key=str.lower)
    lowest = float(low(gains))
    return {"promote": lowest > 0 and not unsafe, "gain": float(np.mean(gains)), "low": lowest, "unsafe": unsafe}
