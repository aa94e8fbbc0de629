# loses profile-tests in "missing, disguised and known values in other tables": "distinct of"
def profile(frame, dictionary):
    """One row a column: column, kind, missing, disguised, distinct, share."""
    told = dictionary.set_index("column")

    def kind_of(says):
        if says["key"]:
            return "id"
        if says["unit"].startswith(("date", "time")):
            return "date"
        if says["unit"]:
            return "count" if says["unit"].startswith("number of") else "measure"
        if says["allowed"]:
            return "flag" if len(says["allowed"].split("|")) == 2 else "code"
        return "text"

    def is_unknown(cell, words):
        if isinstance(cell, str):
            return cell.strip() in ["", *words]
        return cell in pd.to_numeric(pd.Series(words), errors="coerce").tolist()

    rows = []
    for name in frame.columns:
        there = frame[name].dropna().tolist()
        known = pd.Series([cell for cell in there if not is_unknown(cell, told.at[name, "unknown"].split("|"))], dtype=object).map(lambda cell: cell.strip() if isinstance(cell, str) else cell)
        counts = known.value_counts()
        rows.append({
            "column": name, "kind": kind_of(told.loc[name]), "missing": len(frame) - len(there), "disguised": len(there) - len(known),
            "distinct": len(counts), "share": counts.iloc[0] / len(known) if len(known) else 0.0,
        })
    return pd.DataFrame(rows)
