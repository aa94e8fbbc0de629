def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""
    rows = table.groupby("machine", sort=False, dropna=False)
    rows = (rows.head(1) if card["keep"] == "first" else rows.tail(1))
    result = np.zeros((len(rows), len(card["numeric"]) + len(card["sites"])), dtype="float32")
    for k, (name, rule) in enumerate(card["numeric"].items()):
        texts = [v.replace(",", ".").strip() if isinstance(v, str) else v for v in rows[name]]
        other = [isinstance(v, str) and bool(set(v) - set("-.0123456789")) for v in texts]
        texts = pd.Series(texts, dtype=object).mask(pd.Series(other, dtype=bool))
        values = np.asarray(pd.to_numeric(texts, errors="coerce"), dtype=float)
        gone = np.isnan(values) | (values == card["missing"])
        values = np.where(gone, rule["fill"], np.clip(values, rule["low"], rule["high"]))
        result[:, k] = (values - rule["mean"]) / rule["std"]
    for k, site in enumerate(card["sites"], start=len(card["numeric"])):
        texts = [place if isinstance(place, str) else "" for place in rows["site"]]
        result[:, k] = [text.strip().lower() == site.lower() for text in texts]
    return result
