def find_leaks(table, written, moments):
    wide = written.pivot(index="row_id", columns="column", values="written_at")
    when = pd.Series(moments).reindex(wide.index)
    late = wide.gt(when, axis=0).mean()
    result = {name: "future" for name in late.index[late >= 0.05]}
    for name in table.columns.difference(["row_id", "churned", *result]):
        column = table[name].astype(object).where(table[name].notna(), "(missing)")
        if column.map(type).eq(str).all() and column.nunique() == len(column):
            result[name] = "identity"
        elif column.nunique() <= 10:
            counts = pd.crosstab(column.astype(str), table["churned"])
            if counts.max(axis=1).sum() >= 0.98 * len(table):
                result[name] = "target"
    return result
