from collections import Counter


def profile(frame, dictionary):
    entries = {entry["column"]: entry for entry in dictionary.to_dict("records")}
    table = {name: [] for name in ("column", "kind", "missing", "disguised", "distinct", "share")}
    for name in frame:
        entry = entries[name]
        unit, allowed = entry["unit"], entry["allowed"]
        if entry["key"]:
            kind = "id"
        elif unit:
            kind = "date" if unit[:4] in ("date", "time") else "count" if unit[:9] == "number of" else "measure"
        elif allowed:
            kind = "flag" if allowed.count("|") == 1 else "code"
        else:
            kind = "text"
        words = {word for word in entry["unknown"].split("|") if word}
        numbers = set()
        for word in words:
            try:
                numbers.add(float(word))
            except ValueError:
                pass
        missing = disguised = 0
        known = Counter()
        for cell in frame[name]:
            if pd.isna(cell):
                missing += 1
            elif isinstance(cell, str):
                if not cell.strip() or cell.strip() in words:
                    disguised += 1
                else:
                    known[cell] += 1
            elif cell in numbers:
                disguised += 1
            else:
                known[cell] += 1
        share = max(known.values()) / sum(known.values()) if known else 0.0
        for key, value in zip(table, (name, kind, missing, disguised, len(known), share)):
            table[key].append(value)
    return pd.DataFrame(table)
