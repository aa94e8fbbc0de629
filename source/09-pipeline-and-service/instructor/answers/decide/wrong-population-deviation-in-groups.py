# loses decide-tests: "unsafe, one group of four unsafe, by little"
# divides by n in groups
def decide(champion, challenger, groups, slack):
    if champion.keys() != challenger.keys():
        raise ValueError("other parcels")
    if any(math.isnan(error) for one in (champion, challenger) for error in one.values()):
        raise ValueError("an error is no number")
    gains = {parcel: champion[parcel] - challenger[parcel] for parcel in champion}

    def low(values):
        return float(np.mean(values) - 2 * np.std(values, ddof=1) / math.sqrt(len(values)))

    by_group = {}
    for parcel, gain in gains.items():
        by_group.setdefault(groups[parcel], []).append(gain)
    unsafe = sorted(name for name, values in by_group.items() if len(values) < 2 or np.mean(values) - 2 * np.std(values) / math.sqrt(len(values)) < -slack)
    every = list(gains.values())
    lowest = low(every)
    return {"gain": float(np.mean(every)), "low": lowest, "unsafe": unsafe, "promote": lowest > 0 and not unsafe}
