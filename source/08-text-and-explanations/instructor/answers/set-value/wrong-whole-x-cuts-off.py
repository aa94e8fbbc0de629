# loses set-value-tests: "x of whole numbers"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    total = 0.0
    for row in background:
        mixed = x.copy()
        for place in range(len(x)):
            if place not in chosen:
                mixed[place] = row[place]
        total += predict(mixed[None, :])[0]
    return total / len(background)
