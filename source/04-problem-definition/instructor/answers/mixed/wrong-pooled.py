# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return sum(orders for _, _, orders in rows) / sum(visits for _, visits, _ in rows)
