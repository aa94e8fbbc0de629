# loses mixed-tests: "mixed_rate"
def mixed_rate(rows, mix):
    return sum(share * orders / visits for share, (_, visits, orders) in zip(mix.values(), rows))
