# loses takings-tests: "other days", "the takings of day 1"
def takings(sales):
    good, pieces = sales[0]
    return prices[good] * pieces
