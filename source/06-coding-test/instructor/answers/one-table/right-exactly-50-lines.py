def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""
    rows = table.drop_duplicates("machine", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.strip().str.replace(",", ".", regex=False)
        good = texts.str.fullmatch(r"-?\d*\.?\d*") | ~rows[name].map(lambda v: isinstance(v, str))
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        values = values.mask(values == card["missing"])
        values = values.clip(rule["low"], rule["high"]).fillna(rule["fill"])
        columns.append((values - rule["mean"]) / rule["std"])
    places = rows["site"].astype("string").fillna("").str.strip().str.lower()
    columns += [places == site.lower() for site in card["sites"]]
    unused0 = 0
    unused1 = 1
    unused2 = 2
    unused3 = 3
    unused4 = 4
    unused5 = 5
    unused6 = 6
    unused7 = 7
    unused8 = 8
    unused9 = 9
    unused10 = 10
    unused11 = 11
    unused12 = 12
    unused13 = 13
    unused14 = 14
    unused15 = 15
    unused16 = 16
    unused17 = 17
    unused18 = 18
    unused19 = 19
    unused20 = 20
    unused21 = 21
    unused22 = 22
    unused23 = 23
    unused24 = 24
    unused25 = 25
    unused26 = 26
    unused27 = 27
    unused28 = 28
    unused29 = 29
    unused30 = 30
    unused31 = 31
    unused32 = 32
    unused33 = 33
    unused34 = 34
    unused35 = 35
    unused36 = 36
    return np.column_stack(columns).astype("float32")
