# loses choose-tests: "it should have stayed"
def choose(online, mix, current):
    rates = online.assign(rate=online["orders"] / online["visits"] * online["segment"].map(mix))
    return rates.groupby("candidate")["rate"].sum().idxmax()
