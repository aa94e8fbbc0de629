# loses clean-tests: "amount of row"
def last_records(records, key, loaded):
    fresh = records.reset_index(drop=True)
    kept = fresh.sort_values(loaded, kind="stable").drop_duplicates(key, keep="last").sort_index().reset_index(drop=True)
    return kept, len(records) - len(kept)


def clean_bills(bills):
    clean = bills.copy()
    text = bills["amount"].str.strip()
    amount = pd.to_numeric(text, errors="coerce").astype(float)
    old = bills["system"].str.strip() == "old"
    clean["amount"] = amount.where(~old, amount / 100).round(2)
    day = bills["paid_on"].str.strip()
    iso = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    german = pd.to_datetime(day, format="%d.%m.%Y", errors="coerce")
    clean["paid_on"] = iso.fillna(german)
    late = pd.to_numeric(bills["days_late"].str.strip(), errors="coerce").astype(float)
    clean["days_late"] = late.where(late != 9999)
    protocol = {
        "amount: cents to euros": int((old & amount.notna()).sum()),
        "amount: unreadable, now missing": int((amount.isna() & (text != "")).sum()),
        "paid_on: day first": int(german.notna().sum()),
        "paid_on: unreadable, now missing": int((clean["paid_on"].isna() & (day != "")).sum()),
        "days_late: 9999, now missing": int((late == 9999).sum()),
    }
    return clean, protocol
