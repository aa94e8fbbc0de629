# loses find-leaks-tests: "honest columns were flagged", "datetime.date("
def find_leaks(table, written, moments):
    late = written["written_at"] > written["row_id"].map(moments)
    late_share = late.groupby(written["column"]).mean()
    leaks = {}
    for column in table.columns:
        if column in ("row_id", "churned"):
            continue
        values = table[column]
        if late_share.get(column, 0) >= 0.05:
            leaks[column] = "future"
        elif values.nunique(dropna=False) == len(values) and (values.dtype == object or pd.api.types.is_string_dtype(values)):
            leaks[column] = "identity"
        elif values.nunique(dropna=False) <= 10:
            counts = table.groupby(column, dropna=False)["churned"].agg(["sum", "size"])
            right = counts["sum"].combine(counts["size"] - counts["sum"], max).sum()
            if right >= 0.98 * len(table):
                leaks[column] = "target"
    return leaks
