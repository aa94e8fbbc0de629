# loses choose-tests: "only where all visitors are put together"
def choose(online, mix, current):
    pooled = online.groupby("candidate")[["orders", "visits"]].sum()
    return (pooled["orders"] / pooled["visits"]).idxmax()
