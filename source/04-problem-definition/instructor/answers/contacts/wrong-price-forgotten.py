# loses contacts-tests: "loses money"
def choose_contacts(customers, terms):
    """Ids of the customers whose contact brings most, at most terms["capacity"] of them."""
    gain = customers["p"] * terms["kept_share"] * customers["value"]
    best = gain[gain > 0].nlargest(int(terms["capacity"]))
    return customers.loc[best.index, "customer_id"].tolist()
