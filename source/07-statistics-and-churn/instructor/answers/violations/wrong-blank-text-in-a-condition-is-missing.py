# loses violations-tests in "rules about several columns of other tables": "must present"
def _isin(column, texts):
    if pd.api.types.is_numeric_dtype(column):
        return column.isin([float(one) for one in texts])
    return column.isin(texts)


def _bound(column, text):
    if pd.api.types.is_numeric_dtype(column):
        return float(text)
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.Timestamp(text)
    return text


def violations(tables, rules):
    found = []
    for rule in rules.itertuples(index=False):
        table = tables[rule.table].reset_index(drop=True)
        cell = table[rule.column]
        there = cell.notna()
        if rule.must == "present":
            broken = ~there
        elif rule.must == "absent":
            broken = there
        elif rule.must == "in":
            broken = there & ~_isin(cell, rule.value.split("|"))
        elif rule.must == "between":
            low, high = rule.value.split("|")
            broken = pd.Series(False, index=cell.index)
            if low:
                broken = broken | (there & (cell < _bound(cell, low)))
            if high:
                broken = broken | (there & (cell > _bound(cell, high)))
        elif rule.must == "unique":
            broken = there & cell.duplicated(keep=False)
        elif rule.must == "known in":
            other, name = rule.value.split(".")
            broken = there & ~cell.isin(tables[other][name])
        else:
            broken = cell < table[rule.value]
        name, equals, values = rule.when.partition("=")
        if equals:
            broken = broken & _isin(table[name], values.split("|"))
        elif name:
            broken = broken & table[name].notna() & (table[name].astype(str).str.strip() != '')
        found += [(rule.rule, int(row)) for row in np.flatnonzero(broken)]
    return pd.DataFrame(found, columns=["rule", "row"])
