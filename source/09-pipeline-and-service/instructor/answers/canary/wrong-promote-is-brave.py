# loses canary-tests: "version 42"
def decide(history, plan):
    return 'promote'
