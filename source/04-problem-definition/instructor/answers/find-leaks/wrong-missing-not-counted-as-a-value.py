# loses find-leaks-tests in "honest columns, in warehouses with leaks and in one without": "flagged"
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
        elif values.nunique() <= 10:
            groups = table.groupby(column, dropna=False)["churned"].agg(["sum", "size"])
            right = groups[["sum"]].assign(rest=groups["size"] - groups["sum"]).max(axis=1).sum()
            if right / len(table) >= 0.98:
                found[column] = "target"
    return found
