# loses split-tests: "households on both sides of the split"
def split(rows, horizon):
    begin = rows["at"].quantile(0.7)
    train = rows[rows["at"] <= begin - pd.Timedelta(days=horizon)]
    return train["row_id"].tolist(), rows.loc[rows["at"] >= begin, "row_id"].tolist()
