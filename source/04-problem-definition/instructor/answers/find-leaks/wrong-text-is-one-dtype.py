# loses find-leaks-tests: "dtype object"
def find_leaks(table, written, moments):
    leaks = {}
    late = written["written_at"] > written["row_id"].map(moments)
    share = late.groupby(written["column"]).mean()
    for name in table.columns.drop(["row_id", "churned"]):
        values = table[name]
        counts = table.groupby(name, dropna=False)["churned"].agg(["sum", "size"])
        right = np.maximum(counts["sum"], counts["size"] - counts["sum"]).sum()
        if share.get(name, 0) >= 0.05:
            leaks[name] = "future"
        elif values.dtype == "str" and values.nunique(dropna=False) == len(table):
            leaks[name] = "identity"
        elif len(counts) <= 10 and right >= 0.98 * len(table):
            leaks[name] = "target"
    return leaks
