# loses mend-tests: "the same forecasts"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    some = hold.sample(frac=0.9)
    return steps.fit(some["score"], some["left"]).predict(test["score"])
