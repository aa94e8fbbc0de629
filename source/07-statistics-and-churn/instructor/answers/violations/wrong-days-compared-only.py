# loses violations-tests in "rules about several columns of other tables": "not before"
def violations(tables, rules):
    """One row for each rule and each row that breaks it."""
    def is_one_of(cells, words):
        return cells.isin([float(word) for word in words] if pd.api.types.is_numeric_dtype(cells) else words)

    def typed(bound, cells):
        if pd.api.types.is_numeric_dtype(cells):
            return float(bound)
        return pd.Timestamp(bound) if pd.api.types.is_datetime64_any_dtype(cells) else bound

    def broken(must, value, cells, table):
        there = cells.notna()
        if must == "present":
            return ~there
        if must == "absent":
            return there
        if must == "in":
            return there & ~is_one_of(cells, value.split("|"))
        if must == "unique":
            return there & cells.duplicated(keep=False)
        if must == "known in":
            other, name = value.split(".")
            return there & ~cells.isin(tables[other][name])
        if must == "not before":
            return cells.dt.normalize() < table[value].dt.normalize()
        low, high = value.split("|")
        below = cells < typed(low, cells) if low else ~there & there
        above = cells > typed(high, cells) if high else ~there & there
        return below | above

    def concerned(when, table):
        if not when:
            return True
        name, equals, words = when.partition("=")
        return is_one_of(table[name], words.split("|")) if equals else table[name].notna()

    found = []
    for rule in rules.to_dict("records"):
        table = tables[rule["table"]].reset_index(drop=True)
        bad = broken(rule["must"], rule["value"], table[rule["column"]], table) & concerned(rule["when"], table)
        found += [(rule["rule"], int(row)) for row in np.flatnonzero(bad)]
    return pd.DataFrame(found, columns=["rule", "row"])
