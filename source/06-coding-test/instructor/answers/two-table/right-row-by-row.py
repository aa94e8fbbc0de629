import re


def number(value, card):
    """A float from 0 up, or None."""
    if isinstance(value, str):
        text = value.strip()
        before = text.startswith(card["currency"])
        cut = text.removeprefix if before else text.removesuffix
        text = cut(card["currency"]).strip().replace(",", "")
        if not re.fullmatch(r"\d+[.]?\d*|[.]\d+", text):
            return None
        value = text
    if value is None:
        return None
    found = float(value)
    return found if found >= 0 else None


def prepare(table, card):
    """A float32 array: a row a customer; value and gap of each numeric column, then the plan."""
    made = []
    for _, row in table[~table["customer"].duplicated(keep=card["keep"])].iterrows():
        line = []
        for name, rule in card["numeric"].items():
            value = number(row[name], card)
            used = rule["fill"] if value is None else min(value, rule["most"])
            line += [(np.log1p(used) - rule["mean"]) / rule["std"], value is None]
        plan = row["plan"].strip().casefold() if isinstance(row["plan"], str) else None
        plans = [name.casefold() for name in card["plans"]]
        made.append([*line, plans.index(plan) if plan in plans else -1])
    return np.array(made, dtype="float32").reshape(-1, 2 * len(card["numeric"]) + 1)
