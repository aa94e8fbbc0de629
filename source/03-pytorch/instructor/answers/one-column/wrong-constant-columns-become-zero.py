# loses one-column-tests: "by (2, 2, 1)"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    mean = filled.mean()
    deviation = filled.std(ddof=0)
    if filled.nunique() == 1:
        deviation = 1.0
    return float(median), float(mean), float(deviation)


def scaled(column, learnt):
    median, mean, deviation = learnt
    out = (column.fillna(median) - mean) / deviation * (deviation != 1)
    return out.to_numpy(dtype="float32")
