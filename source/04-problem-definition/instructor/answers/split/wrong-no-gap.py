# loses split-tests: "every training label was known"
def split(rows, horizon):
    begin = rows["at"].quantile(0.72)
    test = rows[rows["at"] >= begin]
    train = rows[(rows["at"] < begin) & ~rows["household"].isin(test["household"])]
    return train["row_id"].tolist(), test["row_id"].tolist()
