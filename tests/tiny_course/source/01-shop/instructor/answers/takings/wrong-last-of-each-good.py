# loses takings-tests: "other days"
def takings(sales):
    return sum(prices[good] * pieces for good, pieces in dict(sales).items())
