# loses mend-tests: "mend on"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    share = hold.groupby("score")["left"].mean()
    return share.reindex(test["score"]).to_numpy()
