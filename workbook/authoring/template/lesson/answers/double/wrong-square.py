# loses {prefix}double-tests: "expected: 6"
def double(number):
    return number**2
