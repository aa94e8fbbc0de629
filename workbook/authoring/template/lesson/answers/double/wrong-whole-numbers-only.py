# loses {prefix}double-tests: "a fraction", "expected: 0.5"
def double(number):
    return 2 * int(number)
