# loses two-table-tests: "names made of digits"
import math
import re


def prepare(table, card):
    names = pd.to_numeric(table["customer"], errors="coerce").astype(object)
    names = names.where(names.notna(), table["customer"])
    kept = table[~names.duplicated(keep=card["keep"])]
    sign = re.escape(card["currency"])
    digits = r"-?(?:[0-9][0-9,]*[.]?[0-9]*|[.][0-9]+)"
    pattern = re.compile(rf" *(?:{sign} *)?({digits})(?: *) *| *({digits}) *{sign} *")

    def number(value):
        if isinstance(value, str):
            found = pattern.fullmatch(value)
            if not found:
                return math.nan
            value = (found[1] or found[2]).replace(",", "")
        if value is None or value is pd.NA:
            return math.nan
        value = float(value)
        return value if value >= 0 else math.nan

    columns = []
    for name, rule in card["numeric"].items():
        values = np.array([number(v) for v in kept[name]], dtype=float)
        gap = np.isnan(values)
        values = np.where(gap, rule["fill"], np.minimum(values, rule["most"]))
        columns.append((np.log1p(values) - rule["mean"]) / rule["std"])
        columns.append(gap.astype(float))
    plans = [plan.lower() for plan in card["plans"]]
    places = []
    for plan in kept["plan"]:
        plan = plan.strip().lower() if isinstance(plan, str) else None
        places.append(plans.index(plan) if plan in plans else -1)
    columns.append(np.array(places, dtype=float))
    return np.stack(columns, axis=1).astype("float32")
