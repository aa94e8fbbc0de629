def choose(online, mix, current):
    r = (online["orders"] / online["visits"]).to_numpy()
    weight = online["segment"].map(mix).to_numpy()
    table = online.assign(rate=weight * r, variance=weight**2 * r * (1 - r) / online["visits"])
    table = table.groupby("candidate")[["rate", "variance"]].sum()
    best = table["rate"].idxmax()
    step = table.loc[best] - table.loc[current]
    noise = (table.loc[best, "variance"] + table.loc[current, "variance"]) ** 0.5
    return best if step["rate"] > 1.96 * noise else current
