# loses double-tests: "another number"
def double(x):
    return x**2
