def set_value(predict, x, background, chosen):
    total = 0.0
    for row in background:
        mixed = [x[j] if j in chosen else row[j] for j in range(len(row))]
        total += float(predict(np.array([mixed]))[0])
    return total / len(background)
