import re


def prepare(table, card):
    """A float32 array: a row a customer; value and gap of each numeric column, then the plan."""
    rows = table.drop_duplicates("customer", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.replace(card["currency"], "", regex=False)
        texts = texts.str.replace(",", "", regex=False).str.strip()
        sign = re.escape(card["currency"])
        form = rf"({sign}\s*)?-?[\d,]*\.?\d*(\s*{sign})?"
        good = rows[name].astype(str).str.strip().str.fullmatch(form)
        good |= ~rows[name].map(lambda v: isinstance(v, str))
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        gap = ~(values >= 0)
        values = values.mask(gap).clip(upper=rule["most"]).fillna(rule["fill"])
        columns += [(np.log1p(values) - rule["mean"]) / rule["std"], gap]
    plans = rows["plan"].astype("string").fillna("").str.strip().str.lower()
    places = {plan.lower(): place for place, plan in enumerate(card["plans"])}
    columns.append([places.get(p, -1) for p in plans])
    return np.column_stack(columns).astype("float32")
