# loses split-tests in "logs in which most cuts lose much": "at least 70 of 100"
def split(rows, horizon):
    """(train ids, test ids): later test, no household on both sides, a gap of horizon days."""
    best = None
    for moment in sorted(rows["at"].unique()):
        test = rows[rows["at"] >= moment]
        train = rows[rows["at"] <= moment - pd.Timedelta(days=horizon)]
        train = train[(train["at"] < moment) & ~train["household"].isin(test["household"])]
        kept = len(train) + len(test)
        if 0.15 <= len(test) / kept <= 0.5 and (best is None):
            best = kept, train["row_id"].tolist(), test["row_id"].tolist()
    return best[1:]
