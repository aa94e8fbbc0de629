# loses profile-tests in "missing, disguised and known values in other tables": "disguised of"
def _kind(row):
    if row["key"]:
        return "id"
    unit = row["unit"]
    if unit.startswith("date") or unit.startswith("time"):
        return "date"
    if unit.startswith("number of"):
        return "count"
    if unit:
        return "measure"
    if row["allowed"]:
        return "flag" if len(row["allowed"].split("|")) == 2 else "code"
    return "text"


def _hidden(cell, named, numeric):
    if not numeric:
        return str(cell).strip() in named or not str(cell).strip()
    if isinstance(cell, str):
        return not cell.strip() or cell.strip() in named
    for one in named:
        try:
            if float(one) == cell:
                return True
        except (TypeError, ValueError):
            pass
    return False


def profile(frame, dictionary):
    lines = []
    for name in frame.columns:
        row = dictionary[dictionary["column"] == name].iloc[0]
        named = [one for one in row["unknown"].split("|") if one]
        cells = frame[name].tolist()
        there = [cell for cell in cells if not pd.isna(cell)]
        known = [cell for cell in there if not _hidden(cell, named, pd.api.types.is_numeric_dtype(frame[name]))]
        counts = {}
        for cell in known:
            counts[cell] = counts.get(cell, 0) + 1
        lines.append((name, _kind(row), len(cells) - len(there), len(there) - len(known), len(counts), max(counts.values()) / len(known) if known else 0.0))
    return pd.DataFrame(lines, columns=["column", "kind", "missing", "disguised", "distinct", "share"])
