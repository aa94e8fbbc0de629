# loses one-column-tests: "KeyError"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = filled.std(ddof=0) if (filled != filled[0]).any() else 1.0
    return median, filled.mean(), deviation


def scaled(column, learnt):
    median, mean, deviation = learnt
    filled = column.astype(float).fillna(median)
    return ((filled - mean) / deviation).to_numpy(dtype="float32")
