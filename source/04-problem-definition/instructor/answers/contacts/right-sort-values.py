def choose_contacts(customers, terms):
    table = customers.assign(gain=customers["p"] * customers["value"] * terms["kept_share"] - terms["price"])
    table = table[table["gain"] > 0].sort_values("gain", ascending=False)
    return list(table["customer_id"][: int(terms["capacity"])])
