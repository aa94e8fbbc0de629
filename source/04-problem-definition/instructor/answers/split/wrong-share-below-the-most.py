# loses split-tests in "logs with one split alone, whose share or gap is just what is allowed": "one split alone", "rows on both sides"
def split(rows, horizon):
    """(train ids, test ids): later test, no household on both sides, a gap of horizon days."""
    best = ([], [])
    for begin in sorted(set(rows["at"])):
        test = rows[rows["at"] >= begin]
        train = rows[rows["at"] <= begin - pd.Timedelta(days=horizon)]
        train = train[~train["household"].isin(test["household"])]
        kept = len(train) + len(test)
        if len(train) and 0.15 <= len(test) / kept < 0.5 and kept > len(best[0]) + len(best[1]):
            best = (train["row_id"].tolist(), test["row_id"].tolist())
    return best
