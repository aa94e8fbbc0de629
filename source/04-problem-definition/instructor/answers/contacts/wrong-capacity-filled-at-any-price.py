# loses contacts-tests: "contacts that cost more than they bring"
def choose_contacts(customers, terms):
    gain = customers["p"] * terms["kept_share"] * customers["value"] - terms["price"]
    return customers.loc[gain.nlargest(int(terms["capacity"])).index, "customer_id"].tolist()
