# loses contacts-tests: "loses money"
def choose_contacts(customers, terms):
    """Ids of the customers whose contact brings most, at most terms["capacity"] of them."""
    gain = customers["p"] * customers["value"] - terms["price"]
    best = gain[gain > 0].nlargest(int(terms["capacity"]))
    return customers.loc[best.index, "customer_id"].tolist()
