# loses one-table-tests: "the example"
def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""
    rows = table.drop_duplicates("machine", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.strip().str.replace(",", ".", regex=False)
        good = texts.str.fullmatch(r"-?\d*\.?\d*") | ~rows[name].map(lambda v: isinstance(v, str))
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        values = values.mask(rows[name] == card["missing"])
        values = values.clip(rule["low"], rule["high"]).fillna(rule["fill"])
        columns.append((values - rule["mean"]) / rule["std"])
    places = rows["site"].astype("string").fillna("").str.strip().str.lower()
    columns += [places == site.lower() for site in card["sites"]]
    return np.column_stack(columns).astype("float32")
