# loses one-table-tests: "a fill of 0"
import math
import re


def prepare(table, card):
    kept = table.drop_duplicates("machine", keep=card["keep"])

    def number(value):
        if isinstance(value, str):
            if not re.fullmatch(r" *-?([0-9]+[.,]?[0-9]*|[.,][0-9]+) *", value):
                return math.nan
            value = float(value.replace(",", "."))
        if value is None or value is pd.NA:
            return math.nan
        value = float(value)
        return math.nan if value == card["missing"] else value

    columns = []
    for name, rule in card["numeric"].items():
        values = np.array([number(v) for v in kept[name]], dtype=float)
        values = np.clip(values, rule["low"], rule["high"])
        values = np.where(np.isnan(values), rule["fill"] or rule["mean"], values)
        columns.append((values - rule["mean"]) / rule["std"])
    places = [v.strip().lower() if isinstance(v, str) else None for v in kept["site"]]
    for site in card["sites"]:
        columns.append(np.array([p == site.lower() for p in places], dtype=float))
    return np.stack(columns, axis=1).astype("float32")
