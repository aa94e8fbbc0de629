# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return next(orders / visits for segment, visits, orders in rows if segment == max(mix, key=mix.get))
