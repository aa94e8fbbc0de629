# loses two-table-tests: "plans in other spellings", "called like this"
import re


def prepare(table, card):
    """A float32 array: a row a customer; value and gap of each numeric column, then the plan."""
    rows = table.drop_duplicates("customer", keep=card["keep"])
    sign, columns = re.escape(card["currency"]), []
    form = rf"({sign}\s*)?-?[\d,]*\.?\d*(\s*{sign})?"
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.strip()
        good = texts.str.fullmatch(form) | ~rows[name].map(lambda v: isinstance(v, str))
        texts = texts.str.replace(card["currency"], "", regex=False)
        texts = texts.str.replace(",", "", regex=False).str.strip()
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        gap = ~(values >= 0)
        values = values.mask(gap).clip(upper=rule["most"]).fillna(rule["fill"])
        columns += [(np.log1p(values) - rule["mean"]) / rule["std"], gap]
    plans = rows["plan"].astype("string").fillna("").str.replace(" ", "").str.lower()
    known = [p.lower().replace(" ", "") for p in card["plans"]]
    columns.append([known.index(p) if p in known else -1 for p in plans])
    return np.column_stack(columns).astype("float32")
