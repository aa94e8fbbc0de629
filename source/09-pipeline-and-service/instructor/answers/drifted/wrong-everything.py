# loses drifted-tests: "week 3 names a column"
def drifted(reference, new, level=0.05, least=0.1):
    return list(reference)
