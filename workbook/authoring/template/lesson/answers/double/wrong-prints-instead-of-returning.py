# loses {prefix}double-tests: "got:      None"
def double(number):
    print(2 * number)
