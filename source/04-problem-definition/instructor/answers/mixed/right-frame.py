def mixed_rate(rows, mix):
    table = pd.DataFrame(rows, columns=["segment", "visits", "orders"]).set_index("segment")
    return (table["orders"] / table["visits"] * pd.Series(mix)).sum()
