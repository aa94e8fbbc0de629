# loses one-column-tests: "small isn't constant"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = 1.0 if filled.std(ddof=0) < 1e-8 else filled.std(ddof=0)
    return median, filled.mean(), deviation


def scaled(column, learnt):
    median, mean, deviation = learnt
    filled = column.astype(float).fillna(median)
    return ((filled - mean) / deviation).to_numpy(dtype="float32")
