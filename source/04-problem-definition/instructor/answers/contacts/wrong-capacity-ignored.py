# loses contacts-tests: "at most"
def choose_contacts(customers, terms):
    gain = customers["p"] * terms["kept_share"] * customers["value"] - terms["price"]
    return customers.loc[gain > 0, "customer_id"].tolist()
