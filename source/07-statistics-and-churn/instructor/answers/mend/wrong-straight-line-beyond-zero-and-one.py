# loses mend-tests: "from 0 to 1"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    slope, start = np.polyfit(hold["score"], hold["left"], 1)
    return 1.15 * (start + slope * test["score"]) - 0.05
