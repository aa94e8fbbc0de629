# loses truer-tests: "neither"
def truer(predict, rows, base, first, second):
    """Which of two explainers is truer to the model: "first", "second", "tie" or "neither"."""
    one, two = (
        float(np.mean([faith(predict, row, base, weights)["gain"] for row, weights in zip(rows, told)]))
        for told in (first, second)
    )
    if abs(one - two) <= 1e-9:
        return "tie"
    if max(one, two) <= 1e-9:
        return "neither"
    return "first" if one > two else "second"
