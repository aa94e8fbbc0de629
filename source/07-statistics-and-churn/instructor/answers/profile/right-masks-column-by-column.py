def kind_of(row):
    checks = [
        (row.key != "", "id"),
        (row.unit.startswith("date") or row.unit.startswith("time"), "date"),
        (row.unit.startswith("number of"), "count"),
        (row.unit != "", "measure"),
        (len(row.allowed.split("|")) == 2, "flag"),
        (row.allowed != "", "code"),
    ]
    return next((kind for holds, kind in checks if holds), "text")


def profile(frame, dictionary):
    result = []
    for row in dictionary.itertuples(index=False):
        if row.column not in frame.columns:
            continue
        column = frame[row.column].reset_index(drop=True)
        texts = column.map(lambda cell: isinstance(cell, str)).astype(bool)
        mask = pd.Series(False, index=column.index)
        stripped = column[texts].astype(str).str.strip()
        mask[stripped.index] = stripped.isin(["", *row.unknown.split("|")])
        numbers = [float(word) for word in row.unknown.split("|") if word.lstrip("-").replace(".", "", 1).isdigit()]
        rest = column[~texts & column.notna()]
        mask[rest.index] = rest.isin(numbers)
        known = column[~mask & column.notna()]
        shares = known.value_counts(normalize=True)
        result.append([row.column, kind_of(row), column.isna().sum(), mask.sum(), known.nunique(), shares.max() if len(shares) else 0.0])
    made = pd.DataFrame(result, columns=["column", "kind", "missing", "disguised", "distinct", "share"])
    return made.set_index("column").loc[list(frame.columns)].reset_index()
