# loses contacts-tests: "loses money"
def choose_contacts(customers, terms):
    return customers.nlargest(int(terms["capacity"]), "value")["customer_id"].tolist()
