# loses clean-tests: "amount of row 3"
def last_records(records, key, loaded):
    """The last record of each key, and how many rows were left out."""
    fresh = records.reset_index(drop=True)
    last = fresh.sort_values(loaded, kind="stable").drop_duplicates(key, keep="last").sort_index()
    return last.reset_index(drop=True), len(fresh) - len(last)


def clean_bills(bills):
    """The bills in euros, timestamps and days, and a protocol of the changes."""
    amount_text, paid_text, late_text = (bills[name].str.strip() for name in ("amount", "paid_on", "days_late"))
    amount, late = (pd.to_numeric(text, errors="coerce").astype(float) for text in (amount_text, late_text))
    old = bills["system"].str.strip() == "old"
    day_first = pd.to_datetime(paid_text, format="%d.%m.%Y", errors="coerce")
    paid = pd.to_datetime(paid_text, format="%Y-%m-%d", errors="coerce").fillna(day_first)
    clean = bills.assign(amount=amount.where(~old, amount / 100).fillna(0.0), paid_on=paid, days_late=late.mask(late == 9999))
    protocol = {
        "amount: cents to euros": int((old & amount.notna()).sum()),
        "amount: unreadable, now missing": int((amount.isna() & (amount_text != "")).sum()),
        "paid_on: day first": int(day_first.notna().sum()),
        "paid_on: unreadable, now missing": int((paid.isna() & (paid_text != "")).sum()),
        "days_late: 9999, now missing": int((late == 9999).sum()),
    }
    return clean, protocol
