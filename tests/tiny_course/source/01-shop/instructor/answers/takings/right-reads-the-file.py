def takings(sales):
    listed = shops.prices()
    return float(sum(listed[good] * pieces for good, pieces in sales))
