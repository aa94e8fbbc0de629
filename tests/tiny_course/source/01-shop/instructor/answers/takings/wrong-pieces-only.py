# loses takings-tests: "two cups of tea"
def takings(sales):
    return sum(pieces for good, pieces in sales)
