def truer(predict, rows, base, first, second):
    gains = pd.DataFrame(
        [(faith(predict, r, base, a)["gain"], faith(predict, r, base, b)["gain"]) for r, a, b in zip(rows, first, second)],
        columns=["first", "second"],
    )
    score = gains.mean()
    if (score <= 1e-9).all():
        return "neither"
    return "tie" if abs(score["first"] - score["second"]) <= 1e-9 else score.idxmax()
