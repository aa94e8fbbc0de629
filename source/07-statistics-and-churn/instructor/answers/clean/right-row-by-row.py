import re
from datetime import datetime


def last_records(records, key, loaded):
    best = {}
    for place, (name, time) in enumerate(zip(records[key], records[loaded])):
        if name not in best or time >= best[name][0]:
            best[name] = (time, place)
    places = sorted(place for _, place in best.values())
    kept = records.iloc[places].copy()
    kept.index = range(len(kept))
    return kept, len(records) - len(places)


def day(text):
    for pattern, form in ((r"\d{4}-\d\d-\d\d", "%Y-%m-%d"), (r"\d\d\.\d\d\.\d{4}", "%d.%m.%Y")):
        if re.fullmatch(pattern, text):
            try:
                return pd.Timestamp(datetime.strptime(text, form)), form
            except ValueError:
                return pd.NaT, None
    return pd.NaT, None


def clean_bills(bills):
    protocol = dict.fromkeys(
        [
            "amount: cents to euros",
            "amount: unreadable, now missing",
            "paid_on: day first",
            "paid_on: unreadable, now missing",
            "days_late: 9999, now missing",
        ],
        0,
    )
    amounts, paid, late = [], [], []
    for row in bills.to_dict("records"):
        amount, day_text, days = row["amount"].strip(), row["paid_on"].strip(), row["days_late"].strip()
        try:
            value = float(amount)
            if row["system"] == "old":
                value /= 100
                protocol["amount: cents to euros"] += 1
        except ValueError:
            value = float("nan")
            protocol["amount: unreadable, now missing"] += amount != ""
        amounts.append(value)
        when, form = day(day_text)
        paid.append(when)
        protocol["paid_on: day first"] += form == "%d.%m.%Y"
        protocol["paid_on: unreadable, now missing"] += form is None and day_text != ""
        unpaid = days == "9999"
        protocol["days_late: 9999, now missing"] += unpaid
        late.append(float("nan") if unpaid or not days else float(days))
    clean = bills.copy()
    clean["amount"], clean["paid_on"], clean["days_late"] = amounts, pd.to_datetime(pd.Series(paid, dtype="datetime64[ns]")).to_numpy(), late
    return clean, protocol
