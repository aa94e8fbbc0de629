# loses one-table-tests: "text of other forms", "- 5"
def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""

    def number(value):
        if isinstance(value, str):
            if not re.fullmatch(r" *-? *\d+([.,]\d+)? *", value):
                return None
            value = float(value.replace(",", ".").replace(" ", ""))
        elif value is None or value != value:
            return None
        return None if value == card["missing"] else float(value)

    def place(value):
        return value.strip().lower() if isinstance(value, str) else None

    kept = table.drop_duplicates("machine", keep=card["keep"])
    wanted = [site.lower() for site in card["sites"]]
    result = np.zeros((len(kept), len(card["numeric"]) + len(wanted)))
    for column, (name, rule) in enumerate(card["numeric"].items()):
        for row, value in enumerate(kept[name].tolist()):
            value = number(value)
            if value is None:
                value = rule["fill"]
            else:
                value = min(max(value, rule["low"]), rule["high"])
            result[row, column] = (value - rule["mean"]) / rule["std"]
    for row, site in enumerate(kept["site"].tolist()):
        for column, name in enumerate(wanted, len(card["numeric"])):
            result[row, column] = place(site) == name
    return result.astype(np.float32)
