def mean_loss(y, guess, loss):
    total = 0
    for i in range(len(y)):
        if loss == "absolute":
            total += abs(guess[i] - y[i])
        elif y[i] != guess[i]:
            total += 1
    return total / len(y)


def constant(y, loss):
    if loss == "absolute":
        ordered = sorted(y)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return int(y.count(1) > y.count(0))
