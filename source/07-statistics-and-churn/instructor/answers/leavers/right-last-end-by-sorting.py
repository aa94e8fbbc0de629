def leaves(contracts, day, horizon=60, grace=30):
    """Runs of contracts without a hole longer than the grace, and how each run ends."""
    day = pd.Timestamp(day)
    own = contracts.assign(
        begins=pd.to_datetime(contracts["started_on"]),
        ends=pd.to_datetime(contracts["ended_on"]).fillna(pd.Timestamp("2200-01-01")),
    ).sort_values(["customer_id", "begins"])
    running = own[(own["begins"] <= day) & (own["ends"] > day)]
    result = {}
    for customer, table in own[own["customer_id"].isin(running["customer_id"])].groupby("customer_id"):
        until, ends = None, []
        for begins, stops in zip(table["begins"], table["ends"]):
            if until is not None and begins > until + pd.Timedelta(days=grace):
                ends.append(until)
                until = stops
            else:
                until = stops if until is None else max(until, stops)
        ends.append(until)
        result[customer] = float(any(day < e <= day + pd.Timedelta(days=horizon) for e in ends))
    return pd.DataFrame({"customer_id": list(result), "left": list(result.values())})


def split(rows, test_from, end, horizon=60, grace=30):
    table = rows.set_index(pd.to_datetime(rows["day"])).sort_index()
    gap = pd.Timedelta(days=horizon + grace)
    return table.loc[: pd.Timestamp(test_from) - gap], table.loc[test_from : pd.Timestamp(end) - gap]
