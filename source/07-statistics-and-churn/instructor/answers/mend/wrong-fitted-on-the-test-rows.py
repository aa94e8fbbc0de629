# loses mend-tests: "turned round"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[(rows["part"] == "test") & rows["left"].notna()], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    if hold.empty:
        return test["score"]
    return steps.fit(hold["score"], hold["left"]).predict(test["score"])
