def choose_contacts(customers, terms):
    import heapq

    gains = [(row.p * terms["kept_share"] * row.value - terms["price"], row.customer_id) for row in customers.itertuples()]
    return [name for gain, name in heapq.nlargest(terms["capacity"], gains) if gain > 0]
