# loses truer-tests in "scores that differ by a hair": "differ by a hair"
def truer(predict, rows, base, first, second):
    """Which of two explainers is truer to the model: "first", "second", "tie" or "neither"."""
    one, two = (
        float(np.mean([faith(predict, row, base, weights)["gain"] for row, weights in zip(rows, told)]))
        for told in (first, second)
    )
    if max(one, two) <= 1e-9:
        return "neither"
    if one == two:
        return "tie"
    return "first" if one > two else "second"
