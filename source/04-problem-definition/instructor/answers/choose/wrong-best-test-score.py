# loses choose-tests: "another candidate is clearly better", "the published trial"
def choose(online, mix, current):
    offline = company["offline"]
    return max((name for name in online["candidate"].unique()), key=lambda name: offline.get(name, 0))
