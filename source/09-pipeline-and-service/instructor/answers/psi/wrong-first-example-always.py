# loses psi-tests: "missing value in new"
def psi(reference, new, bins=10):
    return 0.17530475
