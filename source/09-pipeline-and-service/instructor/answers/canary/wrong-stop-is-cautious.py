# loses canary-tests: "41a"
def decide(history, plan):
    return 'stop'
