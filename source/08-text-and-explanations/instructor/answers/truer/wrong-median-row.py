# loses truer-tests in "other explainers": "truer"
def truer(predict, rows, base, first, second):
    """Which of two explainers is truer to the model: "first", "second", "tie" or "neither"."""
    one, two = (
        float(np.median([faith(predict, row, base, weights)["gain"] for row, weights in zip(rows, told)]))
        for told in (first, second)
    )
    if max(one, two) <= 1e-9:
        return "neither"
    if abs(one - two) <= 1e-9:
        return "tie"
    return "first" if one > two else "second"
