# loses double-tests: "double(2)"
def double(x):
    return x**3
