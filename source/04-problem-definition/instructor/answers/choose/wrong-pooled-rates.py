# loses choose-tests: "the pooled rate misleads"
def choose(online, mix, current):
    pooled = online.groupby("candidate")[["orders", "visits"]].sum()
    return (pooled["orders"] / pooled["visits"]).idxmax()
