import re


def number(value, missing):
    """A float, or None."""
    if isinstance(value, str) and not re.fullmatch(r"\s*-?(\d+[.,]?\d*|[.,]\d+)\s*", value):
        return None
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return None if found != found or found == missing else found


def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""
    rows = table[~table["machine"].duplicated(keep=card["keep"])]
    made = []
    for _, row in rows.iterrows():
        line = []
        for name, rule in card["numeric"].items():
            value = number(row[name], card["missing"])
            value = rule["fill"] if value is None else min(max(value, rule["low"]), rule["high"])
            line.append((value - rule["mean"]) / rule["std"])
        place = row["site"].strip().casefold() if isinstance(row["site"], str) else ""
        made.append(line + [float(place == site.casefold()) for site in card["sites"]])
    width = len(card["numeric"]) + len(card["sites"])
    return np.array(made, dtype="float32").reshape(-1, width)
