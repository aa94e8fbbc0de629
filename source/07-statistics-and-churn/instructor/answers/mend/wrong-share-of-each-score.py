# loses mend-tests: "the other way round"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    share = hold.assign(group=(hold["score"] * 40).round()).groupby("group")["left"].mean()
    wave = share.reindex((test["score"] * 40).round()).fillna(0.5).to_numpy()
    return wave
