# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return sum(mix[segment] * visits / max(orders, 1) for segment, visits, orders in rows)
