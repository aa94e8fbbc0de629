def burn_alerts(
    requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500, least=10, quiet=15,
):
    table = pd.DataFrame(list(requests), columns=["second", "status", "ms"])
    table["bad"] = (table["status"] >= 500) | (table["ms"] > slow)
    table["minute"] = (table["second"] // 60).astype(int) if len(table) else 0
    every = np.zeros(minutes + 1)
    bad = np.zeros(minutes + 1)
    inside = table[table["minute"] < minutes]
    np.add.at(every, inside["minute"].to_numpy(dtype=int) + 1, 1)
    np.add.at(bad, inside["minute"].to_numpy(dtype=int) + 1, inside["bad"].to_numpy(dtype=float))
    sums = np.cumsum(bad), np.cumsum(every)

    def over(width, factor):
        back = np.maximum(np.arange(minutes + 1) - width, 0)
        wrong, asked = (s - s[back] for s in sums)
        return wrong > factor * (1 - objective) * asked, wrong

    loud = np.zeros(minutes + 1, bool)
    for long, short, factor in rules:
        first, count = over(long, factor)
        loud |= first & over(short, factor)[0] & (count >= least)
    result = []
    m = 1
    while m <= minutes:
        if not loud[m]:
            m += 1
            continue
        end = None
        for stop in range(m + quiet, minutes + 1):
            if not loud[stop - quiet + 1 : stop + 1].any():
                end = stop
                break
        result.append([m, end])
        m = minutes + 1 if end is None else end + 1
    return result
