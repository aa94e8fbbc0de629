def mixed_rate(rows, mix):
    rate = 0.0
    for row in rows:
        rate += row[2] / row[1] * mix[row[0]]
    return rate
