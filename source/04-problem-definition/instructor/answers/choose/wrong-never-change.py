# loses choose-tests: "another candidate is clearly better"
def choose(online, mix, current):
    return current
