# loses mend-tests: "mend"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    return (rows["score"] * 0 + pd.Series(steps.fit(hold["score"], hold["left"]).predict(test["score"]))).dropna()
