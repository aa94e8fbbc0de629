def last_records(records, key, loaded):
    order = records.assign(place=np.arange(len(records))).sort_values([loaded, "place"])
    last = order.groupby(key, sort=False)["place"].last().sort_values()
    kept = records.iloc[last.to_numpy()].reset_index(drop=True)
    return kept, records.shape[0] - kept.shape[0]


def clean_bills(bills):
    clean = bills.copy(deep=True)
    texts = {name: bills[name].astype(str).str.strip().replace("", np.nan) for name in ("amount", "paid_on", "days_late")}
    numbers = pd.to_numeric(texts["amount"], errors="coerce")
    divisor = np.where(bills["system"] == "old", 100.0, 1.0)
    clean["amount"] = numbers / divisor
    dotted = texts["paid_on"].str.fullmatch(r"\d\d\.\d\d\.\d{4}").fillna(False).astype(bool)
    parts = texts["paid_on"].where(~dotted, texts["paid_on"].str[6:] + "-" + texts["paid_on"].str[3:5] + "-" + texts["paid_on"].str[:2])
    clean["paid_on"] = pd.to_datetime(parts, format="%Y-%m-%d", errors="coerce")
    clean["days_late"] = pd.to_numeric(texts["days_late"]).replace(9999, np.nan)
    return clean, {
        "amount: cents to euros": np.count_nonzero((divisor == 100) & numbers.notna()),
        "amount: unreadable, now missing": np.count_nonzero(texts["amount"].notna() & numbers.isna()),
        "paid_on: day first": np.count_nonzero(dotted & clean["paid_on"].notna()),
        "paid_on: unreadable, now missing": np.count_nonzero(texts["paid_on"].notna() & clean["paid_on"].isna()),
        "days_late: 9999, now missing": np.count_nonzero(texts["days_late"] == "9999"),
    }
