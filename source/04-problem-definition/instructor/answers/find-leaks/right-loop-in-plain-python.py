def find_leaks(table, written, moments):
    late = {}
    for row, column, at in written[["row_id", "column", "written_at"]].itertuples(index=False):
        late.setdefault(column, []).append(at > moments[row])
    y = table["churned"].tolist()
    found = {}
    for column in table.columns:
        if column in ("row_id", "churned"):
            continue
        values = [v if isinstance(v, str) or v == v else None for v in table[column].tolist()]
        groups = {}
        for value, label in zip(values, y):
            groups.setdefault(value, []).append(label)
        right = sum(max(g.count(0), g.count(1)) for g in groups.values())
        if sum(late[column]) / len(late[column]) >= 0.05:
            found[column] = "future"
        elif len(groups) == len(values) and all(isinstance(v, str) for v in values):
            found[column] = "identity"
        elif len(groups) <= 10 and right >= 0.98 * len(y):
            found[column] = "target"
    return found
