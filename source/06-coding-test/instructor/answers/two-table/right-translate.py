def prepare(table, card):
    """A float32 array: a row a customer; value and gap of each numeric column, then the plan."""
    rows = table.drop_duplicates("customer", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        texts = []
        for value in rows[name]:
            text = value.strip() if isinstance(value, str) else value
            if isinstance(value, str):
                parts = text.partition(card["currency"])
                text = (parts[2] or parts[0]).strip() if "" in (parts[0], parts[2]) else "?"
                text = text.translate({ord(","): None})
                text = None if set(text) - set("-.0123456789") else text
            texts.append(text)
        texts = pd.Series(texts, index=rows.index, dtype=object)
        values = pd.to_numeric(texts, errors="coerce").astype(float)
        gap = ~(values >= 0)
        values = values.mask(gap).clip(upper=rule["most"]).fillna(rule["fill"])
        columns += [(np.log1p(values) - rule["mean"]) / rule["std"], gap]
    plans = rows["plan"].astype("string").fillna("").str.strip().str.lower()
    known = [p.lower() for p in card["plans"]]
    columns.append([known.index(p) if p in known else -1 for p in plans])
    return np.column_stack(columns).astype("float32")
