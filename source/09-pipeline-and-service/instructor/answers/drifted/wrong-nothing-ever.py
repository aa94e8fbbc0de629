# loses drifted-tests: "week 11"
def drifted(reference, new, level=0.05, least=0.1):
    return []
