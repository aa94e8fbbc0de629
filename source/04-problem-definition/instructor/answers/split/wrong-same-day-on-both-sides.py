# loses split-tests in "logs in which most cuts lose much": "at least"
def split(rows, horizon):
    """(train ids, test ids): later test, no household on both sides, a gap of horizon days."""
    best = ([], [])
    for begin in rows["at"].quantile(np.linspace(0.4, 0.95, 56)):
        test = rows[rows["at"] >= begin]
        train = rows[rows["at"].dt.normalize() <= begin.normalize() - pd.Timedelta(days=horizon)]
        train = train[~train["household"].isin(test["household"])]
        kept = len(train) + len(test)
        if len(train) and 0.15 <= len(test) / kept <= 0.5 and kept > len(best[0]) + len(best[1]):
            best = (train["row_id"].tolist(), test["row_id"].tolist())
    return best
