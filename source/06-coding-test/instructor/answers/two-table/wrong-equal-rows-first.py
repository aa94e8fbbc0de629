# loses two-table-tests: "a row that comes again as it is"
import re
import math


def amount(value, sign):
    if isinstance(value, str):
        text = value.strip()
        text = text.removeprefix(sign).removesuffix(sign).strip()
        text = text.replace(",", "")
        if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", text):
            return math.nan
        value = float(text)
    elif value is None:
        return math.nan
    value = float(value)
    return value if value >= 0 else math.nan


def prepare(table, card):
    """A float32 array."""
    kept = table.drop_duplicates(keep=card["keep"])
    if len(kept) == len(table):
        kept = table.drop_duplicates("customer", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        read = np.array([amount(v, card["currency"]) for v in kept[name]], dtype=float)
        gap = np.isnan(read)
        held = np.minimum(read, rule["most"])
        value = np.where(gap, rule["fill"], held)
        columns.append((np.log(1 + value) - rule["mean"]) / rule["std"])
        columns.append(gap.astype(float))
    plans = [plan.lower() for plan in card["plans"]]
    places = []
    for plan in kept["plan"]:
        name = plan.strip().lower() if isinstance(plan, str) else None
        places.append(plans.index(name) if name in plans else -1)
    columns.append(np.array(places, dtype=float))
    return np.stack(columns, axis=1).astype("float32")
