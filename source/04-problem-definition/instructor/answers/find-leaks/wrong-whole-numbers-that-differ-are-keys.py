# loses find-leaks-tests: "a running number", "honest columns"
def find_leaks(table, written, moments):
    """Leaking feature columns and their codes: "future", "identity", "target"."""
    late = (written["written_at"] > written["row_id"].map(moments)).groupby(written["column"]).mean()
    leaks = {}
    for column in table.columns.drop(["row_id", "churned"]):
        values = table[column]
        if late.get(column, 0) >= 0.05 - 1e-12:
            leaks[column] = "future"
        elif (pd.api.types.is_integer_dtype(values) or pd.api.types.is_string_dtype(values)) and values.nunique(dropna=False) == len(table):
            leaks[column] = "identity"
        elif values.nunique(dropna=False) <= 10:
            counts = table.groupby(column, dropna=False)["churned"].agg(["sum", "size"])
            right = np.maximum(counts["sum"], counts["size"] - counts["sum"]).sum()
            if 100 * right >= 98 * len(table):
                leaks[column] = "target"
    return leaks
