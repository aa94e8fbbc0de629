# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return sum(visits * orders / visits for _, visits, orders in rows) / sum(row[1] for row in rows)
