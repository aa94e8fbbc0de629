# loses truer-tests: "truer"
def truer(predict, rows, base, first, second):
    """Which of two explainers is truer to the model: "first", "second", "tie" or "neither"."""
    one, two = (
        float(np.mean([faith(predict, row, base, weights)["gain"] for row, weights in zip(rows, told)]))
        for told in (first, second)
    )
    if max(one, two) <= 1e-9:
        return "neither"
    if abs(one - two) <= 1e-9:
        return "tie"
    return 0 if one > two else 1
