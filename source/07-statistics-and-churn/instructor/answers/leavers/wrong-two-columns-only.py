# loses leavers-tests: "'left' is missing"
def leaves(contracts, day, horizon=60, grace=30):
    """Who has a contract that goes on beyond *day*, and whether they leave within *horizon* days."""
    day, days = pd.Timestamp(day), pd.Timedelta(days=1)
    own = contracts[["contract_id", "customer_id"]].assign(
        begins=pd.to_datetime(contracts["started_on"]), ends=pd.to_datetime(contracts["ended_on"])
    )
    running = own.loc[(own["begins"] <= day) & ~(own["ends"] <= day), "customer_id"].unique()
    pairs = own.merge(own, on="customer_id", suffixes=("", "_other"))
    follows = (pairs["begins_other"] <= pairs["ends"] + grace * days) & ~(pairs["ends_other"] <= pairs["ends"])
    ended = own[(own["ends"] > day) & (own["ends"] <= day + horizon * days)]
    gone = ended.loc[~ended["contract_id"].isin(pairs.loc[follows, "contract_id"]), "customer_id"]
    return pd.DataFrame({"customer_id": running, "left": np.isin(running, gone).astype(int)})


def split(rows, test_from, end, horizon=60, grace=30):
    """(train, test): what was known when the test began, and what is known by now."""
    day = pd.to_datetime(rows["day"])
    known = day + pd.Timedelta(days=horizon + grace)
    train = known <= pd.Timestamp(test_from)
    test = (day >= pd.Timestamp(test_from)) & (known <= pd.Timestamp(end))
    rows = rows[["customer_id", "day"]]
    return rows[train], rows[test]
