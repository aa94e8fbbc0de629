# loses contacts-tests: "the expected gain"
def choose_contacts(customers, terms):
    """Ids of the customers whose contact brings most, at most terms["capacity"] of them."""
    gain = customers["p"] * terms["kept_share"] * customers["value"] - terms["price"]
    best = gain[(gain > 0) & (customers["p"] > 0.5)].nlargest(int(terms["capacity"]))
    return customers.loc[best.index, "customer_id"].tolist()
