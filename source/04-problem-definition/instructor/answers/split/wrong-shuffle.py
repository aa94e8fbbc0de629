# loses split-tests: "so that every training label was known"
def split(rows, horizon):
    order = rows.sample(frac=1, random_state=1)["row_id"].tolist()
    cut = int(len(order) * 0.75)
    return order[:cut], order[cut:]
