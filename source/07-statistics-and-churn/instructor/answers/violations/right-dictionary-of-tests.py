def as_typed(words, column):
    if pd.api.types.is_numeric_dtype(column):
        return [float(word) if word else None for word in words]
    if pd.api.types.is_datetime64_any_dtype(column):
        return [pd.Timestamp(word) if word else None for word in words]
    return list(words)


def between(column, value):
    low, high = as_typed(value.split("|"), column)
    outside = pd.Series(False, index=column.index)
    if low is not None:
        outside = outside | column.lt(low)
    if high is not None:
        outside = outside | column.gt(high)
    return outside


def violations(tables, rules):
    tests = {
        "present": lambda column, value, table: column.isna(),
        "absent": lambda column, value, table: column.notna(),
        "in": lambda column, value, table: column.notna() & ~column.isin(as_typed(value.split("|"), column)),
        "between": lambda column, value, table: between(column, value),
        "unique": lambda column, value, table: column.groupby(column).transform("size").gt(1),
        "known in": lambda column, value, table: column.notna() & ~column.isin(tables[value.split(".")[0]][value.split(".")[1]].tolist()),
        "not before": lambda column, value, table: (table[value] - column).gt(pd.Timedelta(0)),
    }
    parts = [pd.DataFrame({"rule": pd.Series(dtype=object), "row": pd.Series(dtype=int)})]
    for rule in rules.itertuples():
        table = tables[rule.table].copy()
        table.index = range(len(table))
        bad = tests[rule.must](table[rule.column], rule.value, table)
        if "=" in rule.when:
            name, words = rule.when.split("=")
            bad &= table[name].isin(as_typed(words.split("|"), table[name]))
        elif rule.when:
            bad &= table[rule.when].notna()
        parts.append(pd.DataFrame({"rule": rule.rule, "row": table.index[bad]}))
    return pd.concat(parts, ignore_index=True)
