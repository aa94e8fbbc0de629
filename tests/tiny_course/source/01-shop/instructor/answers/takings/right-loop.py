def takings(sales):
    total = 0
    for good, pieces in sales:
        total = total + pieces * prices[good]
    return total
