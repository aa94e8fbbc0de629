# loses mend-tests: "mend on"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    steps = IsotonicRegression(out_of_bounds="clip")
    def odds(p):
        return p / (1 - p)

    factor = odds(hold["left"].mean()) / odds(hold["score"].mean())
    moved = odds(test["score"].clip(0.001, 0.999)) * factor
    return moved / (1 + moved)
