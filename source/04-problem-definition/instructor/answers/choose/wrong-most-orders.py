# loses choose-tests: "a trial"
def choose(online, mix, current):
    return online.groupby("candidate")["orders"].sum().idxmax()
