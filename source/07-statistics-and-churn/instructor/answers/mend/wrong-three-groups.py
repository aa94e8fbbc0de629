# loses mend-tests: "mend on"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    edges = np.quantile(hold["score"], [1 / 3, 2 / 3])
    group = np.searchsorted(edges, hold["score"])
    shares = [hold["left"].to_numpy()[group == g].mean() if (group == g).any() else 0.5 for g in range(3)]
    return np.maximum.accumulate(shares)[np.searchsorted(edges, test["score"])]
