# loses find-leaks-tests: "could not convert"
def find_leaks(table, written, moments):
    """Leaking feature columns and their codes: "future", "identity", "target"."""
    late = (written["written_at"] > written["row_id"].map(moments)).groupby(written["column"]).mean()
    found = {}
    for column in table.columns.drop(["row_id", "churned"]):
        values = table[column]
        if late[column] >= 0.05:
            found[column] = "future"
        elif values.map(lambda value: isinstance(value, str)).all() and values.is_unique:
            found[column] = "identity"
        elif values.nunique(dropna=False) <= 10:
            groups = table.groupby(column, dropna=False)["churned"].agg(["sum", "size"])
            right = groups[["sum"]].assign(rest=groups["size"] - groups["sum"]).max(axis=1).sum()
            if values.dtype != object and abs(values.corr(table["churned"])) > 0.95:
                found[column] = "target"
    return found
