# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return sum(orders / visits for _, visits, orders in rows) / len(rows)
